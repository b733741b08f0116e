#include "sink/put_stream.h"

#include "sink/put_channel.h"

#include <stdlib.h>

enum { ITEM_RECORDS = 500 }; /* what Firehose takes apart at most, where it takes records apart */

#define TARGET_MAX_BYTES (4 * SL_KIB)

struct slp_put_stream {
    struct slp_put_stream_options options;
    struct slp_put_shared shared;
    struct sl_buf target;
    struct slp_kinesis_stream *kinesis; /* NULL for Firehose */
    struct slp_put_channel *channels;
    size_t held_bytes;
};

/* ---- made and freed ------------------------------------------------------------------------ */

static int
init_channels(struct slp_put_stream *stream, struct sl_err *reterr)
{
    const struct slp_put_stream_options *options = &stream->options;
    stream->channels = calloc(options->channels, sizeof *stream->channels);
    if (stream->channels == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for lanes");
    for (uint32_t at = 0; at < options->channels; at++)
        if (slp_put_channel_init(&stream->channels[at], options->client, reterr) != 0)
            return -1;
    return 0;
}

/* What the channels have in common. */
static void
init_shared(struct slp_put_stream *stream)
{
    const struct slp_put_stream_options *options = &stream->options;
    struct slp_put_shared *shared = &stream->shared;
    bool packs = options->pack != SLP_PACK_NONE, keyed = options->operation->keyed;
    shared->format = (struct slp_put_body_format) { .operation = options->operation,
                                                    .pack = options->pack,
                                                    .target = sl_buf_str(&stream->target) };
    shared->pick = (struct slp_pick_limits) { .order = !keyed  ? SLP_ORDER_NONE
                                                       : packs ? SLP_ORDER_BUCKET
                                                               : SLP_ORDER_KEY,
                                              .strict = options->strict,
                                              .call_bytes = options->call_bytes,
                                              .item_bytes = packs ? options->pack_bytes : 0,
                                              .item_records = ITEM_RECORDS };
    shared->gates = (struct slp_gates) { .partitioner = options->partitioner,
                                         .by_bucket = shared->pick.order == SLP_ORDER_BUCKET,
                                         .nchannels = options->channels };
    slp_aws_json_headers(options->operation->target, shared->headers);
    sl_buf_init(&shared->scratch, SLP_PUT_BODY_MAX_BYTES);
}

static int
ask_for_shards(struct slp_put_stream *stream, struct sl_err *reterr)
{
    stream->kinesis = slp_kinesis_stream_new(stream->options.client, stream->shared.format.target);
    stream->shared.gates.stream = stream->kinesis;
    return stream->kinesis != NULL ? 0 : sl_fail(reterr, SL_RETRY, "out of memory for a stream");
}

int
slp_put_stream_new(const struct slp_put_stream_options *options, struct slp_put_stream **ret,
                   struct sl_err *reterr)
{
    struct slp_put_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for a stream");
    stream->options = *options;
    sl_buf_init(&stream->target, TARGET_MAX_BYTES);
    slp_put_body_target(&stream->target, options->member, options->name);
    init_shared(stream);
    int result = init_channels(stream, reterr);
    if (result == 0)
        result = slp_gates_init(&stream->shared.gates, reterr);
    if (result == 0 && options->has_shards)
        result = ask_for_shards(stream, reterr);
    if (result == 0 && sl_buf_failed(&stream->target))
        result = sl_fail(reterr, SL_CONFIG, "the name of a stream is too long");
    if (result == 0)
        *ret = stream;
    else
        slp_put_stream_free(stream);
    return result;
}

void
slp_put_stream_free(struct slp_put_stream *stream)
{
    if (stream == NULL)
        return;
    for (uint32_t at = 0; stream->channels != NULL && at < stream->options.channels; at++)
        slp_put_channel_done(&stream->channels[at]);
    slp_kinesis_stream_free(stream->kinesis);
    slp_gates_done(&stream->shared.gates);
    free(stream->channels);
    sl_buf_done(&stream->target);
    sl_buf_done(&stream->shared.scratch);
    free(stream);
}

/* ---- taking -------------------------------------------------------------------------------- */

static bool
is_ready(const struct slp_put_stream *stream)
{
    return stream->kinesis == NULL || slp_kinesis_stream_is_ready(stream->kinesis);
}

static size_t
record_limit(const struct slp_put_stream *stream)
{
    return stream->kinesis != NULL ? slp_kinesis_stream_record_bytes(stream->kinesis)
                                   : stream->options.record_bytes;
}

/* Bytes of one record of ours as one of the service's. */
static size_t
size_of(const struct slp_put_stream *stream, size_t line_len, size_t key_len)
{
    enum { KPL_BYTES = 128 }; /* magic, sum, hash key, lengths */
    size_t bytes = line_len + (stream->options.operation->keyed ? key_len : 0);
    return stream->options.pack == SLP_PACK_KPL ? bytes + key_len + KPL_BYTES : bytes;
}

static int
too_large(const struct slp_put_stream *stream, size_t bytes, struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_DATA, "a record of %zu bytes: the stream takes at most %zu", bytes,
                  record_limit(stream));
    if (stream->kinesis == NULL)
        return sl_remedy(reterr,
                         "withhold or shorten the large field in the policy; a release that "
                         "is paused goes on with sluice-pusher resume");
    return sl_remedy(reterr, "withhold or shorten the large field in the policy, or raise the data "
                             "stream's MaxRecordSizeInKiB (10240 at most), and start again; a "
                             "release that is paused goes on with sluice-pusher resume");
}

/* A channel holds what goes now and what goes next. A record that is larger than that by itself
 * waits until it is alone: memory is bounded by the channels, or by the largest record. */
static bool
has_room(const struct slp_put_stream *stream, const struct slp_put_channel *channel, size_t bytes)
{
    size_t most = 2 * stream->options.call_bytes;
    if (bytes > most)
        return stream->held_bytes == 0;
    return slp_outbox_has_room(&channel->outbox) && channel->outbox.text.len + bytes <= most;
}

int
slp_put_stream_take(struct slp_put_stream *stream, const struct slp_batch_record *record,
                    const char *release_stream, struct sl_err *reterr)
{
    char bytes[SLP_PARTITION_MAX_BYTES];
    if (!is_ready(stream))
        return 0;
    size_t key_len = slp_partition_key(record->key, release_stream, bytes);
    struct slp_outbox_entry entry = { .number = record->number,
                                      .key = { .ptr = bytes, .len = key_len },
                                      .line = slp_batch_record_line(record) };
    size_t size = size_of(stream, entry.line.len, key_len);
    if (size > record_limit(stream))
        return too_large(stream, size, reterr);
    entry.place = slp_partition_place(stream->options.partitioner, entry.key);
    struct slp_put_channel *channel =
        &stream->channels[slp_gates_channel(&stream->shared.gates, entry.place)];
    if (!has_room(stream, channel, entry.line.len + key_len))
        return 0;
    if (slp_outbox_add(&channel->outbox, &entry, reterr) != 0)
        return -1;
    stream->held_bytes += entry.line.len + key_len;
    return 1;
}

uint64_t
slp_put_stream_first(const struct slp_put_stream *stream)
{
    uint64_t first = 0;
    for (uint32_t at = 0; at < stream->options.channels; at++) {
        uint64_t number = slp_outbox_first(&stream->channels[at].outbox);
        if (number != 0 && (first == 0 || number < first))
            first = number;
    }
    return first;
}

/* ---- going on ------------------------------------------------------------------------------ */

/* New shards have new gates: what was found closed is looked at again. */
static int
change_gates(struct slp_put_stream *stream, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < stream->options.channels; at++)
        stream->channels[at].blocked_count = 0;
    return slp_gates_renew(&stream->shared.gates, reterr);
}

int
slp_put_stream_settle(struct slp_put_stream *stream, int64_t now_ms, struct sl_err *trouble,
                      struct sl_err *reterr)
{
    bool changed = false;
    if (stream->kinesis != NULL &&
        slp_kinesis_stream_step(stream->kinesis, now_ms, &changed, trouble, reterr) != 0)
        return -1;
    if (changed && change_gates(stream, reterr) != 0)
        return -1;
    stream->held_bytes = 0;
    for (uint32_t at = 0; at < stream->options.channels; at++) {
        struct slp_put_channel *channel = &stream->channels[at];
        if (slp_put_channel_settle(channel, &stream->shared, now_ms, trouble, reterr) != 0)
            return -1;
        stream->held_bytes += channel->outbox.text.len;
    }
    return 0;
}

int
slp_put_stream_send(struct slp_put_stream *stream, int64_t now_ms, bool eager,
                    struct sl_err *reterr)
{
    for (uint32_t at = 0; at < stream->options.channels; at++)
        if (slp_put_channel_send(&stream->channels[at], &stream->shared, now_ms, eager, reterr) !=
            0)
            return -1;
    return 0;
}

int64_t
slp_put_stream_wake_ms(const struct slp_put_stream *stream)
{
    int64_t wake_ms =
        stream->kinesis != NULL ? slp_kinesis_stream_wake_ms(stream->kinesis) : INT64_MAX;
    for (uint32_t at = 0; at < stream->options.channels; at++) {
        int64_t channel_ms = slp_put_channel_wake_ms(&stream->channels[at]);
        if (channel_ms < wake_ms)
            wake_ms = channel_ms;
    }
    return wake_ms;
}
