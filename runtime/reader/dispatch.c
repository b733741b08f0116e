/* dispatch.c - records into the handoff. */
#include "reader/dispatch.h"

#include "change/table.h"
#include "record/oversize.h"

#include <stdlib.h>

uint32_t *
slp_dispatch_destinations(const struct sl_policy *policy)
{
    uint32_t *destinations = calloc(policy->nprojections + 1u, sizeof(*destinations));
    for (uint32_t i = 0; destinations != NULL && i < policy->nprojections; i++)
        destinations[i] = slp_destination_of(policy, policy->projections[i]);
    return destinations;
}

static uint64_t
next_ordinal(void *context, uint32_t projection)
{
    const struct slp_dispatch *dispatch = context;
    return slp_checkpoint_next_ordinal(dispatch->checkpoint, projection);
}

static int
send_record(void *context, uint32_t projection, const struct sl_position *position,
            const struct sl_record_text *text, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    struct slp_count count = slp_checkpoint_record(dispatch->checkpoint, projection);
    const struct slp_frame frame = {
        .kind = SLP_FRAME_RECORD,
        .destination = dispatch->destinations[projection],
        .projection = projection,
        .number = count.number,
        .position = *position,
        .key = text->key,
        .json = text->json,
    };
    if (sl_oversize_is(text->json))
        slp_fills_tell_mark(dispatch->fills, projection, text->key);
    if (slp_handoff_add(dispatch->handoff, &frame, reterr) != 0)
        return -1;
    return slp_handoff_is_due(dispatch->handoff) ? slp_handoff_write(dispatch->handoff, reterr) : 0;
}

static int
remember(void *context, const struct slp_sent_row *row, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    return slp_state_remember(dispatch->state, row, reterr);
}

static int
compare(void *context, const struct slp_sent_row *row, struct slp_sent_last *ret_last,
        struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    return slp_state_compare(dispatch->state, row, ret_last, reterr);
}

static int
forget(void *context, uint32_t projection, struct sl_str key, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    return slp_state_forget(dispatch->state, projection, key, reterr);
}

static int
forget_all(void *context, uint32_t projection, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    return slp_state_forget_all(dispatch->state, projection, reterr);
}

static void
waits(void *context, bool waits)
{
    struct slp_dispatch *dispatch = context;
    if (waits)
        slp_checkpoint_hold(dispatch->checkpoint);
    else
        slp_checkpoint_release(dispatch->checkpoint);
}

static int
unreadable(void *context, const struct slp_table *table, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    return slp_fills_uncover_table(dispatch->fills, table, SLP_CAUSE_SHAPE, reterr);
}

static int
failed(void *context, uint32_t projection, const struct slp_failed_row *row,
       const struct sl_err *err, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = context;
    return slp_fills_row_failed(dispatch->fills, projection, row, err, reterr);
}

struct slp_outlet
slp_dispatch_outlet(struct slp_dispatch *dispatch)
{
    return (struct slp_outlet) {
        .context = dispatch,
        .next_ordinal = next_ordinal,
        .send = send_record,
        .remember = remember,
        .compare = compare,
        .forget = forget,
        .forget_all = forget_all,
        .waits = waits,
        .unreadable = unreadable,
        .failed = failed,
    };
}
