#include "sink/put_destination.h"

#include "buf.h"
#include "maxima.h"
#include "sink/aws_access.h"
#include "sink/aws_identity.h"
#include "sink/partition.h"
#include "sink/sinks.h"
#include "sink/stream_names.h"

#include <stdlib.h>

struct put_destination {
    struct slp_sink base;
    const struct sl_policy *policy;
    struct slp_aws_client *client;
    struct slp_partitioner *partitioner;
    struct slp_stream_names names;
    struct slp_put_stream **streams; /* by the index of their names */
    uint32_t count;                  /* of those that are open */
    struct slp_batch *batch;         /* not yet taken whole; NULL: none */
    size_t taken;                    /* of the batch */
    bool flushing;
};

/* ---- opening ------------------------------------------------------------------------------- */

static int
new_client(const struct slp_sink_start *start, const struct slp_put_settings *settings,
           struct slp_aws_client **ret, struct sl_err *reterr)
{
    struct slp_aws_access access;
    slp_aws_access_of(&start->config->aws, settings->service, settings->name, &access);
    return slp_aws_client_new(&access.options, ret, reterr);
}

/* The channels that the configuration gives are shared by all streams; each has one at least. */
static int
open_streams(struct put_destination *sink, const struct slp_put_settings *settings,
             struct sl_err *reterr)
{
    struct slp_put_stream_options options = settings->options;
    options.client = sink->client;
    options.partitioner = sink->partitioner;
    if (sink->names.count > 0)
        options.channels /= sink->names.count;
    if (options.channels == 0)
        options.channels = 1;
    for (; sink->count < sink->names.count; sink->count++) {
        options.name = sink->names.names[sink->count];
        if (slp_put_stream_new(&options, &sink->streams[sink->count], reterr) != 0)
            return sl_fail_at(reterr, options.name);
    }
    return 0;
}

int
slp_put_destination_open(const struct slp_sink_start *start,
                         const struct slp_put_settings *settings, struct slp_sink **ret,
                         struct sl_err *reterr)
{
    struct put_destination *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for a sink");
    sink->base.type = slp_sink_find(sl_str_of(start->config->sink));
    sink->policy = start->policy;
    sink->partitioner = slp_partitioner_new();
    sink->streams = calloc(start->policy->nprojections + 1, sizeof(struct slp_put_stream *));
    int result = 0;
    if (sink->partitioner == NULL || sink->streams == NULL)
        result = sl_fail(reterr, SL_RETRY, "out of memory for a sink");
    if (result == 0)
        result = new_client(start, settings, &sink->client, reterr);
    if (result == 0)
        result = slp_stream_names_init(&sink->names, start, settings->name, reterr);
    if (result == 0)
        result = open_streams(sink, settings, reterr);
    if (result == 0)
        *ret = &sink->base;
    else
        slp_put_destination_close(&sink->base);
    return result;
}

/* ---- checking ------------------------------------------------------------------------------ */

/* One line: the stream, and what was found of it. */
static int
check_stream(struct slp_aws_client *client, const struct slp_put_settings *settings,
             const char *name, struct sl_buf *facts, struct sl_err *reterr)
{
    struct sl_buf target;
    sl_buf_init(&target, 2 * SL_KIB);
    slp_put_body_target(&target, settings->options.member, name);
    sl_buf_printf(facts, "stream %s", name);
    int result =
        settings->check(client, sl_buf_str(&target), settings->record_bytes, facts, reterr);
    sl_buf_add_byte(facts, '\n');
    sl_buf_done(&target);
    return result == 0 ? 0 : sl_fail_at(reterr, name);
}

int
slp_put_destination_check(const struct slp_sink_start *start,
                          const struct slp_put_settings *settings, struct sl_buf *facts,
                          struct sl_err *reterr)
{
    struct slp_aws_access access;
    struct slp_stream_names names;
    struct slp_aws_client *client = NULL;
    if (new_client(start, settings, &client, reterr) != 0)
        return -1;
    slp_aws_access_of(&start->config->aws, settings->service, settings->name, &access);
    slp_aws_identity_describe(&access.options, facts);
    int result = slp_stream_names_init(&names, start, settings->name, reterr);
    for (uint32_t at = 0; result == 0 && at < names.count; at++)
        result = check_stream(client, settings, names.names[at], facts, reterr);
    slp_aws_identity_describe_endpoint(client, facts);
    slp_stream_names_done(&names);
    slp_aws_client_free(client);
    return result;
}

/* ---- the contract -------------------------------------------------------------------------- */

int
slp_put_destination_submit(struct slp_sink *base, struct slp_batch *batch, struct sl_err *reterr)
{
    struct put_destination *sink = (struct put_destination *)base;
    (void)reterr;
    sink->batch = batch;
    sink->taken = 0;
    sink->flushing = false;
    return 0;
}

/* Copies into the channels what they have room for, in order. */
static int
take(struct put_destination *sink, struct sl_err *reterr)
{
    for (; sink->batch != NULL && sink->taken < sink->batch->count; sink->taken++) {
        struct slp_batch_record *record = &sink->batch->records[sink->taken];
        uint32_t at = sink->names.stream_of[record->projection];
        int taken =
            slp_put_stream_take(sink->streams[at], record,
                                sink->policy->projections[record->projection]->stream, reterr);
        if (taken < 0) {
            (void)sl_fail_at(reterr, sink->names.names[at]);
            if (reterr->class != SL_DATA)
                return -1;
            sink->batch->why = *reterr;
        }
        if (taken == 0)
            return 0;
        record->result = taken > 0 ? SLP_HELD : SLP_REFUSED;
    }
    sink->batch = NULL;
    return 0;
}

int
slp_put_destination_poll(struct slp_sink *base, const struct slp_sink_moment *moment,
                         struct sl_err *reterr)
{
    struct put_destination *sink = (struct put_destination *)base;
    slp_aws_poll(sink->client, moment->now_ms);
    for (uint32_t at = 0; at < sink->count; at++)
        if (slp_put_stream_settle(sink->streams[at], moment->now_ms, &base->trouble, reterr) != 0)
            return sl_fail_at(reterr, sink->names.names[at]);
    if (take(sink, reterr) != 0)
        return -1;
    bool eager = moment->quiet || sink->flushing || sink->batch != NULL;
    for (uint32_t at = 0; at < sink->count; at++)
        if (slp_put_stream_send(sink->streams[at], moment->now_ms, eager, reterr) != 0)
            return sl_fail_at(reterr, sink->names.names[at]);
    return sink->batch == NULL ? 1 : 0;
}

uint64_t
slp_put_destination_held(const struct slp_sink *base)
{
    const struct put_destination *sink = (const struct put_destination *)base;
    uint64_t first = 0;
    for (uint32_t at = 0; at < sink->count; at++) {
        uint64_t number = slp_put_stream_first(sink->streams[at]);
        if (number != 0 && (first == 0 || number < first))
            first = number;
    }
    return first;
}

int
slp_put_destination_flush(struct slp_sink *base, struct sl_err *reterr)
{
    (void)reterr;
    ((struct put_destination *)base)->flushing = true;
    return 0;
}

size_t
slp_put_destination_waits(const struct slp_sink *base, struct pollfd *ret_fds, size_t max,
                          int64_t *ret_wake_ms)
{
    const struct put_destination *sink = (const struct put_destination *)base;
    size_t count = slp_aws_waits(sink->client, ret_fds, max, ret_wake_ms);
    for (uint32_t at = 0; at < sink->count; at++) {
        int64_t stream_ms = slp_put_stream_wake_ms(sink->streams[at]);
        if (stream_ms < *ret_wake_ms)
            *ret_wake_ms = stream_ms;
    }
    return count;
}

void
slp_put_destination_needs(const struct slp_sink *base, struct slp_needs *needs)
{
    slp_aws_client_needs(((const struct put_destination *)base)->client, needs);
}

void
slp_put_destination_close(struct slp_sink *base)
{
    struct put_destination *sink = (struct put_destination *)base;
    if (sink == NULL)
        return;
    for (uint32_t at = 0; at < sink->count; at++)
        slp_put_stream_free(sink->streams[at]);
    slp_aws_client_free(sink->client);
    slp_partitioner_free(sink->partitioner);
    slp_stream_names_done(&sink->names);
    free(sink->streams);
    free(sink);
}
