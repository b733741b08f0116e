/* gap.h - may the stream go on where the state says it stopped?
 *
 * PostgreSQL does not say: a slot that is ahead, a promoted standby that never had the last
 * transactions, a slot made anew, all just stream on from somewhere else. The verdict is pure: facts
 * in, error out. */
#ifndef SLP_GAP_H
#define SLP_GAP_H

#include "postgres/identity.h"
#include "postgres/slot.h"
#include "reader/state.h"

struct slp_gap_facts {
    const struct slp_position *position; /* of the state; phase NONE: it is new */
    const char *slot_name;
    const struct slp_identity *identity;
    const struct slp_slot *slot;
    uint64_t timeline_left; /* where the position's timeline was left on the way to the server's;
                             * 0 when it is not among its ancestors. Not looked at when equal */
};

/* 0, or -1 and *reterr: GAP with what differs and what to do. */
SL_MUST_USE int slp_gap_check(const struct slp_gap_facts *facts, struct sl_err *reterr);

/* The same, where the replication connection is there to be asked for `timeline_left`. */
SL_MUST_USE int slp_gap_ask(struct slp_conn *replication, struct slp_gap_facts *facts,
                            struct sl_err *reterr);

#endif
