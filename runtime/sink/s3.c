/* s3.c - sink "s3": objects of JSON lines in a bucket, a growing object a stream (s3_object.h).
 *
 * Holds what it is given until an object is there, by size, by time, or because it is told to. All
 * that is held is in memory and bounded: a part on its way and half of the next (growing_objects.h), so
 * that many streams make smaller objects, never more memory.
 *
 * A stream's next object goes up when the one before is there: who lists a stream sees its records
 * in order and without a hole. */
#include "clock.h"
#include "maxima.h"
#include "sink/aws_access.h"
#include "sink/aws_identity.h"
#include "sink/growing_objects.h"
#include "sink/s3_check.h"
#include "sink/s3_marker.h"
#include "sink/sinks.h"

#include <stdlib.h>

enum { UPLOADS_AT_A_TIME = 8 };

struct s3_sink {
    struct slp_sink base;
    const struct slp_s3_config *config;
    const struct sl_policy *policy;
    enum sl_positions positions;
    struct slp_aws_client *client;
    struct slp_s3_marker *marker;
    struct slp_batch *batch; /* not yet taken whole; NULL: none */
    size_t taken;            /* of the batch */
    bool flushing;
    struct slp_growing_objects objects;
    size_t memory; /* of them, while a batch is taken */
};

/* ---- opening and checking ------------------------------------------------------------------ */

static int
new_client(const struct slp_sink_start *start, struct slp_aws_client **ret, struct sl_err *reterr)
{
    struct slp_aws_access access;
    slp_aws_access_of(&start->config->aws, "s3", "", &access);
    access.options.bucket = start->config->s3.bucket;
    return slp_aws_client_new(&access.options, ret, reterr);
}

static void s3_close(struct slp_sink *base);

static int
s3_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    struct s3_sink *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        return sl_fail(reterr, SL_RETRY, "s3 sink: out of memory");
    sink->base.type = &slp_sink_s3;
    sink->config = &start->config->s3;
    sink->policy = start->policy;
    sink->positions = slp_positions_of(start->policy, start->config->name);
    const size_t part = sink->config->part_bytes;
    if (slp_growing_objects_init(&sink->objects, start->policy->nprojections, part + part / 2) != 0)
        (void)sl_fail(reterr, SL_RETRY, "s3 sink: out of memory");
    else if (new_client(start, &sink->client, reterr) == 0)
        sink->marker = slp_s3_marker_new(sink->client, sink->config, start->config->name, reterr);
    if (sink->marker == NULL) {
        s3_close(&sink->base);
        return -1;
    }
    *ret = &sink->base;
    return 0;
}

static int
s3_check(const struct slp_sink_start *start, struct sl_buf *facts, struct sl_err *reterr)
{
    struct slp_aws_access access;
    struct slp_aws_client *client;
    if (new_client(start, &client, reterr) != 0)
        return -1;
    slp_aws_access_of(&start->config->aws, "s3", "", &access);
    slp_aws_identity_describe(&access.options, facts);
    int result = slp_s3_check(client, start->config, facts, reterr);
    slp_aws_identity_describe_endpoint(client, facts);
    slp_aws_client_free(client);
    return result;
}

/* ---- objects come and go ------------------------------------------------------------------- */

/* 1, 0, -1 as slp_growing_objects_begin(). */
static int
begin(struct s3_sink *sink, const struct slp_batch_record *record, int64_t now_ms,
      struct sl_err *reterr)
{
    const struct slp_growing_object fresh = { .projection = record->projection,
                                              .first_number = record->number,
                                              .since_ms = now_ms };
    const struct slp_s3_start start = { .client = sink->client,
                                        .config = sink->config,
                                        .stream =
                                            sink->policy->projections[record->projection]->stream,
                                        .positions = sink->positions,
                                        .first = record->position };
    return slp_growing_objects_begin(&sink->objects, &fresh, &start, reterr);
}

static int
append(struct s3_sink *sink, struct slp_s3_object *object, struct sl_str line,
       struct sl_err *reterr)
{
    sink->memory -= slp_s3_object_memory(object);
    int taken = slp_s3_object_append(object, line, reterr);
    sink->memory += slp_s3_object_memory(object);
    return taken;
}

/* 1: taken; 0: no room; -1: failed. */
static int
take_record(struct s3_sink *sink, const struct slp_batch_record *record, int64_t now_ms,
            struct sl_err *reterr)
{
    struct slp_growing_object *growing =
        slp_growing_objects_find(&sink->objects, record->projection);
    if (growing != NULL && slp_s3_object_bytes(growing->object) >= sink->config->roll_bytes) {
        if (slp_s3_object_end(growing->object, reterr) != 0)
            return -1;
        growing = NULL;
    }
    if (sink->memory >= sink->objects.most_memory) {
        int made_room = slp_growing_objects_make_room(&sink->objects, reterr);
        sink->memory = slp_growing_objects_memory(&sink->objects);
        if (made_room != 1)
            return made_room;
    }
    int begun = growing == NULL ? begin(sink, record, now_ms, reterr) : 1;
    if (begun != 1)
        return begun;
    return append(sink, slp_growing_objects_find(&sink->objects, record->projection)->object,
                  slp_batch_record_line(record), reterr);
}

/* ---- the contract -------------------------------------------------------------------------- */

static int
s3_submit(struct slp_sink *base, struct slp_batch *batch, struct sl_err *reterr)
{
    struct s3_sink *sink = (struct s3_sink *)base;
    (void)reterr;
    sink->batch = batch;
    sink->taken = 0;
    sink->flushing = false;
    return 0;
}

static int
take(struct s3_sink *sink, int64_t now_ms, struct sl_err *reterr)
{
    sink->memory = slp_growing_objects_memory(&sink->objects);
    for (; sink->batch != NULL && sink->taken < sink->batch->count; sink->taken++) {
        int taken = take_record(sink, &sink->batch->records[sink->taken], now_ms, reterr);
        if (taken <= 0)
            return taken;
        sink->batch->records[sink->taken].result = SLP_HELD;
    }
    sink->batch = NULL;
    return 0;
}

static int64_t
due_ms(const struct s3_sink *sink, const struct slp_growing_object *growing)
{
    return growing->since_ms + (int64_t)sink->config->roll_delay_ms;
}

static bool
is_due(const struct s3_sink *sink, const struct slp_growing_object *growing,
       const struct slp_sink_moment *moment)
{
    if (sink->flushing)
        return true;
    if (sink->config->roll_delay_ms == 0)
        return moment->quiet && sink->batch == NULL;
    return due_ms(sink, growing) <= moment->now_ms;
}

static int
end_due(struct s3_sink *sink, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < sink->objects.count; at++)
        if (is_due(sink, &sink->objects.each[at], moment) &&
            slp_s3_object_end(sink->objects.each[at].object, reterr) != 0)
            return -1;
    return 0;
}

/* Lets every object go on, in the order of their age. */
static int
step_objects(struct s3_sink *sink, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    uint32_t busy = 0;
    for (uint32_t at = 0; at < sink->objects.count; at++)
        busy += slp_s3_object_is_busy(sink->objects.each[at].object);
    for (uint32_t at = 0; at < sink->objects.count;) {
        struct slp_s3_object *object = sink->objects.each[at].object;
        bool was_busy = slp_s3_object_is_busy(object);
        bool may_start = was_busy || (busy < UPLOADS_AT_A_TIME && slp_s3_object_is_due(object) &&
                                      !slp_growing_objects_is_behind(&sink->objects, at));
        int stepped =
            slp_s3_object_step(object, moment->now_ms, may_start, &sink->base.trouble, reterr);
        if (stepped < 0)
            return -1;
        busy += slp_s3_object_is_busy(object);
        busy -= was_busy;
        if (stepped == 1)
            slp_growing_objects_forget(&sink->objects, at);
        else
            at++;
    }
    return 0;
}

static int
s3_poll(struct slp_sink *base, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    struct s3_sink *sink = (struct s3_sink *)base;
    slp_aws_poll(sink->client, moment->now_ms);
    /* Before and after: what has gone up makes room, and what was taken may be enough to go. */
    if (step_objects(sink, moment, reterr) != 0 || take(sink, moment->now_ms, reterr) != 0 ||
        end_due(sink, moment, reterr) != 0 || step_objects(sink, moment, reterr) != 0)
        return -1;
    return sink->batch == NULL ? 1 : 0;
}

static uint64_t
s3_held(const struct slp_sink *base)
{
    const struct s3_sink *sink = (const struct s3_sink *)base;
    return sink->objects.count > 0 ? sink->objects.each[0].first_number : 0;
}

static int
s3_flush(struct slp_sink *base, struct sl_err *reterr)
{
    (void)reterr;
    ((struct s3_sink *)base)->flushing = true;
    return 0;
}

static enum slp_marking_result
s3_read_marker(struct slp_sink *base, struct slp_marker *ret, struct sl_err *reterr)
{
    return slp_s3_marker_read(((struct s3_sink *)base)->marker, ret, &base->trouble, reterr);
}

static enum slp_marking_result
s3_write_marker(struct slp_sink *base, const struct slp_mark *mark, struct slp_marker *ret,
                struct sl_err *reterr)
{
    return slp_s3_marker_write(((struct s3_sink *)base)->marker, mark, ret, &base->trouble, reterr);
}

static size_t
s3_waits(const struct slp_sink *base, struct pollfd *ret_fds, size_t max, int64_t *ret_wake_ms)
{
    const struct s3_sink *sink = (const struct s3_sink *)base;
    size_t count = slp_aws_waits(sink->client, ret_fds, max, ret_wake_ms);
    for (uint32_t at = 0; at < sink->objects.count; at++) {
        const struct slp_growing_object *growing = &sink->objects.each[at];
        int64_t pause_ms = slp_s3_object_pause_ends_ms(growing->object), wake_ms = INT64_MAX;
        if (slp_s3_object_is_busy(growing->object))
            continue; /* its descriptor tells */
        if (pause_ms > 0)
            wake_ms = pause_ms;
        else if (!slp_s3_object_is_ended(growing->object))
            wake_ms = due_ms(sink, growing);
        if (wake_ms < *ret_wake_ms)
            *ret_wake_ms = wake_ms;
    }
    return count;
}

static void
s3_needs(const struct slp_sink *base, struct slp_needs *needs)
{
    slp_aws_client_needs(((const struct s3_sink *)base)->client, needs);
}

static void
s3_close(struct slp_sink *base)
{
    struct s3_sink *sink = (struct s3_sink *)base;
    if (sink == NULL)
        return;
    slp_growing_objects_done(&sink->objects);
    slp_s3_marker_free(sink->marker);
    slp_aws_client_free(sink->client);
    free(sink);
}

const struct slp_sink_type slp_sink_s3 = {
    .name = "s3",
    .limits = { .max_records = SIZE_MAX,
                .max_bytes = SIZE_MAX,
                .max_record_bytes = SL_MAX_RECORD_BYTES },
    .own_pace = true,
    .check = s3_check,
    .open = s3_open,
    .needs = s3_needs,
    .submit = s3_submit,
    .poll = s3_poll,
    .held = s3_held,
    .flush = s3_flush,
    .read_marker = s3_read_marker,
    .write_marker = s3_write_marker,
    .waits = s3_waits,
    .close = s3_close,
};
