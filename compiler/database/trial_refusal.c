#include "database/trial_refusal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *
condition_of(const char *sqlstate)
{
    static const struct {
        const char *sqlstate, *name;
    } conditions[] = {
#define SLC_SQLSTATE(code, name) { code, name },
#include "database/sqlstate.def"
#undef SLC_SQLSTATE
    };
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        if (strcmp(conditions[i].sqlstate, sqlstate) == 0)
            return conditions[i].name;
    }
    return NULL;
}

/* Errors of other classes (appendix A) are about data (22, 23), or are what functions raise by themselves. */
static bool
is_about_names(const char *sqlstate)
{
    static const char *const classes[] = { "0A", "25", "26", "28", "2B", "2D", "34", "3B",
                                           "3D", "3F", "42", "53", "54", "55", "57" };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (strncmp(sqlstate, classes[i], 2) == 0)
            return true;
    }
    return false;
}

static bool
is_inside_a_word(struct sl_str text, size_t at)
{
    return at < text.len && (isalnum((unsigned char)text.ptr[at]) || text.ptr[at] == '_');
}

/* As whole words, in any case of their letters, since PostgreSQL folds names. */
static bool
statement_has(struct sl_str statement, const char *text, size_t length)
{
    for (size_t at = 0; at + length <= statement.len; at++) {
        const bool whole = (at == 0 || !is_inside_a_word(statement, at - 1)) &&
                           !is_inside_a_word(statement, at + length);
        if (whole && strncasecmp(statement.ptr + at, text, length) == 0)
            return true;
    }
    return false;
}

/* The words in quotation marks, of a schema and its table each by itself. */
static bool
statement_has_words(struct sl_str statement, const char *text, size_t length)
{
    const char *dot = memchr(text, '.', length);
    if (statement_has(statement, text, length))
        return true;
    if (dot == NULL)
        return false;
    const size_t first = (size_t)(dot - text);
    return statement_has(statement, text, first) &&
           statement_has(statement, dot + 1, length - first - 1);
}

/* Whether all that a message puts in quotation marks or behind a colon stands in the statement, too. Marks of other
 * languages are not known, so that the rest may have no letters but PostgreSQL's English ones. */
static bool
says_what_the_statement_says(const char *message, struct sl_str statement)
{
    while (*message != '\0') {
        if ((unsigned char)*message >= 0x80)
            return false;
        const bool quoted = *message == '"';
        if (!quoted && strncmp(message, ": ", 2) != 0) {
            message++;
            continue;
        }
        message += quoted ? 1 : 2;
        const size_t length = quoted ? strcspn(message, "\"") : strlen(message);
        if (!statement_has_words(statement, message, length))
            return false;
        message += length + (quoted && message[length] == '"');
    }
    return true;
}

/* A function, a trigger or a DO block (context) can put a value into any message. So can an error of a statement that
 * runs: 'x'::regclass says that there is no table x. One with a position is found before anything runs. */
static bool
tells_no_value(const PGresult *error, const char *sqlstate, const char *message,
               struct sl_str statement)
{
    if (!is_about_names(sqlstate) || PQresultErrorField(error, PG_DIAG_CONTEXT) != NULL)
        return false;
    return PQresultErrorField(error, PG_DIAG_STATEMENT_POSITION) != NULL ||
           says_what_the_statement_says(message, statement);
}

struct slc_refusal
slc_refusal_of(struct sl_arena *arena, const PGresult *error, struct sl_str statement)
{
    const char *sqlstate = PQresultErrorField(error, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);
    struct slc_refusal refusal = { .condition = condition_of(sqlstate), .message = SL_STR("") };
    (void)snprintf(refusal.sqlstate, sizeof refusal.sqlstate, "%s", sqlstate);
    if (message != NULL && tells_no_value(error, sqlstate, message, statement))
        refusal.message = sl_arena_copy(arena, sl_str_of(message));
    return refusal;
}
