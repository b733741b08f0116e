/* gates.h - when records may go to a place in a stream of Kinesis or Firehose.
 *
 * A gate a shard, which closes for a while when the shard is throttled: its records stay behind,
 * the others go on. Which shard a place belongs to is a guess from ListShards; a wrong guess costs
 * time, not order. While shards are not known, or the service has none, there is a gate a channel
 * (put_channel.h). */
#ifndef SLP_GATES_H
#define SLP_GATES_H

#include "aws/client.h"
#include "sink/kinesis_stream.h"
#include "sink/partition.h"

struct slp_gate;

struct slp_gates {
    struct slp_kinesis_stream *stream;         /* NULL: the service has no shards */
    const struct slp_partitioner *partitioner; /* borrowed */
    bool by_bucket;                            /* packed records go by their bucket */
    uint32_t nchannels;
    struct slp_gate *list;
};

/* Sets up what stands in the struct: one gate a channel, all open. -1: memory is short (RETRY). */
SL_MUST_USE int slp_gates_init(struct slp_gates *gates, struct sl_err *reterr);
void slp_gates_done(struct slp_gates *gates);

/* There are other shards than before: new gates, all open. */
SL_MUST_USE int slp_gates_renew(struct slp_gates *gates, struct sl_err *reterr);

/* Channels are equal parts of the hash space, fixed for good: a key never changes its channel. */
uint32_t slp_gates_channel(const struct slp_gates *gates, uint64_t place);

/* Until when the gate of a place is closed, on the monotonic clock. */
int64_t slp_gates_closed_until_ms(const struct slp_gates *gates, uint64_t place);

/* The shard did not take a record: its gate closes, the longer the more often in a row. */
void slp_gates_close(struct slp_gates *gates, uint64_t place, enum slp_aws_outcome outcome,
                     int64_t now_ms);

/* A record was taken, by the shard of that number (UINT64_MAX: nobody said which). */
void slp_gates_note_taken(struct slp_gates *gates, uint64_t place, uint64_t shard);

#endif
