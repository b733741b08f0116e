/* connect_time.h - how long connecting may take: what the connection string says, or else what we say. */
#ifndef SLP_CONNECT_TIME_H
#define SLP_CONNECT_TIME_H

#include "err.h"

#include <stdint.h>

struct slp_connect_time {
    int64_t host_ms; /* for each host; 0: as long as it takes */
    int64_t all_ms;  /* for all hosts together; 0: as long as it takes */
};

/* connect_timeout of `conninfo`, in seconds, as libpq has it: 0 or less means no limit, and each host has the time
 * for itself. `otherwise_ms` where it says nothing. -1 and *reterr (CONFIG) when it is no number. */
SL_MUST_USE int slp_connect_time(const char *conninfo, int64_t otherwise_ms,
                                 struct slp_connect_time *ret_time, struct sl_err *reterr);

#endif
