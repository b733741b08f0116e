/* gap.h - may the stream go on where the state says it stopped?
 *
 * PostgreSQL does not say: a slot that is ahead, a promoted standby that never had the last
 * transactions, a slot made anew, all just stream on from somewhere else. What is missing between, no stream
 * brings: then every release is filled again. The verdict is pure: facts in, verdict out. */
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
    uint64_t bound_lsn; /* of the state: something may have been sent of what committed before */
};

enum slp_gap {
    SLP_GAP_NONE,
    SLP_GAP_SLOT,     /* the slot is gone, or of no more use: a new one, and everything is filled */
    SLP_GAP_POSITION, /* the slot has another position than the state: its own counts, and everything is
                       * filled */
    SLP_GAP_SENT, /* something may have been sent that the server has lost: everything is filled */
};

/* 0 and *ret_gap, with the reason in *reterr unless it is NONE; -1 and *reterr when only a person can tell
 * what to do: CONFIG, or GAP for a slot of which the state knows nothing. */
SL_MUST_USE int slp_gap_check(const struct slp_gap_facts *facts, enum slp_gap *ret_gap,
                              struct sl_err *reterr);

/* The same, where the replication connection is there to be asked for `timeline_left`. */
SL_MUST_USE int slp_gap_ask(struct slp_conn *replication, struct slp_gap_facts *facts,
                            enum slp_gap *ret_gap, struct sl_err *reterr);

#endif
