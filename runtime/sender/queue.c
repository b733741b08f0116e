#include "sender/queue.h"

#include "log.h"

#include <stdlib.h>

/* The pause before another try: the first, and the longest. */
enum { FIRST_PAUSE_MS = 100, LONGEST_PAUSE_MS = 30000 };

/* Between two warnings of a sink that keeps its own pace. */
enum { SAY_PAUSE_MS = 1000 };

int
slp_lane_init(struct slp_lane *lane, const struct slp_sink_type *type,
              const struct slp_sink_start *start, struct sl_err *reterr)
{
    *lane = (struct slp_lane) { .name = start->config->name, .type = type };
    lane->filling = slp_batch_new(&type->limits);
    lane->going = slp_batch_new(&type->limits);
    int result = lane->filling != NULL && lane->going != NULL
                     ? type->open(start, &lane->sink, reterr)
                     : sl_fail(reterr, SL_RETRY, "out of memory");
    if (result != 0) {
        (void)sl_fail_at(reterr, start->config->name);
        slp_lane_done(lane);
    }
    return result;
}

void
slp_lane_done(struct slp_lane *lane)
{
    if (lane->type != NULL)
        lane->type->close(lane->sink);
    slp_batch_free(lane->filling);
    slp_batch_free(lane->going);
    *lane = (struct slp_lane) { 0 };
}

int
slp_lane_take(struct slp_lane *lane, const struct slp_frame *frame, struct sl_err *reterr)
{
    size_t most = lane->type->limits.max_record_bytes;
    if (frame->json.len > most) {
        (void)sl_fail(reterr, SL_DATA, "%s: a record of %zu bytes: sink %s takes at most %zu",
                      lane->name, frame->json.len, lane->type->name, most);
        return sl_remedy(reterr, "withhold or shorten the large field in the policy");
    }
    if (!slp_batch_fits(lane->filling, frame))
        return 0;
    if (slp_batch_add(lane->filling, frame, reterr) != 0)
        return -1;
    lane->accepted = frame->number;
    return 1;
}

/* Half of the pause is sure, half is chance: many senders shall not come back together. */
static int64_t
pause_ms(unsigned failures)
{
    int64_t pause = LONGEST_PAUSE_MS;
    if (failures < 10 && FIRST_PAUSE_MS << failures < LONGEST_PAUSE_MS)
        pause = FIRST_PAUSE_MS << failures;
    return pause / 2 + arc4random_uniform((uint32_t)(pause / 2) + 1);
}

/* Sets the pause before the next try, and says why there is one. */
static void
pause_lane(struct slp_lane *lane, const struct slp_moment *moment, const struct sl_err *why)
{
    int64_t pause = pause_ms(lane->failures++);
    lane->try_again_ms = moment->now_ms + pause;
    sl_log(SL_LOG_WARNING, "sink_retry",
           SL_FIELDS(SL_NAME("destination", sl_str_of(lane->name)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy)),
                     SL_COUNT("records", slp_batch_count(lane->going)),
                     SL_COUNT("failures", lane->failures), SL_COUNT("pause_ms", pause)));
}

/* A record was refused: the first, and why. */
static int
refuse(const struct slp_batch *batch, struct sl_err *reterr)
{
    for (size_t at = 0; at < batch->count; at++) {
        if (batch->records[at].result != SLP_REFUSED)
            continue;
        *reterr = batch->why;
        if (reterr->class == SL_OK)
            (void)sl_fail(reterr, SL_DATA, "record %llu was refused",
                          (unsigned long long)batch->records[at].number);
        return -1;
    }
    return 0;
}

/* The sink has answered for every record of the batch. */
static int
settle(struct slp_lane *lane, const struct slp_moment *moment, struct sl_err *reterr)
{
    const struct slp_batch *batch = slp_batch_of(lane->going);
    lane->in_flight = false;
    if (refuse(batch, reterr) != 0)
        return -1;
    struct sl_err why = batch->why;
    if (slp_batch_keep_again(lane->going) > 0)
        pause_lane(lane, moment, &why);
    else if (!lane->troubled)
        lane->failures = 0;
    return 0;
}

/* What a sink with its own pace says: at most once a second. */
static void
say_trouble(struct slp_lane *lane, const struct slp_moment *moment)
{
    const struct sl_err *why = &lane->sink->trouble;
    lane->failures++;
    if (moment->now_ms < lane->say_again_ms)
        return;
    lane->say_again_ms = moment->now_ms + SAY_PAUSE_MS;
    sl_log(SL_LOG_WARNING, "sink_retry",
           SL_FIELDS(SL_NAME("destination", sl_str_of(lane->name)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy)),
                     SL_COUNT("failures", lane->failures)));
}

/* Lets the sink make progress, unless it is in trouble and its pause is not over. */
static int
poll_sink(struct slp_lane *lane, const struct slp_moment *moment, struct sl_err *reterr)
{
    if (lane->troubled && !lane->in_flight && moment->now_ms < lane->try_again_ms)
        return 0;
    struct slp_moment seen = *moment;
    seen.quiet = moment->quiet && slp_batch_count(lane->filling) == 0;
    lane->sink->trouble.class = SL_OK;
    int answered = lane->type->poll(lane->sink, &seen, reterr);
    if (answered < 0)
        return -1;
    if (lane->type->own_pace && lane->sink->trouble.class != SL_OK)
        say_trouble(lane, moment);
    lane->troubled = !lane->type->own_pace && lane->sink->trouble.class != SL_OK;
    if (answered > 0 && lane->in_flight && settle(lane, moment, reterr) != 0)
        return -1;
    if (lane->troubled)
        pause_lane(lane, moment, &lane->sink->trouble);
    return 0;
}

static int
submit(struct slp_lane *lane, struct sl_err *reterr)
{
    struct slp_batch *batch = slp_batch_of(lane->going);
    uint64_t last = batch->records[batch->count - 1].number;
    if (last > lane->sent)
        lane->sent = last;
    lane->in_flight = true;
    lane->flushing = false;
    return lane->type->submit(lane->sink, batch, reterr);
}

/* Offers what can be offered, when no pause is on: the batch that failed, or else the one that was
 * filling. While a batch is with the sink the next one fills, so that batches grow with the load. */
static int
offer(struct slp_lane *lane, const struct slp_moment *moment, struct sl_err *reterr)
{
    if (lane->in_flight)
        return 0;
    if (moment->now_ms < lane->try_again_ms)
        return 0;
    if (slp_batch_count(lane->going) > 0)
        return submit(lane, reterr);
    if (slp_batch_count(lane->filling) == 0)
        return 0;
    struct slp_batch_store *full = lane->filling;
    lane->filling = lane->going;
    lane->going = full;
    (void)slp_batch_close(full);
    return submit(lane, reterr);
}

static bool
is_empty(const struct slp_lane *lane)
{
    return slp_batch_count(lane->going) == 0 && slp_batch_count(lane->filling) == 0;
}

/* Once all that came is with the sink, tells it that no more is to be waited for. */
static int
flush(struct slp_lane *lane, const struct slp_moment *moment, struct sl_err *reterr)
{
    if (!lane->flush || !is_empty(lane))
        return 0;
    if (lane->type->flush != NULL && !lane->flushing) {
        lane->flushing = true;
        if (lane->type->flush(lane->sink, reterr) != 0 || poll_sink(lane, moment, reterr) != 0)
            return -1;
    }
    if (slp_lane_durable(lane) == lane->accepted)
        lane->flush = false;
    return 0;
}

int
slp_lane_step(struct slp_lane *lane, const struct slp_moment *moment, struct sl_err *reterr)
{
    if (offer(lane, moment, reterr) != 0 || poll_sink(lane, moment, reterr) != 0 ||
        flush(lane, moment, reterr) != 0)
        return sl_fail_at(reterr, lane->name);
    return 0;
}

uint64_t
slp_lane_durable(const struct slp_lane *lane)
{
    uint64_t durable = lane->sent;
    uint64_t open = slp_batch_first_open(lane->going);
    uint64_t held = lane->type->held != NULL ? lane->type->held(lane->sink) : 0;
    if (open != 0 && open - 1 < durable)
        durable = open - 1;
    if (held != 0 && held - 1 < durable)
        durable = held - 1;
    return durable;
}

size_t
slp_lane_waits(const struct slp_lane *lane, struct pollfd *ret_fds, size_t max,
               int64_t *ret_wake_ms)
{
    size_t count = lane->type->waits(lane->sink, ret_fds, max, ret_wake_ms);
    if (!lane->in_flight && (lane->troubled || !is_empty(lane)) &&
        (lane->troubled || lane->try_again_ms < *ret_wake_ms))
        *ret_wake_ms = lane->try_again_ms;
    return count;
}
