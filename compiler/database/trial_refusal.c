#include "database/trial_refusal.h"

#include <stdio.h>
#include <string.h>

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

/* The beginnings of names of PostgreSQL's source files, in each message (54.8 of its manual). */
static bool
was_raised_in(const PGresult *error, const char *const *files, size_t count)
{
    const char *file = PQresultErrorField(error, PG_DIAG_SOURCE_FILE);
    for (size_t i = 0; file != NULL && i < count; i++) {
        if (strncmp(file, files[i], strlen(files[i])) == 0)
            return true;
    }
    return false;
}

/* A function, a trigger or a DO block (context) can put a value into any message. So can an error of a statement that
 * runs: SELECT 'x'::regclass says that there is no table x. Two kinds of errors cannot: one with a position in the
 * statement is found before anything runs, and what defines tables names what the statement and the catalogue name. */
static bool
tells_no_value(const PGresult *error, const char *sqlstate)
{
    static const char *const definitions[] = { "tablecmds.c", "dependency.c" };
    if (!is_about_names(sqlstate) || PQresultErrorField(error, PG_DIAG_CONTEXT) != NULL)
        return false;
    return PQresultErrorField(error, PG_DIAG_STATEMENT_POSITION) != NULL ||
           was_raised_in(error, definitions, sizeof definitions / sizeof *definitions);
}

/* RAISE takes its code from wherever it likes, and so do the other languages. */
static bool
chose_its_code(const PGresult *error)
{
    static const char *const languages[] = { "plperl", "plpy", "pltcl" };
    const char *function = PQresultErrorField(error, PG_DIAG_SOURCE_FUNCTION);
    return (function != NULL && strcmp(function, "exec_stmt_raise") == 0) ||
           was_raised_in(error, languages, sizeof languages / sizeof *languages);
}

struct slc_refusal
slc_refusal_of_code(const char *sqlstate)
{
    struct slc_refusal refusal = { .condition = condition_of(sqlstate),
                                   .message = SL_STR(""),
                                   .detail = SL_STR("") };
    (void)snprintf(refusal.sqlstate, sizeof refusal.sqlstate, "%s", sqlstate);
    return refusal;
}

struct slc_refusal
slc_refusal_of(struct sl_arena *arena, const PGresult *error)
{
    const char *message = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);
    struct slc_refusal refusal = slc_refusal_of_code(PQresultErrorField(error, PG_DIAG_SQLSTATE));
    const char *detail = PQresultErrorField(error, PG_DIAG_MESSAGE_DETAIL);
    if (detail != NULL)
        refusal.detail = sl_arena_copy(arena, sl_str_of(detail));
    if (chose_its_code(error))
        refusal.condition = NULL;
    else if (message != NULL && tells_no_value(error, refusal.sqlstate))
        refusal.message = sl_arena_copy(arena, sl_str_of(message));
    return refusal;
}
