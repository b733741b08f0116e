/* trial.h - statements tried in a transaction that cannot be committed.
 *
 * Each goes to PostgreSQL by itself, through the extended protocol, which takes no more than one. And the
 * transaction holds a constraint that is broken and deferred: whoever commits it, gets an error, and nothing
 * stays. What a statement does outside of the transaction stays, as always: numbers drawn from sequences, slots,
 * other servers.
 *
 * Nobody waits for it long: a lock is waited for one second, and all statements together have some seconds. Locks
 * that were got are held until the trial is closed. The server process of a statement that catches its cancellation and
 * goes on is ended a second later, and the trial with it (deadline.h). */
#ifndef SLC_TRIAL_H
#define SLC_TRIAL_H

#include "database/session.h"
#include "database/trial_refusal.h"

#include <stdint.h>

struct slc_trial {
    struct sl_arena *arena;
    struct slc_session *session;
    int64_t deadline_ms;
};

/* As the role and with the settings of the connection. -1 and *reterr when it cannot be had. */
SL_MUST_USE int slc_trial_open(struct slc_trial *trial, struct sl_arena *arena,
                               const char *conninfo, uint32_t seconds, struct sl_err *reterr);
void slc_trial_close(struct slc_trial *trial);

enum slc_tried {
    SLC_TRIED_LOST = -1, /* *reterr: the connection is gone */
    SLC_TRIED_DONE,
    SLC_TRIED_REFUSED, /* *ret_refusal; all is as before the statement */
};

enum slc_tried slc_trial_statement(struct slc_trial *trial, struct sl_str statement,
                                   struct slc_refusal *ret_refusal, struct sl_err *reterr);

/* A statement of the trial's own. -1 and *reterr when PostgreSQL refuses it. */
SL_MUST_USE int slc_trial_run(struct slc_trial *trial, const char *sql, struct sl_err *reterr);

/* Around several statements: back to where they began. -1 and *reterr when the connection is gone. */
SL_MUST_USE int slc_trial_mark(struct slc_trial *trial, struct sl_err *reterr);
SL_MUST_USE int slc_trial_go_back(struct slc_trial *trial, struct sl_err *reterr);

#endif
