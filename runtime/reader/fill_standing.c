/* fill_standing.c - how the releases stand: what is still to be filled, and what is not sent. */
#include "reader/fills_private.h"

bool
slp_fills_is_pending(const struct slp_fills *fills, uint32_t projection)
{
    return slp_state_coverage(fills->state, projection)->status == SLP_UNCOVERED &&
           slp_fills_drift(fills, projection) == NULL;
}

bool
slp_fills_are_done(const struct slp_fills *fills)
{
    for (uint32_t at = 0; at < fills->nprojections; at++)
        if (slp_fills_is_pending(fills, at) || fills->each[at].phase != SLP_FILL_NONE)
            return false;
    return true;
}

uint32_t
slp_fills_count_not_whole(const struct slp_fills *fills)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < fills->nprojections; at++)
        count += slp_state_coverage(fills->state, at)->status != SLP_COVERED;
    return count;
}

bool
slp_fills_send_table(const struct slp_fills *fills, const struct sl_table *table)
{
    bool sends = false;
    for (uint32_t at = 0; at < fills->nprojections && !sends; at++)
        sends = slp_fills_release(fills, at)->projection->table == table &&
                slp_fills_drift(fills, at) == NULL &&
                slp_state_coverage(fills->state, at)->status != SLP_PAUSED;
    return sends;
}

/* A release that the pusher has paused by itself. */
static int
fail_for_paused(const struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    const bool is_row = slp_cause_of(coverage->cause) == SLP_CAUSE_ROW;
    (void)sl_fail(reterr, is_row ? SL_DATA : SL_DRIFT, "%s.%s is paused: %s: %s",
                  slp_fills_release(fills, projection)->projection->destination,
                  slp_fills_release(fills, projection)->projection->stream, coverage->cause,
                  coverage->detail);
    return sl_remedy(reterr, "see to the cause, then sluice-pusher resume");
}

int
slp_fills_fail(const struct slp_fills *fills, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_coverage *coverage = slp_state_coverage(fills->state, at);
        const struct slp_difference *drift = slp_fills_drift(fills, at);
        const bool asked = slp_cause_of(coverage->cause) == SLP_CAUSE_ASKED;
        if (coverage->status == SLP_PAUSED && !asked)
            return fail_for_paused(fills, at, reterr);
        if (coverage->status != SLP_PAUSED && drift != NULL)
            return slp_drift_describe(drift, reterr);
    }
    return 0;
}
