/* deadline.h - the results of a statement, for which the server gets a limited time.
 *
 * A function or a DO block can catch every cancellation and go on for ever, with its locks; closing the connection
 * does not end it either, since the server notices that only when it next writes. So whoever waits acts: it
 * cancels at the deadline, and a second later it ends the server's process. */
#ifndef SLC_DEADLINE_H
#define SLC_DEADLINE_H

#include "err.h"

#include <libpq-fe.h>
#include <stdint.h>

enum slc_overdue {
    SLC_OVERDUE_NOT,
    SLC_OVERDUE_CANCELLED,
    SLC_OVERDUE_ENDED,   /* the server's process is gone */
    SLC_OVERDUE_GOES_ON, /* the server's process could not be ended */
};

struct slc_deadline {
    int64_t at_ms;    /* of slp_now_ms(); 0: there is none */
    char backend[16]; /* the id of the server's process, as text */
    enum slc_overdue overdue;
};

/* The result that counts of what was sent over `pq`: the last, which is an error if there was one. A COPY gets no
 * data, and what it sends is thrown away. NULL: the connection is of no use any more. The caller's to PQclear(). */
PGresult *slc_deadline_result(PGconn *pq, struct slc_deadline *deadline);

/* Says in *reterr why there is no result. Always -1. */
int slc_deadline_fail(const struct slc_deadline *deadline, struct sl_err *reterr);

#endif
