/* kinesis_stream.h - what a data stream says about itself: its record limit, asked once, and its
 * shards, asked again when a response shows that they have changed.
 *
 * Uses DescribeStreamSummary and ListShards (API reference of Kinesis). Never waits. */
#ifndef SLP_KINESIS_STREAM_H
#define SLP_KINESIS_STREAM_H

#include "aws/client.h"
#include "sink/shards.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_kinesis_stream;

/* `target` is the member that names the stream in a request: `"StreamName":"s"`; it lives as long.
 * NULL when memory is short. */
struct slp_kinesis_stream *slp_kinesis_stream_new(struct slp_aws_client *client,
                                                  struct sl_str target);
void slp_kinesis_stream_free(struct slp_kinesis_stream *stream); /* NULL is allowed */

/* Goes on with what is under way. -1: the stream cannot be used (CONFIG); *trouble is set by what
 * may heal. *ret_changed: there are other shards than before. */
SL_MUST_USE int slp_kinesis_stream_step(struct slp_kinesis_stream *stream, int64_t now_ms,
                                        bool *ret_changed, struct sl_err *trouble,
                                        struct sl_err *reterr);

/* Limit and shards are known. */
bool slp_kinesis_stream_is_ready(const struct slp_kinesis_stream *stream);

/* Most bytes of data and partition key together (MaxRecordSizeInKiB; 1 MiB where none is told). */
size_t slp_kinesis_stream_record_bytes(const struct slp_kinesis_stream *stream);
const struct slp_shards *slp_kinesis_stream_shards(const struct slp_kinesis_stream *stream);

/* A record went to another shard than it should have: ask again, at most every few seconds. */
void slp_kinesis_stream_doubt(struct slp_kinesis_stream *stream);

/* When to step next though no descriptor is ready; INT64_MAX: never. */
int64_t slp_kinesis_stream_wake_ms(const struct slp_kinesis_stream *stream);

/* For `check`: asks both, waiting for the responses. `facts` gets clauses: state, mode, limits,
 * key. *record_bytes is lowered to the stream's limit (NULL is allowed). */
SL_MUST_USE int slp_kinesis_stream_check(struct slp_aws_client *client, struct sl_str target,
                                         size_t *record_bytes, struct sl_buf *facts,
                                         struct sl_err *reterr);

#endif
