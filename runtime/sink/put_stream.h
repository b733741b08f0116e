/* put_stream.h - the way into one stream of Kinesis or Firehose: channels of PutRecords calls.
 *
 *   take ─▶ channel by partition key ─▶ outbox ─▶ call ─▶ delivery results ─▶ gone, or again
 *
 * A channel (put_channel.h) has at most one call under way, and a partition key always takes the
 * same channel: so a key's records are never in two calls at once, whatever happens to the stream's
 * shards. Of a call that was taken in part, the first record of a key that failed and all of that
 * key behind it go again. Where none of them may have overtaken it, a call holds one record of a
 * key.
 *
 * A shard that is throttled rests by itself (gates.h): its keys stay behind in their channels, the
 * others go on. */
#ifndef SLP_PUT_STREAM_H
#define SLP_PUT_STREAM_H

#include "sink/put_body.h"
#include "sink/sink.h"

struct slp_aws_client;
struct slp_partitioner;
struct slp_put_stream;

struct slp_put_stream_options {
    struct slp_aws_client *client;       /* borrowed */
    struct slp_partitioner *partitioner; /* borrowed */
    const struct slp_put_operation *operation;
    const char *member; /* that names the stream in a request: "StreamName" */
    const char *name;   /* the stream's name or ARN; needed while it is made, as `member` is */
    uint32_t channels;
    size_t call_bytes;
    uint32_t pack; /* SLP_PACK_NONE, … */
    size_t pack_bytes;
    bool strict;         /* never two records of a key in one call, or two items of packed ones */
    size_t record_bytes; /* of the service; a data stream's own limit is asked for */
    bool has_shards;     /* of Kinesis */
};

SL_MUST_USE int slp_put_stream_new(const struct slp_put_stream_options *options,
                                   struct slp_put_stream **ret, struct sl_err *reterr);
void slp_put_stream_free(struct slp_put_stream *stream); /* NULL is allowed */

/* 1: copied; 0: no room for it yet; -1: it can never go (DATA), or memory is short (RETRY).
 * `release_stream`: of the release, for records without a key. */
SL_MUST_USE int slp_put_stream_take(struct slp_put_stream *stream,
                                    const struct slp_batch_record *record,
                                    const char *release_stream, struct sl_err *reterr);

/* Looks at calls that have ended. *trouble is set by what may heal. -1: cannot go on. */
SL_MUST_USE int slp_put_stream_settle(struct slp_put_stream *stream, int64_t now_ms,
                                      struct sl_err *trouble, struct sl_err *reterr);

/* Starts calls where channels are free. `eager`: nothing more is to come for now, so that waiting
 * for a fuller call would be waste. -1: memory is short (RETRY). */
SL_MUST_USE int slp_put_stream_send(struct slp_put_stream *stream, int64_t now_ms, bool eager,
                                    struct sl_err *reterr);

/* The number of the first record that is kept and not acknowledged; 0: none. */
uint64_t slp_put_stream_first(const struct slp_put_stream *stream);

/* When to go on though no descriptor is ready; INT64_MAX: never. */
int64_t slp_put_stream_wake_ms(const struct slp_put_stream *stream);

#endif
