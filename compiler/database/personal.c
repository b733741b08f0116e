#include "database/personal.h"

/* Room for a name of 63 bytes with an underscore before each, and around. */
enum { MAX_WORDS_BYTES = 2 * 63 + 3 };

static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || is_upper(c) || (c >= '0' && c <= '9') || c < 0;
}

/* "dateOfBirth", "Date of birth", "DATE_OF_BIRTH" as "_date_of_birth_". */
static void
write_words(struct sl_str name, char *ret_words)
{
    size_t len = 0;
    ret_words[len++] = '_';
    for (size_t at = 0; at < name.len && len + 3 < MAX_WORDS_BYTES; at++) {
        char c = name.ptr[at];
        bool begins = is_upper(c) && at > 0 && !is_upper(name.ptr[at - 1]);
        if ((begins || !is_letter_or_digit(c)) && ret_words[len - 1] != '_')
            ret_words[len++] = '_';
        if (is_letter_or_digit(c))
            ret_words[len++] = is_upper(c) ? (char)(c - 'A' + 'a') : c;
    }
    if (ret_words[len - 1] != '_')
        ret_words[len++] = '_';
    ret_words[len] = '\0';
}

/* "_date_of_birth_" has "date_of_birth". */
static bool
has_words(const char *words, const char *wanted)
{
    size_t len = strlen(wanted);
    for (const char *at = strstr(words, wanted); at != NULL; at = strstr(at + 1, wanted))
        if (at[-1] == '_' && at[len] == '_')
            return true;
    return false;
}

/* Equal but for underscores. */
static bool
same_letters(const char *a, const char *b)
{
    for (;;) {
        a += strspn(a, "_");
        b += strspn(b, "_");
        if (*a != *b)
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

const char *
slc_usually_personal(struct sl_str name, struct sl_str type)
{
    static const struct {
        const char *words, *what;
    } names[] = {
#define SLC_PERSONAL_NAME(words, what) { words, what },
#define SLC_PERSONAL_TYPE(type, what)
#include "database/personal.def"
#undef SLC_PERSONAL_NAME
#undef SLC_PERSONAL_TYPE
    }, types[] = {
#define SLC_PERSONAL_NAME(words, what)
#define SLC_PERSONAL_TYPE(type, what) { type, what },
#include "database/personal.def"
#undef SLC_PERSONAL_NAME
#undef SLC_PERSONAL_TYPE
    };
    char words[MAX_WORDS_BYTES];
    write_words(name, words);
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
        if (has_words(words, names[at].words) || same_letters(words, names[at].words))
            return names[at].what;
    for (size_t at = 0; at < sizeof types / sizeof *types; at++)
        if (sl_str_is(type, types[at].words))
            return types[at].what;
    return NULL;
}
