/* dispatch.h - the outlet (outlet.h) of a running pusher: records are counted by the checkpoint and
 * go to the sender through the handoff; digests live in the state. */
#ifndef SLP_DISPATCH_H
#define SLP_DISPATCH_H

#include "change/outlet.h"
#include "handoff/handoff.h"
#include "reader/checkpoint.h"
#include "reader/fills.h"
#include "reader/state.h"

struct slp_dispatch {
    struct slp_checkpoint *checkpoint;
    struct slp_handoff *handoff;
    struct slp_state *state;
    struct slp_fills *fills;
    uint32_t *destinations; /* projection -> its destination's index */
};

/* `destinations` of the policy's projections, allocated with malloc(); NULL when memory is short. */
uint32_t *slp_dispatch_destinations(const struct sl_policy *policy);

/* The outlet; the dispatch is borrowed. */
struct slp_outlet slp_dispatch_outlet(struct slp_dispatch *dispatch);

#endif
