#include "database/sql_transaction.h"

#include "database/sql_token.h"

#include <string.h>
#include <strings.h>

/* No statement about transactions has more words that count. */
enum { MOST_WORDS = 8 };

struct words {
    struct sl_str items[MOST_WORDS];
    uint32_t count;
    bool endless; /* a quote or a comment lacks its end */
};

/* Quoted names, strings and signs are words here, too, so that each keeps its place. */
static struct words
read_words(struct sl_str statement)
{
    struct words words = { .count = 0 };
    struct slc_sql_token token;
    uint32_t offset = 0;
    while (words.count < MOST_WORDS && slc_sql_token_next(statement, &offset, &token)) {
        words.items[words.count++] =
            (struct sl_str) { statement.ptr + token.begin, token.end - token.begin };
        words.endless |= token.kind == SLC_SQL_ENDLESS;
    }
    return words;
}

static bool
is_at(const struct words *words, uint32_t place, const char *wanted)
{
    return place < words->count && words->items[place].len == strlen(wanted) &&
           strncasecmp(words->items[place].ptr, wanted, words->items[place].len) == 0;
}

/* COMMIT and ROLLBACK may have a word that says nothing. */
static uint32_t
skip_noise(const struct words *words, uint32_t place)
{
    return is_at(words, place, "work") || is_at(words, place, "transaction") ? place + 1 : place;
}

static struct slc_sql_transaction
savepoint(const struct words *words, enum slc_sql_transaction_kind kind, uint32_t place)
{
    const uint32_t at =
        kind != SLC_SQL_SAVEPOINT && is_at(words, place, "savepoint") ? place + 1 : place;
    return (struct slc_sql_transaction) { .kind = kind,
                                          .name =
                                              at < words->count ? words->items[at] : SL_STR("") };
}

static struct slc_sql_transaction
ending(const struct words *words, enum slc_sql_transaction_kind kind)
{
    const uint32_t place = skip_noise(words, 1);
    if (is_at(words, 1, "prepared"))
        return (struct slc_sql_transaction) { .kind = SLC_SQL_END_PREPARED };
    if (kind == SLC_SQL_ROLLBACK && is_at(words, place, "to"))
        return savepoint(words, SLC_SQL_ROLLBACK_TO, place + 1);
    return (struct slc_sql_transaction) {
        .kind = kind,
        .chain = is_at(words, place, "and") && is_at(words, place + 1, "chain"),
    };
}

static struct slc_sql_transaction
setting(const struct words *words)
{
    const bool all_immediate =
        is_at(words, 1, "constraints") && is_at(words, 2, "all") && is_at(words, 3, "immediate");
    return (struct slc_sql_transaction) {
        .kind = all_immediate                    ? SLC_SQL_IMMEDIATE
                : is_at(words, 1, "transaction") ? SLC_SQL_CHARACTER
                                                 : SLC_SQL_NO_TRANSACTION,
    };
}

struct slc_sql_transaction
slc_sql_transaction_of(struct sl_str statement)
{
    const struct words words = read_words(statement);
    if (words.endless)
        return (struct slc_sql_transaction) { .kind = SLC_SQL_NO_TRANSACTION };
    if (is_at(&words, 0, "begin") || (is_at(&words, 0, "start") && is_at(&words, 1, "transaction")))
        return (struct slc_sql_transaction) { .kind = SLC_SQL_BEGIN };
    if (is_at(&words, 0, "commit") || is_at(&words, 0, "end"))
        return ending(&words, SLC_SQL_COMMIT);
    if (is_at(&words, 0, "rollback") || is_at(&words, 0, "abort"))
        return ending(&words, SLC_SQL_ROLLBACK);
    if (is_at(&words, 0, "savepoint"))
        return savepoint(&words, SLC_SQL_SAVEPOINT, 1);
    if (is_at(&words, 0, "release"))
        return savepoint(&words, SLC_SQL_RELEASE, 1);
    if (is_at(&words, 0, "set"))
        return setting(&words);
    if (is_at(&words, 0, "prepare") && is_at(&words, 1, "transaction"))
        return (struct slc_sql_transaction) { .kind = SLC_SQL_PREPARE };
    return (struct slc_sql_transaction) { .kind = SLC_SQL_NO_TRANSACTION };
}

/* ---- names ------------------------------------------------------------------------------------- */

/* The next byte of a name without its quotes; 0: there is none. */
static char
next_of_name(struct sl_str name, size_t *at)
{
    const bool quoted = name.ptr[0] == '"';
    if (*at == 0 && quoted)
        *at = 1;
    if (*at >= name.len - (quoted ? 1 : 0))
        return '\0';
    const char c = name.ptr[*at];
    *at += quoted && c == '"' ? 2 : 1;
    return !quoted && c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool
slc_sql_same_name(struct sl_str a, struct sl_str b)
{
    size_t at_a = 0, at_b = 0;
    if (a.len == 0 || b.len == 0)
        return false;
    for (;;) {
        const char c = next_of_name(a, &at_a);
        if (c != next_of_name(b, &at_b))
            return false;
        if (c == '\0')
            return true;
    }
}
