#include "database/trial.h"

#include "clock.h"

#include <stdio.h>
#include <stdlib.h>

/* The server cancels a little before whoever waits for it does (deadline.h). */
enum { LOCK_MS = 1000, TRIAL_MS = 20000, EARLIER_MS = 1000, LEAST_MS = 1 };

/* ---- its transaction --------------------------------------------------------------------------- */

/* A reference to a row that is not there: whoever commits learns of it. */
static const char *const never_committed[] = {
    "CREATE TEMPORARY TABLE sluice_never_committed (a integer PRIMARY KEY, b integer REFERENCES "
    "sluice_never_committed DEFERRABLE INITIALLY DEFERRED)",
    "INSERT INTO pg_temp.sluice_never_committed VALUES (1, 2)",
};

static int
run(struct slc_trial *trial, const char *sql, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(trial->session, sql, NULL, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

int
slc_trial_open(struct slc_trial *trial, struct sl_arena *arena, const char *conninfo,
               struct sl_err *reterr)
{
    *trial = (struct slc_trial) { .arena = arena, .deadline_ms = slp_now_ms() + TRIAL_MS };
    trial->session = slc_session_open_trial(arena, conninfo, reterr);
    if (trial->session == NULL)
        return -1;
    if (slc_session_limit(trial->session, trial->deadline_ms, reterr) != 0) {
        slc_trial_close(trial);
        return -1;
    }
    for (size_t i = 0; i < sizeof never_committed / sizeof *never_committed; i++) {
        if (run(trial, never_committed[i], reterr) == 0)
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
    return run(trial, "SAVEPOINT sluice_mark", reterr);
}

int
slc_trial_go_back(struct slc_trial *trial, struct sl_err *reterr)
{
    return run(trial, "ROLLBACK TO SAVEPOINT sluice_mark", reterr);
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
    return run(trial, sql, reterr);
}

/* Errors of these classes and codes tell names and the statement's own words alone (appendix A). Those about data
 * (22, 23), and what functions raise by themselves, may hold a row's value. */
static bool
tells_no_value(const char *sqlstate)
{
    static const char *const safe[] = { "0A", "25", "26", "28", "2B", "2D", "34", "3B",
                                        "3D", "3F", "42", "53", "54", "55", "57" };
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) {
        if (strncmp(sqlstate, safe[i], 2) == 0)
            return true;
    }
    return false;
}

static void
note_refusal(struct slc_trial *trial, const PGresult *result, struct slc_refusal *ret)
{
    const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    (void)snprintf(ret->sqlstate, sizeof ret->sqlstate, "%s", sqlstate);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    ret->message = tells_no_value(sqlstate) && message != NULL
                       ? sl_arena_copy(trial->arena, sl_str_of(message))
                       : SL_STR("");
}

enum slc_tried
slc_trial_statement(struct slc_trial *trial, struct sl_str statement,
                    struct slc_refusal *ret_refusal, struct sl_err *reterr)
{
    if (set_timeouts(trial, reterr) != 0 || run(trial, "SAVEPOINT sluice_statement", reterr) != 0)
        return SLC_TRIED_LOST;
    PGresult *result =
        slc_session_execute(trial->session, sl_arena_cstr(trial->arena, statement), NULL, reterr);
    if (result == NULL)
        return SLC_TRIED_LOST;
    const bool refused = PQresultErrorField(result, PG_DIAG_SQLSTATE) != NULL;
    if (refused)
        note_refusal(trial, result, ret_refusal);
    PQclear(result);
    if (slc_session_is_idle(trial->session)) {
        (void)sl_fail(reterr, SL_CONFIG, "the transaction ended while a statement was tried");
        return SLC_TRIED_LOST;
    }
    if (run(trial,
            refused ? "ROLLBACK TO SAVEPOINT sluice_statement"
                    : "RELEASE SAVEPOINT sluice_statement",
            reterr) != 0)
        return SLC_TRIED_LOST;
    return refused ? SLC_TRIED_REFUSED : SLC_TRIED_DONE;
}
