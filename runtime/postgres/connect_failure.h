/* connect_failure.h - what a connection that was not made says: why, and what heals it. */
#ifndef SLP_CONNECT_FAILURE_H
#define SLP_CONNECT_FAILURE_H

#include "err.h"

#include <libpq-fe.h>

/* Always -1: CONFIG when conninfo itself is wrong or a pooler answers, LOGIN when the server does not let the user
 * in, else what its SQLSTATE says, or RETRY. */
int slp_connect_failure(PGconn *pq, struct sl_err *reterr);

int slp_connect_failure_of_pooler(struct sl_err *reterr);

#endif
