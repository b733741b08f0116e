/* state_private.h - the inside of the state, for state.c and state_coverage.c. */
#ifndef SLP_STATE_PRIVATE_H
#define SLP_STATE_PRIVATE_H

#include "reader/digests.h"
#include "reader/state.h"
#include "reader/state_store.h"

struct slp_covered_release {
    struct slp_coverage coverage;
    struct sl_buf facts;
};

struct slp_state {
    struct slp_store store;
    const struct sl_policy *policy;
    struct slp_position position;
    struct slp_stored_release *releases;  /* by projection */
    struct slp_covered_release *coverage; /* by projection */
    uint64_t *ordinals;                   /* by projection */
    struct slp_marker *markers;           /* by destination */
    struct sl_buf other_names;            /* of releases that the policy does not have */
    uint64_t bound_lsn;
    struct slp_digests digests;
};

/* All within the store's open transaction. Reading tells whether the state knows any of the policy's
 * releases. */
SL_MUST_USE int slp_state_read_coverage(struct slp_state *state, bool *ret_known,
                                        struct sl_err *reterr);
SL_MUST_USE int slp_state_read_markers(struct slp_state *state, struct sl_err *reterr);
SL_MUST_USE int slp_state_write_coverage(struct slp_state *state, uint64_t flush_lsn,
                                         struct sl_err *reterr);

#endif
