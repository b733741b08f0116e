#include "database/migration_untried.h"

#include "database/sql_token.h"

#include <string.h>
#include <strings.h>

bool
slc_refusal_is_about_time(const struct slc_refusal *refusal)
{
    return strcmp(refusal->sqlstate, "55P03") == 0 || strcmp(refusal->sqlstate, "57014") == 0;
}

/* In a transaction of the file's own PostgreSQL refuses the first two in earnest. */
const char *
slc_untried_because(const char *sqlstate, bool in_transaction)
{
    static const struct {
        const char *sqlstate, *why;
        bool outside;
    } reasons[] = {
        { "25001", "PostgreSQL runs it outside of transactions alone", true },
        { "2D000", "it ends transactions by itself", true },
        { "55P04", "a new label of an enum can be used once its transaction is committed", false },
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (strcmp(sqlstate, reasons[i].sqlstate) == 0 && !(reasons[i].outside && in_transaction))
            return reasons[i].why;
    }
    return NULL;
}

bool
slc_refusal_is_certain(const struct slc_refusal *refusal)
{
    return slc_refusal_is_about_time(refusal) || strcmp(refusal->sqlstate, "42601") == 0 ||
           strcmp(refusal->sqlstate, "42501") == 0;
}

bool
slc_leaves_something(struct sl_str statement)
{
    static const char *const words[] = { "vacuum", "reindex", "cluster", "checkpoint" };
    struct slc_sql_token token;
    uint32_t offset = 0;
    if (!slc_sql_token_next(statement, &offset, &token))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == token.end - token.begin &&
            strncasecmp(statement.ptr + token.begin, words[i], strlen(words[i])) == 0)
            return false;
    }
    return true;
}

struct sl_str
slc_without_concurrently(struct sl_arena *arena, struct sl_str statement)
{
    static const char word[] = "concurrently";
    struct slc_sql_token token;
    uint32_t offset = 0;
    while (slc_sql_token_next(statement, &offset, &token)) {
        if (token.kind == SLC_SQL_WORD && token.end - token.begin == sizeof word - 1 &&
            strncasecmp(statement.ptr + token.begin, word, sizeof word - 1) == 0)
            return sl_arena_format(arena, "%.*s%.*s", (int)token.begin, statement.ptr,
                                   SL_FMT(sl_str_from(statement, token.end)));
    }
    return SL_STR("");
}
