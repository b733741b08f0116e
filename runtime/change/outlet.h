/* outlet.h - where finished records go, and what was sent before: what change.h asks of the
 * pipeline, so that the row semantics can be tested by themselves.
 *
 * All calls return 0, or -1 and *reterr. */
#ifndef SLP_OUTLET_H
#define SLP_OUTLET_H

#include "record/record.h"

struct slp_outlet {
    void *context;

    /* The ordinal that the stream's next record will have (`_pos` under `positions apart`). */
    uint64_t (*next_ordinal)(void *context, uint32_t projection);

    /* One finished record; both texts are copied before the call returns. */
    int (*send)(void *context, uint32_t projection, const struct sl_position *position,
                struct sl_str key, struct sl_str json, struct sl_err *reterr);

    /* Digests, for releases with `updates send changes` that have no old row to compare with: as
     * slp_state_remember(), slp_state_differs(), slp_state_forget(), slp_state_forget_all(). */
    int (*remember)(void *context, uint32_t projection, struct sl_str key, struct sl_str payload,
                    uint64_t lsn, struct sl_err *reterr);
    int (*differs)(void *context, uint32_t projection, struct sl_str key, struct sl_str payload,
                   uint64_t lsn, bool *ret_differs, struct sl_err *reterr);
    int (*forget)(void *context, uint32_t projection, struct sl_str key, struct sl_err *reterr);
    int (*forget_all)(void *context, uint32_t projection, struct sl_err *reterr);
};

#endif
