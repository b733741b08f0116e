#include "syntax/foreign.h"

#define SLC_WRITE_CHOOSE "write: choose when … then … otherwise …"
#define SLC_NO_PATTERNS "there are no patterns: contains_word(note, words: [\"urgent\"])"

const char *
slc_foreign_help(struct sl_str word)
{
    static const struct {
        const char *word, *help;
    } foreign[] = {
#define SLC_FOREIGN(word, help) { word, help },
#include "syntax/foreign.def"
#undef SLC_FOREIGN
    };
    for (size_t at = 0; at < sizeof foreign / sizeof *foreign; at++)
        if (sl_str_is(word, foreign[at].word))
            return foreign[at].help;
    return NULL;
}
