#include "database/trial_deferred.h"

#include <string.h>

/* The names of constraints for SET CONSTRAINTS, which has no other way to leave the trial's own out, which is broken:
 * those of tables that were written to, and of tables that refer to them; those that are not deferred at first. */
#define CONSTRAINTS_SQL                                                                            \
    "SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%I.%I', n.nspname, c.conname), "     \
    "', ') FROM pg_catalog.pg_constraint c "                                                       \
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace WHERE c.condeferrable "              \
    "AND c.conrelid IS DISTINCT FROM "                                                             \
    "pg_catalog.to_regclass('pg_temp.sluice_never_committed') AND "
#define WRITTEN_SQL                                                                                \
    "ANY (ARRAY(SELECT l.relation FROM pg_catalog.pg_locks l WHERE l.locktype = 'relation' "       \
    "AND l.pid = pg_catalog.pg_backend_pid() AND l.mode = 'RowExclusiveLock'))"
static const char pending_sql[] =
    CONSTRAINTS_SQL "(c.conrelid = " WRITTEN_SQL " OR c.confrelid = " WRITTEN_SQL ")";
static const char immediate_sql[] = CONSTRAINTS_SQL "NOT c.condeferred";

/* Empty: there are none. */
static int
read_names(const struct slc_trial *trial, const char *sql, struct sl_str *ret,
           struct sl_err *reterr)
{
    PGresult *result = slc_session_query(trial->session, sql, NULL, reterr);
    if (result == NULL)
        return -1;
    *ret = sl_arena_copy(trial->arena, sl_str_of(PQgetvalue(result, 0, 0)));
    PQclear(result);
    return 0;
}

static enum slc_tried
set_immediate(struct slc_trial *trial, struct sl_str names, struct slc_refusal *ret_refusal,
              struct sl_err *reterr)
{
    if (names.len == 0)
        return SLC_TRIED_DONE;
    return slc_trial_statement(
        trial, sl_arena_format(trial->arena, "SET CONSTRAINTS %.*s IMMEDIATE", SL_FMT(names)),
        ret_refusal, reterr);
}

/* A role that may not use a constraint's schema cannot ask for that: it is left as it is. */
enum slc_tried
slc_judge_deferred(struct slc_trial *trial, bool *ret_any, struct slc_refusal *ret_refusal,
                   struct sl_err *reterr)
{
    struct sl_str names;
    if (read_names(trial, pending_sql, &names, reterr) != 0)
        return SLC_TRIED_LOST;
    *ret_any = names.len > 0;
    const enum slc_tried tried = set_immediate(trial, names, ret_refusal, reterr);
    return tried == SLC_TRIED_REFUSED && strcmp(ret_refusal->sqlstate, "42501") == 0
               ? SLC_TRIED_DONE
               : tried;
}

/* Where a constraint cannot be set, it was not before either. */
enum slc_tried
slc_defer_again(struct slc_trial *trial, struct sl_err *reterr)
{
    struct sl_str names;
    struct slc_refusal unused;
    const enum slc_tried tried =
        slc_trial_statement(trial, SL_STR("SET CONSTRAINTS ALL DEFERRED"), &unused, reterr);
    if (tried == SLC_TRIED_LOST || read_names(trial, immediate_sql, &names, reterr) != 0)
        return SLC_TRIED_LOST;
    return set_immediate(trial, names, &unused, reterr) == SLC_TRIED_LOST ? SLC_TRIED_LOST
                                                                          : SLC_TRIED_DONE;
}
