/* fill_steps.c - the step that a fill does next (fill_steps.h), and what its steps have in common. */
#include "reader/fill_steps.h"

#include "log.h"

struct slp_coverage *
slp_fill_coverage(const struct slp_fills *fills, const struct slp_fill *fill)
{
    return slp_state_coverage(fills->state, fill->projection);
}

struct slp_release *
slp_fill_release(const struct slp_fills *fills, const struct slp_fill *fill)
{
    return slp_fills_release(fills, fill->projection);
}

uint32_t
slp_fill_oid(const struct slp_fills *fills, const struct slp_fill *fill)
{
    return slp_fills_found(fills, fill->projection)->oid;
}

void
slp_fill_tell(const struct slp_fills *fills, const struct slp_fill *fill, const char *event)
{
    const struct sl_projection *declared = slp_fill_release(fills, fill)->projection;
    const struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    sl_log(SL_LOG_INFO, event,
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared->destination)),
                     SL_NAME("stream", sl_str_of(declared->stream)), SL_COUNT("gen", coverage->gen),
                     SL_LSN("lsn", coverage->from_lsn), SL_COUNT("rows", coverage->rows),
                     SL_COUNT("bytes", coverage->bytes)));
}

/* The serial number tells it from an earlier fill of the
 * release in this run, whose progress may still be on its way. */
void
slp_fill_set_progress(const struct slp_fills *fills, const struct slp_fill *fill)
{
    struct slp_pump *pump = fills->config.pump;
    const uint32_t projection = fill->projection;
    slp_checkpoint_set_progress(pump->checkpoint, projection,
                                ((uint64_t)pump->serials[projection] << 48) | fill->next);
}

int
slp_fill_pass(const struct slp_fills *fills, struct slp_fill *fill, uint64_t lsn, bool *ret_passed,
              struct sl_err *reterr)
{
    struct slp_wal_goal *goal = &fill->goal;
    if (goal->lsn != lsn || goal->stream == NULL)
        *goal = (struct slp_wal_goal) { .sql = fills->config.sql,
                                        .stream = fills->config.pump->stream,
                                        .lsn = lsn };
    return slp_wal_reach(goal, fills->passed_lsn, ret_passed, reterr);
}

int
slp_fill_step(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    const bool is_read = fill->phase == SLP_FILL_DELIVER || fill->phase == SLP_FILL_OLDER;
    /* What waits goes out as a chunk; and other files have to be judged first. */
    if (is_read && (slp_fill_release(fills, fill)->waiting.count > 0 || fill->judge_lsn != 0))
        fill->phase = fill->all_read || fill->barrier.noted ? SLP_FILL_READ : SLP_FILL_PAUSE;
    switch (fill->phase) {
    case SLP_FILL_NONE: break;
    case SLP_FILL_PAUSE: return slp_fill_step_pause(fills, fill, reterr);
    case SLP_FILL_PASS: return slp_fill_step_pass(fills, fill, reterr);
    case SLP_FILL_READ: return slp_fill_step_read(fills, fill, reterr);
    case SLP_FILL_DELIVER: return slp_fill_step_deliver(fills, fill, reterr);
    case SLP_FILL_OLDER: return slp_fill_step_older(fills, fill, reterr);
    case SLP_FILL_MARK: return slp_fill_step_mark(fills, fill, reterr);
    }
    return 0;
}
