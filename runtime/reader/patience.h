/* patience.h - how long a run that is to end (--until-current) waits for somebody else: for a transaction, a lock,
 * a standby, a destination, another pusher. Each of them may take for ever, and whoever started the run by a clock
 * would not learn of it. A run that follows has no such limit. */
#ifndef SLP_PATIENCE_H
#define SLP_PATIENCE_H

#include "err.h"

#include <stdint.h>

enum { SLP_PATIENCE_BYTES = 320 };

struct slp_patience {
    int64_t limit_ms; /* 0: none */
    int64_t moved_ms; /* when something went on last */
    char whom
        [SLP_PATIENCE_BYTES]; /* whom it waits for, as far as is known; "": only the events say it */
};

struct slp_patience slp_patience_new(uint64_t limit_s);

/* Something went on. */
void slp_patience_moved(struct slp_patience *patience);

/* Names whom it waits for from here on. */
void slp_patience_names(struct slp_patience *patience, const char *whom);

/* Whether nothing has gone on for too long, or since `since_ms`: -1 and *reterr (WAITED). */
SL_MUST_USE int slp_patience_check(const struct slp_patience *patience, struct sl_err *reterr);
SL_MUST_USE int slp_patience_check_since(const struct slp_patience *patience, int64_t since_ms,
                                         const char *whom, struct sl_err *reterr);

#endif
