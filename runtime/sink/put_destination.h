/* put_destination.h - what the sinks kinesis and firehose share: a destination's streams
 * (put_stream.h), one for all its releases or one for each, behind the contract of sink.h.
 *
 * Records are copied into their channel and HELD until the stream has acknowledged them; a batch
 * stays PENDING while its next record's channel is full. So the sender goes on filling channels
 * while one of them rests, and nothing is sent twice for the sake of another record. */
#ifndef SLP_PUT_DESTINATION_H
#define SLP_PUT_DESTINATION_H

#include "aws/client.h"
#include "sink/put_stream.h"

/* Looks at one stream without writing to it. `target`: `"StreamName":"s"`. What it is goes to
 * `facts`, as clauses behind the stream's name; *record_bytes is lowered to what it takes (NULL is allowed). */
typedef int slp_put_check_fn(struct slp_aws_client *client, struct sl_str target,
                             size_t *record_bytes, struct sl_buf *facts, struct sl_err *reterr);

/* What a sink's configuration comes to; client, partitioner and the stream's name are added
 * here. */
struct slp_put_settings {
    const char *service; /* "kinesis" */
    const char *name;    /* of the stream; "{stream}" in it becomes the release's own */
    struct slp_put_stream_options options;
    slp_put_check_fn *check;
    size_t *record_bytes; /* for `check`: as in slp_sink_start */
};

SL_MUST_USE int slp_put_destination_open(const struct slp_sink_start *start,
                                         const struct slp_put_settings *settings,
                                         struct slp_sink **ret, struct sl_err *reterr);

/* `check`: looks at each stream of the destination. */
SL_MUST_USE int slp_put_destination_check(const struct slp_sink_start *start,
                                          const struct slp_put_settings *settings,
                                          struct sl_buf *facts, struct sl_err *reterr);

/* Members of slp_sink_type. */
int slp_put_destination_submit(struct slp_sink *base, struct slp_batch *batch,
                               struct sl_err *reterr);
int slp_put_destination_poll(struct slp_sink *base, const struct slp_sink_moment *moment,
                             struct sl_err *reterr);
uint64_t slp_put_destination_held(const struct slp_sink *base);
int slp_put_destination_flush(struct slp_sink *base, struct sl_err *reterr);
size_t slp_put_destination_waits(const struct slp_sink *base, struct pollfd *ret_fds, size_t max,
                                 int64_t *ret_wake_ms);
void slp_put_destination_needs(const struct slp_sink *base, struct slp_needs *needs);
void slp_put_destination_close(struct slp_sink *base);

#endif
