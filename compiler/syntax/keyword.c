#include "syntax/keyword.h"

#include "syntax/parser.h"
#include "syntax/syntax.h"

#include <limits.h>

enum { FIRST = SLC_T_POLICY, LAST = SLC_T_YES };

enum { NWORDS = LAST - FIRST + 1, NO_WORD = 0xff };
_Static_assert(NWORDS < NO_WORD, "a word's number fits a byte");

/* Words by their first letter, in chains: most names of policies begin as few words do. */
struct words {
    struct sl_str spelling[NWORDS];
    unsigned char first[UCHAR_MAX + 1], next[NWORDS];
    bool made;
};

static const struct words *
words_by_letter(void)
{
    static struct words words; /* the same at every call: the language's */
    if (words.made)
        return &words;
    memset(words.first, NO_WORD, sizeof words.first);
    for (int at = 0; at < NWORDS; at++) {
        const char *word = slc_token_spelling(FIRST + at);
        words.spelling[at] = sl_str_of(word);
        words.next[at] = words.first[(unsigned char)word[0]];
        words.first[(unsigned char)word[0]] = (unsigned char)at;
    }
    words.made = true;
    return &words;
}

int
slc_keyword(struct sl_str text)
{
    if (text.len == 0)
        return 0;
    const struct words *words = words_by_letter();
    for (unsigned char at = words->first[(unsigned char)text.ptr[0]]; at != NO_WORD;
         at = words->next[at])
        if (sl_str_equal(text, words->spelling[at]))
            return FIRST + at;
    return 0;
}

struct sl_str
slc_token_text(int token)
{
    return sl_str_of(slc_token_spelling(token));
}

bool
slc_begins_item(int token)
{
    return token >= SLC_T_POLICY && token < SLC_T_MAY;
}

bool
slc_begins_line(int token)
{
    return token >= SLC_T_MAY && token <= SLC_T_END;
}

bool
slc_is_keyword(int token)
{
    return token >= FIRST && token <= LAST;
}

bool
slc_is_phrase(int token)
{
    switch (token) {
    case SLC_T_REPLICA_IDENTITY:
    case SLC_T_NEW_COLUMNS:
    case SLC_T_PUBLISH_LISTED_COLUMNS:
    case SLC_T_PUBLISH_WHOLE_ROWS: return true;
    default: return false;
    }
}
