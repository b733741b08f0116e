#include "reader/save.h"

#include "clock.h"
#include "log.h"

/* Saving costs a write to disk: at most so often. */
enum { SAVE_INTERVAL_MS = 1000 };

/* ---- what is saved -------------------------------------------------------------------------- */

static void
note(struct slp_pump *pump)
{
    pump->noted_lsn = slp_checkpoint_flush_lsn(pump->checkpoint);
    for (uint32_t i = 0; i < pump->policy->nprojections; i++) {
        pump->ordinals[i] = slp_checkpoint_ordinal(pump->checkpoint, i);
        pump->progress[i] = slp_checkpoint_progress(pump->checkpoint, i);
    }
}

/* Where the release's fill has come to in what is delivered; not of an earlier fill. */
static slp_tid
delivered_place(const struct slp_pump *pump, uint32_t projection)
{
    const uint64_t progress = pump->progress[projection];
    return progress >> 48 == pump->serials[projection] ? progress & ((UINT64_C(1) << 48) - 1)
                                                       : UINT64_MAX;
}

static int
save_noted(struct slp_pump *pump, enum slp_phase phase, struct sl_err *reterr)
{
    struct slp_position position = pump->position;
    position.phase = phase;
    position.flush_lsn = pump->noted_lsn;
    for (uint32_t i = 0; i < pump->policy->nprojections; i++)
        pump->next[i] = delivered_place(pump, i);
    const struct slp_state_progress progress = { pump->ordinals, pump->next };
    if (slp_state_save(pump->state, &position, &progress, reterr) != 0)
        return -1;
    pump->position = position;
    pump->save_wanted = false;
    pump->saved_at_ms = slp_now_ms();
    return 0;
}

int
slp_pump_save(struct slp_pump *pump, enum slp_phase phase, struct sl_err *reterr)
{
    note(pump);
    return save_noted(pump, phase, reterr);
}

/* ---- marks before it ------------------------------------------------------------------------ */

/* Whether more is noted than is saved: of the stream, or, while that brings nothing, of a fill. */
static bool
is_ahead(const struct slp_pump *pump)
{
    bool ahead = pump->noted_lsn > pump->position.flush_lsn || pump->save_wanted;
    for (uint32_t i = 0; !ahead && i < pump->policy->nprojections; i++)
        ahead = delivered_place(pump, i) != pump->next[i];
    return ahead;
}

/* Notes what is delivered by now, and if there is something to save or to mark asks for marks. */
static int
mark(struct slp_pump *pump, bool at_once, struct sl_err *reterr)
{
    note(pump);
    if (!is_ahead(pump) && !slp_markers_want(pump->markers))
        return 0;
    pump->marking = true;
    return slp_markers_mark(pump->markers, at_once, reterr) == 0
               ? slp_handoff_write(pump->handoff, reterr)
               : -1;
}

/* All have answered, with older markers perhaps, of which the state has nothing to learn. */
static int
finish(struct slp_pump *pump, struct sl_err *reterr)
{
    pump->marking = false;
    if (slp_markers_keep(pump->markers) || is_ahead(pump))
        return save_noted(pump, pump->position.phase, reterr);
    pump->saved_at_ms = slp_now_ms();
    return 0;
}

int
slp_save_when_due(struct slp_pump *pump, int64_t now_ms, struct sl_err *reterr)
{
    const bool may_save = pump->save_wanted || now_ms - pump->saved_at_ms >= SAVE_INTERVAL_MS;
    if (!pump->marking && may_save && mark(pump, false, reterr) != 0)
        return -1;
    return pump->marking && slp_markers_due(pump->markers) == NULL ? finish(pump, reterr) : 0;
}

/* ---- at the end ----------------------------------------------------------------------------- */

/* Until all have answered, or the time is over. */
static int
await_marks(struct slp_pump *pump, int64_t until_ms, struct sl_err *reterr)
{
    while (slp_markers_due(pump->markers) != NULL && slp_now_ms() < until_ms) {
        struct slp_pump_wait wait = { .fd = -1, .other_fd = -1, .timeout_ms = 100 };
        if (slp_pump_wait(pump, &wait, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_save_last(struct slp_pump *pump, int64_t until_ms, struct sl_err *reterr)
{
    /* One that is under way comes first; it may be answered with a marker of before. */
    if (await_marks(pump, until_ms, reterr) != 0 ||
        (pump->marking && slp_markers_due(pump->markers) == NULL && finish(pump, reterr) != 0))
        return -1;
    if (slp_markers_due(pump->markers) == NULL && mark(pump, true, reterr) != 0)
        return -1;
    if (await_marks(pump, until_ms, reterr) != 0)
        return -1;
    if (slp_markers_due(pump->markers) == NULL)
        return pump->marking ? finish(pump, reterr) : 0;
    sl_log(SL_LOG_WARNING, "not_marked", NULL);
    return 0;
}
