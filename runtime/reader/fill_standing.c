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

int
slp_fills_fail_for_paused(const struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct sl_projection *release = slp_fills_release(fills, projection)->projection;
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    const bool is_row = slp_cause_of(coverage->cause) == SLP_CAUSE_ROW;
    (void)sl_fail(reterr, is_row ? SL_DATA : SL_DRIFT, "%s.%s (table %s.%s) is paused: %s: %s",
                  release->destination, release->stream, release->table->schema,
                  release->table->name, slp_cause_sentence(slp_cause_of(coverage->cause)),
                  coverage->detail);
    return sl_remedy(reterr, "%s; then ask with sluice-pusher resume %s.%s",
                     is_row
                         ? "change the row, or what the policy releases of it (the event "
                           "row_failed tells which row it is)"
                         : "give the columns their names back, or see that the new ones are meant",
                     release->destination, release->stream);
}

static bool
is_paused_by_itself(const struct slp_coverage *coverage)
{
    return coverage->status == SLP_PAUSED && slp_cause_of(coverage->cause) != SLP_CAUSE_ASKED;
}

/* What one table's releases wait for tells more than one row does: of several, drift is told. */
int
slp_fills_fail(const struct slp_fills *fills, struct sl_err *reterr)
{
    int failed = 0;
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_coverage *coverage = slp_state_coverage(fills->state, at);
        const struct slp_difference *drift = slp_fills_drift(fills, at);
        if (coverage->status != SLP_PAUSED && drift != NULL)
            return slp_drift_describe(drift, reterr);
        if (!is_paused_by_itself(coverage) || failed != 0)
            continue;
        failed = slp_fills_fail_for_paused(fills, at, reterr);
        if (reterr->class == SL_DRIFT)
            return failed;
    }
    return failed;
}
