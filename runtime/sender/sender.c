#include "sender/sender.h"

#include "clock.h"
#include "log.h"
#include "maxima.h"
#include "record/oversize.h"
#include "sender/marking.h"
#include "sender/queue.h"
#include "sink/sinks.h"
#include "utf8.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

/* What one sink may wait for: a connection for each of its calls, and a few. */
enum { FDS_PER_QUEUE = 80 };

struct slp_sender {
    struct slp_intake *intake;
    struct slp_queue *queues;     /* by destination */
    struct slp_marking *markings; /* the same */
    uint32_t count;
    struct pollfd *fds;
    struct slp_frame parked; /* its queue had no room; borrowed from the intake */
    bool is_parked, ending;
    const struct sl_policy *policy;
    bool marks_large; /* in place of a record that a sink will never take another is sent */
    struct sl_buf mark;
};

struct slp_sender *
slp_sender_new(const struct slp_config *config, const struct sl_policy *policy,
               struct slp_intake *intake, const struct slp_sink_type *const *sinks,
               struct sl_err *reterr)
{
    struct slp_sender *sender = calloc(1, sizeof *sender);
    if (sender == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "out of memory for the sender");
        return NULL;
    }
    sender->intake = intake;
    sender->policy = policy;
    sender->marks_large = config->general.on_large_record == SLP_ON_LARGE_RECORD_MARK;
    sl_buf_init(&sender->mark, 2 * SL_MAX_RECORD_BYTES);
    sender->queues = calloc(config->ndestinations + 1, sizeof *sender->queues);
    sender->markings = calloc(config->ndestinations + 1, sizeof *sender->markings);
    sender->fds = calloc(1 + (size_t)config->ndestinations * FDS_PER_QUEUE, sizeof *sender->fds);
    bool failed = sender->queues == NULL || sender->markings == NULL || sender->fds == NULL;
    if (failed)
        (void)sl_fail(reterr, SL_RETRY, "out of memory for the sender");
    for (uint32_t at = 0; !failed && at < config->ndestinations; at++) {
        const struct slp_sink_start start = { .config = &config->destinations[at],
                                              .policy = policy,
                                              .nothers = config->ndestinations - 1 };
        const struct slp_sink_type *type =
            sinks != NULL ? sinks[at] : slp_sink_find(sl_str_of(start.config->sink));
        failed = slp_queue_init(&sender->queues[at], type, &start, reterr) != 0;
        sender->count += !failed;
    }
    if (!failed)
        return sender;
    slp_sender_free(sender);
    return NULL;
}

void
slp_sender_free(struct slp_sender *sender)
{
    if (sender == NULL)
        return;
    for (uint32_t at = 0; at < sender->count; at++)
        slp_queue_done(&sender->queues[at]);
    sl_buf_done(&sender->mark);
    free(sender->queues);
    free(sender->markings);
    free(sender->fds);
    free(sender);
}

void
slp_sender_needs(const struct slp_sender *sender, struct slp_needs *needs)
{
    for (uint32_t at = 0; at < sender->count; at++)
        if (sender->queues[at].type->needs != NULL)
            sender->queues[at].type->needs(sender->queues[at].sink, needs);
}

/* ---- what comes ---------------------------------------------------------------------------- */

static void
flush_all(struct slp_sender *sender)
{
    for (uint32_t at = 0; at < sender->count; at++)
        sender->queues[at].flush = true;
}

/* The key is released, as the sink would have had it. */
static void
log_record(const struct slp_sender *sender, const char *event, uint32_t projection,
           struct sl_str key, const struct sl_err *why)
{
    const struct sl_projection *release = sender->policy->projections[projection];
    sl_log(SL_LOG_WARNING, event,
           SL_FIELDS(SL_NAME("destination", sl_str_of(release->destination)),
                     SL_NAME("stream", sl_str_of(release->stream)),
                     SL_NAME("schema", sl_str_of(release->table->schema)),
                     SL_NAME("table", sl_str_of(release->table->name)),
                     SL_NAME("row_key", sl_utf8_cut(key, SLP_RESULT_KEY_BYTES - 1)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy))));
}

/* A record that its sink will never take: its release stops in the reader, or everything does, by its
 * configuration. The key is released, as the sink would have had it. */
static int
leave_out(struct slp_sender *sender, const struct slp_batch_record *record, uint32_t destination,
          const struct sl_err *why, struct sl_err *reterr)
{
    struct slp_result_message result = { .kind = SLP_RESULT_LEFT_OUT,
                                         .destination = destination,
                                         .projection = record->projection,
                                         .number = record->number,
                                         .err = *why };
    const struct sl_str key = sl_utf8_cut(record->key, sizeof result.key - 1);
    (void)snprintf(result.key, sizeof result.key, "%.*s", SL_FMT(key));
    log_record(sender, "record_refused", record->projection, key, why);
    return slp_intake_report(sender->intake, &result, reterr);
}

/* Whether another record is made, in sender->mark, for one that is too large for its sink. */
static bool
make_mark(struct slp_sender *sender, struct sl_str json, struct sl_str key, const char *reason)
{
    if (!sender->marks_large || sl_oversize_is(json))
        return false;
    sl_buf_clear(&sender->mark);
    sl_oversize_replace(json, key, reason, &sender->mark);
    return !sl_buf_failed(&sender->mark) && sender->mark.len < json.len;
}

/* As slp_queue_take(), of the record that stands for one that is too large. */
static int
take_mark(struct slp_sender *sender, const struct slp_frame *frame, struct sl_err *reterr)
{
    struct slp_frame mark = *frame;
    const struct sl_err why = *reterr;
    if (!make_mark(sender, frame->json, frame->key, why.text))
        return -1;
    mark.json = sl_buf_str(&sender->mark);
    const int taken = slp_queue_take(&sender->queues[frame->destination], &mark, reterr);
    if (taken > 0)
        log_record(sender, "record_marked", frame->projection, frame->key, &why);
    return taken;
}

/* 1: taken care of; 0: its queue has no room. */
static int
take_record(struct slp_sender *sender, const struct slp_frame *frame, struct sl_err *reterr)
{
    struct slp_queue *queue = &sender->queues[frame->destination];
    int taken = slp_queue_take(queue, frame, reterr);
    if (taken < 0 && reterr->class == SL_DATA)
        taken = take_mark(sender, frame, reterr);
    if (taken >= 0 || reterr->class != SL_DATA)
        return taken;
    const struct slp_batch_record record = { .key = frame->key,
                                             .number = frame->number,
                                             .projection = frame->projection };
    const struct sl_err why = *reterr;
    if (leave_out(sender, &record, frame->destination, &why, reterr) != 0)
        return -1;
    slp_queue_skip(queue, frame);
    return 1;
}

static int
take_frame(struct slp_sender *sender, const struct slp_frame *frame, struct sl_err *reterr)
{
    switch (frame->kind) {
    case SLP_FRAME_RECORD: return take_record(sender, frame, reterr);
    case SLP_FRAME_END:
        sender->ending = true;
        flush_all(sender);
        return 1;
    case SLP_FRAME_FLUSH: flush_all(sender); return 1;
    case SLP_FRAME_TELL_MARKER:
    case SLP_FRAME_MARK:
    case SLP_FRAME_MARK_AT_ONCE: break;
    }
    return slp_marking_take(&sender->markings[frame->destination], frame, reterr) == 0 ? 1 : -1;
}

/* Takes frames until a queue is full or the bytes read are used up. */
static int
take_frames(struct slp_sender *sender, struct sl_err *reterr)
{
    for (;;) {
        int got = sender->is_parked ? 1 : slp_intake_next(sender->intake, &sender->parked, reterr);
        if (got <= 0)
            return got;
        int taken = take_frame(sender, &sender->parked, reterr);
        sender->is_parked = taken == 0;
        if (taken <= 0)
            return taken;
    }
}

/* Reads while there is room. *ret_quiet: nothing waits in the pipe, or nothing more is to come. */
static int
take_in(struct slp_sender *sender, bool *ret_quiet, struct sl_err *reterr)
{
    int got = 1;
    while (got > 0) {
        if (take_frames(sender, reterr) != 0)
            return -1;
        if (sender->is_parked || sender->ending)
            break;
        got = slp_intake_read(sender->intake, reterr);
    }
    *ret_quiet = got == 0 || sender->ending;
    return got < 0 ? -1 : 0;
}

/* ---- what goes ----------------------------------------------------------------------------- */

static int
report(struct slp_sender *sender, uint32_t destination, struct sl_err *reterr)
{
    struct slp_queue *queue = &sender->queues[destination];
    uint64_t durable = slp_queue_durable(queue);
    if (durable <= queue->reported)
        return 0;
    queue->reported = durable;
    struct slp_result_message result = { .kind = SLP_RESULT_DELIVERED,
                                         .destination = destination,
                                         .number = durable };
    return slp_intake_report(sender->intake, &result, reterr);
}

/* Passes a failure on to the reader, which then has the reason and not just a closed pipe. */
static void
report_refused(struct slp_sender *sender, uint32_t destination, const struct sl_err *err)
{
    struct sl_err gone;
    struct slp_result_message result = { .kind = SLP_RESULT_REFUSED,
                                         .destination = destination,
                                         .number = sender->queues[destination].reported + 1,
                                         .err = *err };
    if (slp_intake_report(sender->intake, &result, &gone) != 0)
        return; /* the reader has ended before us: nobody is left to be reported */
}

/* What the sink has refused. */
static int
leave_out_refused(struct slp_sender *sender, uint32_t destination,
                  const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    struct slp_queue *queue = &sender->queues[destination];
    struct slp_batch_record record;
    struct sl_err why;
    while (slp_queue_leave_out(queue, moment, &record, &why)) {
        if (make_mark(sender, record.json, record.key, why.text)) {
            log_record(sender, "record_marked", record.projection, record.key, &why);
            slp_queue_offer_instead(queue, record.number, sl_buf_str(&sender->mark));
            continue;
        }
        if (leave_out(sender, &record, destination, &why, reterr) != 0)
            return -1;
    }
    return 0;
}

/* What of the destination goes on; what it says of its marker is told behind what was delivered before. */
static int
step(struct slp_sender *sender, uint32_t destination, const struct slp_sink_moment *moment,
     struct sl_err *reterr)
{
    struct slp_queue *queue = &sender->queues[destination];
    struct slp_result_message result;
    if (slp_queue_step(queue, moment, reterr) != 0 ||
        leave_out_refused(sender, destination, moment, reterr) != 0) {
        report_refused(sender, destination, reterr);
        return -1;
    }
    if (report(sender, destination, reterr) != 0)
        return -1;
    int answered =
        slp_marking_step(&sender->markings[destination], queue, moment->now_ms, &result, reterr);
    if (answered < 0)
        report_refused(sender, destination, reterr);
    if (answered <= 0)
        return answered;
    result.destination = destination;
    return slp_intake_report(sender->intake, &result, reterr);
}

static int
step_all(struct slp_sender *sender, bool quiet, struct sl_err *reterr)
{
    struct slp_sink_moment moment = { .now_ms = slp_now_ms(), .quiet = quiet };
    for (uint32_t at = 0; at < sender->count; at++)
        if (step(sender, at, &moment, reterr) != 0)
            return -1;
    return 0;
}

static bool
is_done(const struct slp_sender *sender)
{
    if (!sender->ending)
        return false;
    for (uint32_t at = 0; at < sender->count; at++)
        if (sender->queues[at].reported < sender->queues[at].accepted)
            return false;
    return true;
}

/* Until a sink can go on, its time has come, or (when there is room) a record comes. */
static void
wait(struct slp_sender *sender)
{
    size_t count = 0;
    int64_t wake_ms = INT64_MAX;
    for (uint32_t at = 0; at < sender->count; at++) {
        int64_t queue_ms;
        count +=
            slp_queue_waits(&sender->queues[at], sender->fds + count, FDS_PER_QUEUE, &queue_ms);
        const int64_t marking_ms = slp_marking_wake_ms(&sender->markings[at]);
        if (queue_ms < wake_ms)
            wake_ms = queue_ms;
        if (marking_ms < wake_ms)
            wake_ms = marking_ms;
    }
    if (!sender->is_parked && !sender->ending)
        sender->fds[count++] =
            (struct pollfd) { .fd = slp_intake_records_fd(sender->intake), .events = POLLIN };
    int64_t wait_ms = wake_ms == INT64_MAX ? -1 : wake_ms - slp_now_ms();
    if (wake_ms != INT64_MAX && wait_ms < 0)
        wait_ms = 0;
    (void)poll(sender->fds, count, (int)(wait_ms > 60000 ? 60000 : wait_ms));
}

/* The parked record's queue has made no room: its sink must move first. */
static bool
is_stuck(const struct slp_sender *sender)
{
    return sender->is_parked &&
           !slp_batch_fits(sender->queues[sender->parked.destination].filling, &sender->parked);
}

int
slp_sender_run(struct slp_sender *sender, struct sl_err *reterr)
{
    while (!is_done(sender)) {
        bool quiet = false;
        if (take_in(sender, &quiet, reterr) != 0 || step_all(sender, quiet, reterr) != 0)
            return -1;
        if ((quiet || is_stuck(sender)) && !is_done(sender))
            wait(sender);
    }
    return 0;
}
