#include "sender/queue.h"

#include "log.h"
#include "sender/pause.h"

/* Between two warnings of a sink that keeps its own pace. */
enum { SAY_PAUSE_MS = 1000 };

int
slp_queue_init(struct slp_queue *queue, const struct slp_sink_type *type,
               const struct slp_sink_start *start, struct sl_err *reterr)
{
    *queue = (struct slp_queue) { .name = start->config->name, .type = type };
    queue->filling = slp_batch_new(&type->limits);
    queue->going = slp_batch_new(&type->limits);
    int result = queue->filling != NULL && queue->going != NULL
                     ? type->open(start, &queue->sink, reterr)
                     : sl_fail(reterr, SL_RETRY, "out of memory");
    if (result != 0) {
        (void)sl_fail_at(reterr, start->config->name);
        slp_queue_done(queue);
    }
    return result;
}

void
slp_queue_done(struct slp_queue *queue)
{
    if (queue->type != NULL)
        queue->type->close(queue->sink);
    slp_batch_free(queue->filling);
    slp_batch_free(queue->going);
    *queue = (struct slp_queue) { 0 };
}

int
slp_queue_take(struct slp_queue *queue, const struct slp_frame *frame, struct sl_err *reterr)
{
    size_t most = queue->type->limits.max_record_bytes;
    if (frame->json.len > most) {
        (void)sl_fail(reterr, SL_DATA, "a record of %zu bytes: sink %s takes at most %zu",
                      frame->json.len, queue->type->name, most);
        return sl_remedy(reterr, "withhold or shorten the large field in the policy");
    }
    if (!slp_batch_fits(queue->filling, frame))
        return 0;
    if (slp_batch_add(queue->filling, frame, reterr) != 0)
        return -1;
    queue->accepted = frame->number;
    return 1;
}

/* Sets the pause before the next try, and says why there is one. */
static void
pause_queue(struct slp_queue *queue, const struct slp_sink_moment *moment, const struct sl_err *why)
{
    int64_t pause = slp_pause_ms(queue->failures++);
    queue->try_again_ms = moment->now_ms + pause;
    sl_log(SL_LOG_WARNING, "sink_retry",
           SL_FIELDS(SL_NAME("destination", sl_str_of(queue->name)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy)),
                     SL_COUNT("records", slp_batch_count(queue->going)),
                     SL_COUNT("failures", queue->failures), SL_COUNT("pause_ms", pause)));
}

/* What a sink with its own pace says: at most once a second. */
static void
say_trouble(struct slp_queue *queue, const struct slp_sink_moment *moment)
{
    const struct sl_err *why = &queue->sink->trouble;
    queue->failures++;
    if (moment->now_ms < queue->say_again_ms)
        return;
    queue->say_again_ms = moment->now_ms + SAY_PAUSE_MS;
    sl_log(SL_LOG_WARNING, "sink_retry",
           SL_FIELDS(SL_NAME("destination", sl_str_of(queue->name)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy)),
                     SL_COUNT("failures", queue->failures)));
}

/* What follows from an answer. A sink that can neither take records nor finish what it holds has failed once,
 * not twice; and failures in a row are over when both go on. */
static void
conclude(struct slp_queue *queue, const struct slp_sink_moment *moment, bool answered,
         bool was_troubled)
{
    struct sl_err why = { .class = SL_OK };
    bool again = false;
    if (answered) {
        why = slp_batch_of(queue->going)->why;
        again = slp_batch_keep_again(queue->going) > 0;
    }
    const bool failed = again && !queue->replaced;
    queue->replaced = false;
    if (queue->troubled || failed)
        pause_queue(queue, moment, queue->troubled ? &queue->sink->trouble : &why);
    else if (answered || (was_troubled && slp_batch_count(queue->going) == 0))
        queue->failures = 0;
}

/* ---- what a sink will never take ------------------------------------------------------------ */

static struct slp_batch_record *
first_refused(const struct slp_queue *queue)
{
    struct slp_batch *batch = slp_batch_of(queue->going);
    for (size_t at = 0; batch != NULL && at < batch->count; at++)
        if (batch->records[at].result == SLP_REFUSED)
            return &batch->records[at];
    return NULL;
}

bool
slp_queue_leave_out(struct slp_queue *queue, const struct slp_sink_moment *moment,
                    struct slp_batch_record *ret, struct sl_err *ret_why)
{
    if (!queue->has_refused)
        return false;
    struct slp_batch_record *record = first_refused(queue);
    if (record == NULL) {
        queue->has_refused = false;
        conclude(queue, moment, true, queue->troubled);
        return false;
    }
    *ret = *record;
    *ret_why = slp_batch_of(queue->going)->why;
    if (ret_why->class == SL_OK)
        (void)sl_fail(ret_why, SL_DATA, "record %llu was refused",
                      (unsigned long long)record->number);
    record->result = SLP_DELIVERED;
    return true;
}

void
slp_queue_offer_instead(struct slp_queue *queue, uint64_t number, struct sl_str json)
{
    slp_batch_replace(queue->going, number, json);
    queue->replaced = true;
}

void
slp_queue_skip(struct slp_queue *queue, const struct slp_frame *frame)
{
    queue->accepted = frame->number;
}

/* ---- to the sink ---------------------------------------------------------------------------- */

/* Lets the sink make progress, unless it is in trouble and its pause is not over. */
static int
poll_sink(struct slp_queue *queue, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    if (queue->troubled && !queue->in_flight && moment->now_ms < queue->try_again_ms)
        return 0;
    struct slp_sink_moment seen = *moment;
    seen.quiet = moment->quiet && slp_batch_count(queue->filling) == 0;
    queue->sink->trouble.class = SL_OK;
    int answered = queue->type->poll(queue->sink, &seen, reterr);
    if (answered < 0)
        return -1;
    if (queue->type->own_pace && queue->sink->trouble.class != SL_OK)
        say_trouble(queue, moment);
    const bool was_troubled = queue->troubled;
    queue->troubled = !queue->type->own_pace && queue->sink->trouble.class != SL_OK;
    const bool is_answer = answered > 0 && queue->in_flight;
    queue->in_flight = queue->in_flight && !is_answer;
    queue->has_refused = queue->has_refused || (is_answer && first_refused(queue) != NULL);
    if (!queue->has_refused)
        conclude(queue, moment, is_answer, was_troubled);
    return 0;
}

static int
submit(struct slp_queue *queue, struct sl_err *reterr)
{
    struct slp_batch *batch = slp_batch_of(queue->going);
    uint64_t last = batch->records[batch->count - 1].number;
    if (last > queue->sent)
        queue->sent = last;
    queue->in_flight = true;
    queue->flushing = false;
    return queue->type->submit(queue->sink, batch, reterr);
}

/* Offers what can be offered, when no pause is on: the batch that failed, or else the one that was
 * filling. While a batch is with the sink the next one fills, so that batches grow with the
 * load. */
static int
offer(struct slp_queue *queue, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    if (queue->in_flight || queue->has_refused)
        return 0;
    if (moment->now_ms < queue->try_again_ms)
        return 0;
    if (slp_batch_count(queue->going) > 0)
        return submit(queue, reterr);
    if (slp_batch_count(queue->filling) == 0)
        return 0;
    struct slp_batch_store *full = queue->filling;
    queue->filling = queue->going;
    queue->going = full;
    (void)slp_batch_close(full);
    return submit(queue, reterr);
}

static bool
is_empty(const struct slp_queue *queue)
{
    return slp_batch_count(queue->going) == 0 && slp_batch_count(queue->filling) == 0;
}

/* Once all that came is with the sink, tells it that no more is to be waited for. */
static int
flush(struct slp_queue *queue, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    if (!queue->flush || !is_empty(queue))
        return 0;
    if (queue->type->flush != NULL && !queue->flushing) {
        queue->flushing = true;
        if (queue->type->flush(queue->sink, reterr) != 0 || poll_sink(queue, moment, reterr) != 0)
            return -1;
    }
    if (slp_queue_durable(queue) == queue->accepted)
        queue->flush = false;
    return 0;
}

int
slp_queue_step(struct slp_queue *queue, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    if (offer(queue, moment, reterr) != 0 || poll_sink(queue, moment, reterr) != 0 ||
        flush(queue, moment, reterr) != 0)
        return sl_fail_at(reterr, queue->name);
    return 0;
}

uint64_t
slp_queue_durable(const struct slp_queue *queue)
{
    /* What was skipped is behind all that was offered. */
    uint64_t durable = is_empty(queue) ? queue->accepted : queue->sent;
    uint64_t open = slp_batch_first_open(queue->going);
    uint64_t held = queue->type->held != NULL ? queue->type->held(queue->sink) : 0;
    if (open != 0 && open - 1 < durable)
        durable = open - 1;
    if (held != 0 && held - 1 < durable)
        durable = held - 1;
    return durable;
}

size_t
slp_queue_waits(const struct slp_queue *queue, struct pollfd *ret_fds, size_t max,
                int64_t *ret_wake_ms)
{
    size_t count = queue->type->waits(queue->sink, ret_fds, max, ret_wake_ms);
    if (!queue->in_flight && (queue->troubled || !is_empty(queue)) &&
        (queue->troubled || queue->try_again_ms < *ret_wake_ms))
        *ret_wake_ms = queue->try_again_ms;
    return count;
}
