/* fill_end.c - all is read: until the end mark is delivered (fill_steps.h). */
#include "change/release_record.h"
#include "clock.h"
#include "reader/fill_steps.h"

#include <time.h>

enum { DELIVERY_WAIT_MS = 20, TELL_DELIVERY_MS = 3000 };

static uint32_t
destination_of(const struct slp_fills *fills, const struct slp_fill *fill)
{
    return slp_destination_of(fills->config.tables->policy,
                              slp_fill_release(fills, fill)->projection);
}

void
slp_fill_await_delivery(const struct slp_fills *fills, struct slp_fill *fill,
                        enum slp_fill_phase phase)
{
    fill->phase = phase;
    fill->flushed = false;
    fill->number =
        slp_checkpoint_number(fills->config.pump->checkpoint, destination_of(fills, fill));
}

static int
is_delivered(struct slp_fills *fills, struct slp_fill *fill, bool *ret_delivered,
             struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    *ret_delivered =
        slp_checkpoint_has(pump->checkpoint, destination_of(fills, fill), fill->number);
    if (*ret_delivered)
        return slp_fills_tell_wait(fills, fill, "", reterr);
    const int64_t now_ms = slp_now_ms();
    fill->wait_until_ms = now_ms + DELIVERY_WAIT_MS;
    if (fill->flushed)
        return now_ms - fill->flushed_ms < TELL_DELIVERY_MS
                   ? 0
                   : slp_fills_tell_wait(fills, fill, SLP_WAITS_FOR_DESTINATION, reterr);
    fill->flushed = true;
    fill->flushed_ms = now_ms;
    return slp_pump_flush(pump, reterr);
}

int
slp_fill_step_deliver(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    bool passed, delivered;
    if (slp_fill_pass(fills, fill, slp_fill_coverage(fills, fill)->horizon_lsn, &passed, reterr) !=
            0 ||
        is_delivered(fills, fill, &delivered, reterr) != 0)
        return -1;
    if (!passed || !delivered)
        return 0;
    fill->phase = SLP_FILL_OLDER;
    return slp_wal_take_xid(fills->config.sql, &fill->xid, reterr);
}

/* Whoever this fill waits for, those wait for too whose last chunk came later: that need not be asked for
 * each of them. */
static int
wait_for_older(struct slp_fills *fills, const struct slp_fill *fill, const char *whom,
               struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        struct slp_fill *other = &fills->each[at];
        if (other->phase != SLP_FILL_OLDER || other->xid < fill->xid)
            continue;
        if (slp_fills_tell_wait(fills, other, whom, reterr) != 0)
            return -1;
        slp_fills_ask_later(fills, other);
    }
    return 0;
}

/* A look that matches, after all that could be in the WAL and invisible to it has ended. */
int
slp_fill_step_older(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    struct slp_waited waited;
    if (slp_barrier_ask_xid(fills->config.sql, fill->xid, &waited, reterr) != 0)
        return -1;
    if (!waited.ended)
        return wait_for_older(fills, fill, waited.whom, reterr);
    if (slp_fills_tell_wait(fills, fill, "", reterr) != 0 ||
        slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    if (fill->phase == SLP_FILL_NONE || fill->judge_lsn != 0)
        return 0;
    slp_fill_release(fills, fill)->filling = false;
    slp_checkpoint_begin(pump->checkpoint, &(struct slp_origin) { .xid = 0 });
    if (slp_release_end_mark(slp_fill_release(fills, fill), reterr) != 0)
        return -1;
    slp_checkpoint_commit(pump->checkpoint, fills->passed_lsn);
    slp_fill_await_delivery(fills, fill, SLP_FILL_MARK);
    return 0;
}

/* Under replica identity full, digests were kept for the fill alone. */
int
slp_fill_step_mark(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    struct slp_release *release = slp_fill_release(fills, fill);
    bool delivered;
    if (is_delivered(fills, fill, &delivered, reterr) != 0)
        return -1;
    /* A save that is under way is about what was delivered before. */
    if (!delivered || pump->marking) {
        fill->wait_until_ms = slp_now_ms() + DELIVERY_WAIT_MS;
        return 0;
    }
    coverage->status = SLP_COVERED;
    coverage->filled++;
    coverage->since_s = (int64_t)time(NULL);
    coverage->cause[0] = coverage->detail[0] = coverage->waits_for[0] = '\0';
    slp_fill_tell(fills, fill, "fill_done");
    fill->phase = SLP_FILL_NONE;
    if (release->projection->table->identity == SL_IDENTITY_FULL &&
        release->projection->updates == SL_UPDATES_CHANGES &&
        slp_state_forget_all(fills->state, fill->projection, reterr) != 0)
        return -1;
    pump->save_wanted = true;
    return 0;
}
