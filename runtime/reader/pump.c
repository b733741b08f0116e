/* pump.c - one turn of everything that must not wait. */
#include "reader/pump.h"

#include "clock.h"
#include "reader/save.h"
#include "reader/stop.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <time.h>

/* For marks, once everything is delivered; and for the sender to take that nothing follows. */
enum { MARK_TIMEOUT_MS = 5000, END_TIMEOUT_MS = 1000 };

/* A destination whose marker the start waits for is named after so long, and then again and again. */
enum { SAY_AFTER_MS = 3000, SAY_EVERY_MS = 60000 };

/* So long rows gather on a socket that was empty: longer gains little, and the server waits. */
enum { GATHER_US = 200 };

static void
gather(void)
{
    const struct timespec moment = { .tv_nsec = GATHER_US * 1000L };
    (void)nanosleep(&moment, NULL);
}

static int
take_result(struct slp_pump *pump, const struct slp_result_message *result, struct sl_err *reterr)
{
    switch (result->kind) {
    case SLP_RESULT_DELIVERED: break;
    case SLP_RESULT_REFUSED: *reterr = result->err; return -1;
    case SLP_RESULT_LEFT_OUT:
        pump->left_out = *result;
        pump->has_left_out = true;
        return 0;
    case SLP_RESULT_MARKER:
    case SLP_RESULT_NO_MARKER: return slp_markers_take(pump->markers, result, reterr);
    }
    slp_patience_moved(&pump->patience);
    if (result->destination < pump->policy->ndestinations)
        pump->owed[result->destination].moved_ms = slp_now_ms();
    if (slp_checkpoint_delivered(pump->checkpoint, result->destination, result->number))
        return 0;
    return sl_fail(reterr, SL_BUG, "the sender delivered a record that it was not given");
}

static int
take_results(struct slp_pump *pump, struct sl_err *reterr)
{
    struct slp_result_message result;
    int got = 0;
    while (!pump->has_left_out &&
           (got = slp_handoff_next_result(pump->handoff, &result, reterr)) > 0)
        if (take_result(pump, &result, reterr) != 0)
            return -1;
    return got < 0 ? -1 : 0;
}

/* Confirms what is saved: when it moved, when the server asks, and before it loses patience. */
static int
reply(struct slp_pump *pump, int64_t now_ms, struct sl_err *reterr)
{
    const uint64_t saved_lsn = pump->position.flush_lsn;
    if (pump->stream == NULL)
        return 0;
    if (slp_stream_listen(pump->stream, now_ms, reterr) != 0)
        return -1;
    if (slp_stream_replied(pump->stream) >= saved_lsn &&
        !slp_stream_reply_due(pump->stream, now_ms))
        return 0;
    return slp_stream_reply(pump->stream, saved_lsn, now_ms, reterr);
}

/* Takes requests, unless it was asked to stop: they stand until the next start. */
static int
take_requests(struct slp_pump *pump, struct sl_err *reterr)
{
    bool ended = false;
    if (!pump->stop && slp_requests_serve(pump->requests, &pump->on_request, &ended, reterr) != 0)
        return -1;
    pump->stop |= ended;
    return 0;
}

/* All that is due but requests. */
static int
serve(struct slp_pump *pump, struct sl_err *reterr)
{
    if (slp_handoff_write(pump->handoff, reterr) != 0 || take_results(pump, reterr) != 0)
        return -1;
    const int64_t now_ms = slp_now_ms();
    slp_checkpoint_idle(pump->checkpoint, pump->idle_lsn);
    return slp_save_when_due(pump, now_ms, reterr) == 0 ? reply(pump, now_ms, reterr) : -1;
}

/* What the sender left out, and the results behind it. */
static int
take_left_out(struct slp_pump *pump, struct sl_err *reterr)
{
    struct slp_left_out_handler *handler = &pump->on_left_out;
    while (pump->has_left_out && handler->take != NULL) {
        if (handler->take(handler->context, &pump->left_out, reterr) != 0) {
            handler->take = NULL; /* it stays: no position passes the record */
            return -1;
        }
        pump->has_left_out = false;
        if (serve(pump, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_pump_service(struct slp_pump *pump, struct sl_err *reterr)
{
    return serve(pump, reterr) == 0 && slp_pump_check_patience(pump, reterr) == 0 &&
                   take_left_out(pump, reterr) == 0
               ? take_requests(pump, reterr)
               : -1;
}

/* Writes out what waits, then waits. `control_events`: what of the control channel ends it early,
 * beside its end. */
static int
wait_until_ready(struct slp_pump *pump, struct slp_pump_wait *wait, short control_events,
                 struct sl_err *reterr)
{
    enum { SOURCE, OTHER, RECORDS, RESULTS, CONTROL, COUNT };
    if (slp_handoff_write(pump->handoff, reterr) != 0)
        return -1;
    const bool pending = slp_handoff_is_pending(pump->handoff);
    struct pollfd fds[COUNT] = {
        [SOURCE] = { .fd = wait->fd, .events = POLLIN },
        [OTHER] = { .fd = wait->other_fd, .events = POLLIN },
        [RECORDS] = { .fd = pending ? slp_handoff_records_fd(pump->handoff) : -1,
                      .events = POLLOUT },
        [RESULTS] = { .fd = pump->has_left_out ? -1 : slp_handoff_results_fd(pump->handoff),
                      .events = POLLIN },
        [CONTROL] = { .fd = pump->stop ? -1 : pump->control_fd,
                      .events = (short)(control_events | POLLRDHUP) },
    };
    const struct timespec timeout = {
        .tv_sec = wait->timeout_ms / 1000,
        .tv_nsec = (long)(wait->timeout_ms % 1000) * 1000000,
    };
    int ready = ppoll(fds, COUNT, &timeout, slp_stop_mask());
    if (ready < 0 && errno != EINTR)
        return sl_fail(reterr, SL_BUG, "cannot wait for the pipes (errno %d)", errno);
    pump->stop |= slp_stop_asked() || (ready > 0 && (fds[CONTROL].revents & ~POLLIN) != 0);
    wait->fd_ready = ready > 0 && fds[SOURCE].revents != 0;
    wait->other_ready = ready > 0 && fds[OTHER].revents != 0;
    return 0;
}

int
slp_pump_wait(struct slp_pump *pump, struct slp_pump_wait *wait, struct sl_err *reterr)
{
    if (wait_until_ready(pump, wait, POLLIN, reterr) != 0)
        return -1;
    if (wait->fd_ready)
        gather();
    return slp_pump_service(pump, reterr);
}

/* Requests are left where they are: whoever made the query is in the middle of something. */
int
slp_pump_while_waiting(void *context, struct sl_err *reterr)
{
    struct slp_pump *pump = context;
    struct slp_pump_wait wait = { .fd = -1, .other_fd = -1 };
    if (wait_until_ready(pump, &wait, 0, reterr) != 0 || serve(pump, reterr) != 0 ||
        slp_patience_check(&pump->patience, reterr) != 0)
        return -1;
    return pump->stop ? sl_fail(reterr, SL_RETRY, "asked to stop") : 0;
}

/* A run that is to end says which destination it waited for. */
static bool
is_marker_due(struct slp_pump *pump)
{
    const char *destination = slp_markers_due(pump->markers);
    if (destination == NULL)
        return false;
    char whom[SLP_PATIENCE_BYTES];
    (void)snprintf(whom, sizeof whom, "destination %s to give its marker", destination);
    slp_patience_names(&pump->patience, whom);
    return true;
}

int
slp_pump_meet_destinations(struct slp_pump *pump, struct sl_err *reterr)
{
    if (slp_markers_ask(pump->markers, reterr) != 0)
        return -1;
    const int64_t start_ms = slp_now_ms();
    int64_t say_ms = start_ms + SAY_AFTER_MS;
    while (is_marker_due(pump) && !pump->stop) {
        const int64_t now_ms = slp_now_ms();
        if (now_ms >= say_ms) {
            slp_markers_log_due(pump->markers, (now_ms - start_ms) / 1000);
            say_ms = now_ms + SAY_EVERY_MS;
        }
        struct slp_pump_wait wait = { .fd = -1, .other_fd = -1, .timeout_ms = 1000 };
        if (wait_until_ready(pump, &wait, 0, reterr) != 0 || take_results(pump, reterr) != 0 ||
            slp_patience_check(&pump->patience, reterr) != 0)
            return -1;
    }
    slp_patience_moved(&pump->patience);
    slp_patience_names(&pump->patience, "");
    if (!pump->stop)
        slp_markers_compare(pump->markers);
    return 0;
}

static int
tell_all(struct slp_pump *pump, enum slp_frame_kind kind, struct sl_err *reterr)
{
    for (uint32_t i = 0; i < pump->policy->ndestinations; i++) {
        const struct slp_frame frame = { .kind = kind, .destination = i };
        if (slp_handoff_add(pump->handoff, &frame, reterr) != 0)
            return -1;
    }
    return slp_handoff_write(pump->handoff, reterr);
}

int
slp_pump_flush(struct slp_pump *pump, struct sl_err *reterr)
{
    return tell_all(pump, SLP_FRAME_FLUSH, reterr);
}

static bool
is_delivered(const struct slp_pump *pump, uint64_t until_lsn)
{
    return slp_checkpoint_is_settled(pump->checkpoint) ||
           (until_lsn != 0 && slp_checkpoint_flush_lsn(pump->checkpoint) >= until_lsn);
}

int
slp_pump_settle(struct slp_pump *pump, uint64_t until_lsn, int64_t timeout_ms,
                struct sl_err *reterr)
{
    const int64_t start_ms = slp_now_ms();
    const bool patient = timeout_ms < 0;
    if (slp_pump_flush(pump, reterr) != 0)
        return -1;
    while (!is_delivered(pump, until_lsn) &&
           (patient ? !pump->stop : slp_now_ms() - start_ms < timeout_ms)) {
        struct slp_pump_wait wait = { .fd = -1, .other_fd = -1, .timeout_ms = 200 };
        if (slp_pump_wait(pump, &wait, reterr) != 0)
            return -1;
    }
    slp_checkpoint_idle(pump->checkpoint, pump->idle_lsn);
    if (slp_save_last(pump, slp_now_ms() + MARK_TIMEOUT_MS, reterr) != 0)
        return -1;
    return reply(pump, slp_now_ms(), reterr);
}

int
slp_pump_end(struct slp_pump *pump, struct sl_err *reterr)
{
    const int64_t start_ms = slp_now_ms();
    const struct slp_frame frame = { .kind = SLP_FRAME_END };
    if (slp_handoff_add(pump->handoff, &frame, reterr) != 0)
        return -1;
    while (slp_handoff_is_pending(pump->handoff) && slp_now_ms() - start_ms < END_TIMEOUT_MS) {
        struct pollfd fd = { .fd = slp_handoff_records_fd(pump->handoff), .events = POLLOUT };
        if (slp_handoff_write(pump->handoff, reterr) != 0)
            return -1;
        (void)poll(&fd, 1, 100);
    }
    return 0;
}
