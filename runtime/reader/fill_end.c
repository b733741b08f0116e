/* fill_end.c - all is read: until the end mark is delivered (fill_steps.h). */
#include "change/release_record.h"
#include "clock.h"
#include "reader/fill_steps.h"

#include <time.h>

static uint32_t
destination_of(const struct slp_fills *fills)
{
    return slp_destination_of(fills->config.tables->policy, slp_fill_release(fills)->projection);
}

void
slp_fill_await_delivery(struct slp_fills *fills, enum slp_fill_phase phase)
{
    fills->active.phase = phase;
    fills->active.flushed = false;
    fills->active.number =
        slp_checkpoint_number(fills->config.pump->checkpoint, destination_of(fills));
}

static int
is_delivered(struct slp_fills *fills, bool *ret_delivered, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    *ret_delivered =
        slp_checkpoint_has(pump->checkpoint, destination_of(fills), fills->active.number);
    if (*ret_delivered || fills->active.flushed)
        return 0;
    fills->active.flushed = true;
    return slp_pump_flush(pump, reterr);
}

int
slp_fill_step_deliver(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    bool passed, delivered;
    if (slp_fill_pass(fills, slp_fill_coverage(fills)->horizon_lsn, &passed, reterr) != 0 ||
        is_delivered(fills, &delivered, reterr) != 0)
        return -1;
    if (!passed || !delivered)
        return 0;
    fill->phase = SLP_FILL_OLDER;
    return slp_wal_take_xid(fills->config.sql, &fill->xid, reterr);
}

/* A look that matches, after all that could be in the WAL and invisible to it has ended. */
int
slp_fill_step_older(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    struct slp_pump *pump = fills->config.pump;
    const uint32_t projection = fill->projection;
    struct slp_waited waited;
    if (slp_barrier_ask_xid(fills->config.sql, fill->xid, &waited, reterr) != 0 ||
        slp_fills_tell_wait(fills, projection, waited.ended ? "" : waited.whom, reterr) != 0)
        return -1;
    if (!waited.ended) {
        slp_fills_ask_later(fills, projection);
        return 0;
    }
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    if (fill->projection != projection || fill->judge_lsn != 0)
        return 0;
    slp_fill_release(fills)->filling = false;
    slp_checkpoint_begin(pump->checkpoint);
    if (slp_release_end_mark(slp_fill_release(fills), reterr) != 0)
        return -1;
    slp_checkpoint_commit(pump->checkpoint, fills->passed_lsn);
    slp_fill_await_delivery(fills, SLP_FILL_MARK);
    return 0;
}

/* Under replica identity full, digests were kept for the fill alone. */
int
slp_fill_step_mark(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    struct slp_coverage *coverage = slp_fill_coverage(fills);
    struct slp_release *release = slp_fill_release(fills);
    const uint32_t projection = fills->active.projection;
    bool delivered;
    if (is_delivered(fills, &delivered, reterr) != 0)
        return -1;
    /* A save that is under way is about what was delivered before. */
    if (!delivered || pump->marking)
        return 0;
    coverage->status = SLP_COVERED;
    coverage->filled++;
    coverage->since_s = (int64_t)time(NULL);
    coverage->cause[0] = coverage->detail[0] = coverage->waits_for[0] = '\0';
    slp_fill_tell(fills, "fill_done");
    fills->active.projection = SLP_NO_FILL;
    if (release->projection->table->identity == SL_IDENTITY_FULL &&
        release->projection->updates == SL_UPDATES_CHANGES &&
        slp_state_forget_all(fills->state, projection, reterr) != 0)
        return -1;
    pump->save_wanted = true;
    return 0;
}
