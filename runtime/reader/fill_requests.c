/* fill_requests.c - what operators ask about fills. */
#include "reader/fills_private.h"

/* Whoever asks for a release that is paused because columns have other names, says that they mean what they are
 * called now. */
static int
fill_anew(struct slp_fills *fills, uint32_t projection, enum slp_cause cause, struct sl_err *reterr)
{
    if (slp_fills_is_paused_for_names(fills, projection) &&
        slp_fills_take_names(fills, projection, reterr) != 0)
        return -1;
    return slp_fills_uncover(fills, projection, cause, "", reterr);
}

static int
take_one(struct slp_fills *fills, enum slp_request_kind kind, uint32_t projection,
         struct sl_err *reterr)
{
    const enum slp_coverage_status status = slp_state_coverage(fills->state, projection)->status;
    switch (kind) {
    case SLP_REQUEST_FILL: return fill_anew(fills, projection, SLP_CAUSE_ASKED, reterr);
    case SLP_REQUEST_RESUME:
        return status == SLP_PAUSED ? fill_anew(fills, projection, SLP_CAUSE_RESUMED, reterr) : 0;
    case SLP_REQUEST_CANCEL:
        return status == SLP_COVERED
                   ? 0
                   : slp_fills_pause(fills, projection, SLP_CAUSE_ASKED, "", reterr);
    case SLP_REQUEST_PAUSE: return slp_fills_pause(fills, projection, SLP_CAUSE_ASKED, "", reterr);
    case SLP_REQUEST_KINDS: break; /* their number */
    }
    return 0;
}

static int
take_request(void *context, const struct slp_request *request, struct sl_err *reterr)
{
    struct slp_fills *fills = context;
    for (uint32_t i = 0; i < request->count; i++)
        if (take_one(fills, request->kind, request->projections[i], reterr) != 0)
            return -1;
    return 0;
}

void
slp_fills_take_requests(struct slp_fills *fills)
{
    fills->config.pump->on_request =
        (struct slp_request_handler) { .take = take_request, .context = fills };
}
