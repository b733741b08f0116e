#include "sender/marking.h"

#include "log.h"
#include "sender/pause.h"

#include <stdio.h>

int
slp_marking_take(struct slp_marking *marking, const struct slp_frame *frame, struct sl_err *reterr)
{
    if (marking->asked != 0)
        return sl_fail(reterr, SL_BUG, "a marker is asked for before the last answer");
    marking->asked = frame->kind;
    marking->number = frame->number;
    return 0;
}

static enum slp_marking_result
ask_sink(const struct slp_marking *marking, const struct slp_queue *queue, int64_t now_ms,
         struct slp_marker *ret, struct sl_err *reterr)
{
    const struct slp_mark mark = { .number = marking->number,
                                   .at_once = marking->asked == SLP_FRAME_MARK_AT_ONCE,
                                   .now_ms = now_ms };
    if (queue->type->read_marker == NULL)
        return SLP_MARKING_NONE;
    return marking->asked == SLP_FRAME_TELL_MARKER
               ? queue->type->read_marker(queue->sink, ret, reterr)
               : queue->type->write_marker(queue->sink, &mark, ret, reterr);
}

/* Nothing yet: because something is under way, or because it failed and is to be tried again. */
static void
wait(struct slp_marking *marking, const struct slp_queue *queue, int64_t now_ms)
{
    const struct sl_err *why = &queue->sink->trouble;
    if (why->class == SL_OK)
        return;
    const int64_t pause = slp_pause_ms(marking->failures++);
    marking->try_again_ms = now_ms + pause;
    sl_log(SL_LOG_WARNING, "sink_retry",
           SL_FIELDS(SL_NAME("destination", sl_str_of(queue->name)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy)),
                     SL_COUNT("failures", marking->failures), SL_COUNT("pause_ms", pause)));
}

int
slp_marking_step(struct slp_marking *marking, const struct slp_queue *queue, int64_t now_ms,
                 struct slp_result_message *ret, struct sl_err *reterr)
{
    struct slp_marker marker = { .id = "" };
    if (marking->asked == 0 || now_ms < marking->try_again_ms)
        return 0;
    marking->try_again_ms = 0;
    queue->sink->trouble.class = SL_OK;
    const enum slp_marking_result result = ask_sink(marking, queue, now_ms, &marker, reterr);
    switch (result) {
    case SLP_MARKING_WAITS: wait(marking, queue, now_ms); return 0;
    case SLP_MARKING_FAILED: return sl_fail_at(reterr, queue->name);
    case SLP_MARKING_DONE:
    case SLP_MARKING_NONE: break;
    }
    *ret = (struct slp_result_message) {
        .kind = result == SLP_MARKING_DONE ? SLP_RESULT_MARKER : SLP_RESULT_NO_MARKER,
        .number = marker.number,
    };
    (void)snprintf(ret->marker_id, sizeof ret->marker_id, "%s", marker.id);
    *marking = (struct slp_marking) { 0 };
    return 1;
}

int64_t
slp_marking_wake_ms(const struct slp_marking *marking)
{
    return marking->asked != 0 && marking->try_again_ms > 0 ? marking->try_again_ms : INT64_MAX;
}
