/* follow.h - the stream, from START_REPLICATION until something ends it.
 *
 * Reading is done in gulps: when the socket is empty, wait and let rows gather (pump.h), then read
 * until it is empty again. */
#ifndef SLP_FOLLOW_H
#define SLP_FOLLOW_H

#include "change/change.h"
#include "drift/watch.h"
#include "reader/decoders.h"
#include "reader/fills.h"
#include "reader/pump.h"

struct slp_follow {
    struct slp_pump *pump; /* pump->stream has been started */
    struct slp_conn *replication, *sql;
    struct slp_change *change;
    struct slp_relations *relations;
    struct slp_watch *watch;
    struct slp_fills *fills;
    struct slp_decoders *decoders;
    /* Stop once all before it is delivered, and all is filled; 0: never. */
    uint64_t until_lsn;
};

/* 0 when asked to stop, or when until_lsn is reached: what could be delivered was confirmed. -1 and
 * *reterr otherwise; what was handed over before is then delivered and confirmed as far as the
 * sender and the server still let it. */
SL_MUST_USE int slp_follow(const struct slp_follow *follow, struct sl_err *reterr);

#endif
