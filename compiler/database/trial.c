#include "database/trial.h"

#include "clock.h"

#include <stdio.h>
#include <stdlib.h>

/* The server cancels a little before whoever waits for it does (deadline.h). */
enum { LOCK_MS = 1000, EARLIER_MS = 1000, LEAST_MS = 1 };

/* ---- its transaction --------------------------------------------------------------------------- */

/* A reference to a row that is not there: whoever commits learns of it. */
static const char *const never_committed[] = {
    "CREATE TEMPORARY TABLE sluice_never_committed (a integer PRIMARY KEY, b integer REFERENCES "
    "sluice_never_committed DEFERRABLE INITIALLY DEFERRED)",
    "INSERT INTO pg_temp.sluice_never_committed VALUES (1, 2)",
};

int
slc_trial_run(struct slc_trial *trial, const char *sql, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(trial->session, sql, NULL, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

int
slc_trial_open(struct slc_trial *trial, struct sl_arena *arena, const char *conninfo,
               uint32_t seconds, struct sl_err *reterr)
{
    *trial = (struct slc_trial) { .arena = arena, .deadline_ms = slp_now_ms() + 1000L * seconds };
    trial->session = slc_session_open_trial(arena, conninfo, reterr);
    if (trial->session == NULL)
        return -1;
    if (slc_session_limit(trial->session, trial->deadline_ms, reterr) != 0) {
        slc_trial_close(trial);
        return -1;
    }
    for (size_t i = 0; i < sizeof never_committed / sizeof *never_committed; i++) {
        if (slc_trial_run(trial, never_committed[i], reterr) == 0)
            continue;
        slc_trial_close(trial);
        (void)sl_fail_at(reterr, "making a transaction that cannot be committed");
        return sl_remedy(reterr,
                         "the role needs TEMPORARY on the database, and the server must not "
                         "be a standby");
    }
    return 0;
}

void
slc_trial_close(struct slc_trial *trial)
{
    slc_session_close(trial->session);
    trial->session = NULL;
}

int
slc_trial_mark(struct slc_trial *trial, struct sl_err *reterr)
{
    return slc_trial_run(trial, "SAVEPOINT sluice_mark", reterr);
}

int
slc_trial_go_back(struct slc_trial *trial, struct sl_err *reterr)
{
    return slc_trial_run(trial, "ROLLBACK TO SAVEPOINT sluice_mark", reterr);
}

/* ---- one statement ------------------------------------------------------------------------------- */

/* Anew before each statement: one may have set others. */
static int
set_timeouts(struct slc_trial *trial, struct sl_err *reterr)
{
    char sql[160];
    const int64_t rest_ms = trial->deadline_ms - EARLIER_MS - slp_now_ms();
    (void)snprintf(sql, sizeof sql,
                   "SELECT pg_catalog.set_config('lock_timeout', '%d', true), "
                   "pg_catalog.set_config('statement_timeout', '%d', true)",
                   LOCK_MS, rest_ms > LEAST_MS ? (int)rest_ms : LEAST_MS);
    return slc_trial_run(trial, sql, reterr);
}

/* What is asked behind a statement has its own time (deadline.h), also where that of the statements is over. */
static int
lift_timeout(struct slc_trial *trial, struct sl_err *reterr)
{
    return slc_trial_run(trial, "SELECT pg_catalog.set_config('statement_timeout', '0', true)",
                         reterr);
}

enum slc_tried
slc_trial_statement(struct slc_trial *trial, struct sl_str statement,
                    struct slc_refusal *ret_refusal, struct sl_err *reterr)
{
    if (set_timeouts(trial, reterr) != 0 ||
        slc_trial_run(trial, "SAVEPOINT sluice_statement", reterr) != 0)
        return SLC_TRIED_LOST;
    PGresult *result =
        slc_session_execute(trial->session, sl_arena_cstr(trial->arena, statement), NULL, reterr);
    if (result == NULL)
        return SLC_TRIED_LOST;
    const bool refused = PQresultErrorField(result, PG_DIAG_SQLSTATE) != NULL;
    if (refused)
        *ret_refusal = slc_refusal_of(trial->arena, result);
    PQclear(result);
    if (slc_session_is_idle(trial->session)) {
        (void)sl_fail(reterr, SL_CONFIG, "the transaction ended while a statement was tried");
        return SLC_TRIED_LOST;
    }
    if (slc_trial_run(trial,
                      refused ? "ROLLBACK TO SAVEPOINT sluice_statement"
                              : "RELEASE SAVEPOINT sluice_statement",
                      reterr) != 0 ||
        lift_timeout(trial, reterr) != 0)
        return SLC_TRIED_LOST;
    return refused ? SLC_TRIED_REFUSED : SLC_TRIED_DONE;
}
