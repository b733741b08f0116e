#include "sink/gates.h"

#include "plural.h"

#include <stdlib.h>

struct slp_gate {
    int64_t until_ms;  /* closed until then */
    unsigned failures; /* in a row */
};

int
slp_gates_init(struct slp_gates *gates, struct sl_err *reterr)
{
    gates->list = calloc(gates->nchannels, sizeof *gates->list);
    return gates->list != NULL ? 0 : sl_fail(reterr, SL_RETRY, "out of memory for lanes");
}

void
slp_gates_done(struct slp_gates *gates)
{
    free(gates->list);
    gates->list = NULL;
}

int
slp_gates_renew(struct slp_gates *gates, struct sl_err *reterr)
{
    uint32_t count = slp_kinesis_stream_shards(gates->stream)->count;
    count = count > gates->nchannels ? count : gates->nchannels;
    struct slp_gate *list = calloc(count, sizeof *list);
    if (list == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for %u shard%s", count, sl_plural(count));
    free(gates->list);
    gates->list = list;
    return 0;
}

/* Where the service puts it: packed records go by their bucket. */
static uint64_t
sent_to(const struct slp_gates *gates, uint64_t place)
{
    return gates->by_bucket ? place >> 56 << 56 : place;
}

uint32_t
slp_gates_channel(const struct slp_gates *gates, uint64_t place)
{
    return (uint32_t)((sent_to(gates, place) >> 32) * gates->nchannels >> 32);
}

static uint32_t
shard_of(const struct slp_gates *gates, uint64_t place)
{
    if (gates->stream == NULL || !slp_partitioner_knows_shards(gates->partitioner))
        return SLP_NO_SHARD;
    return slp_shards_find(slp_kinesis_stream_shards(gates->stream), sent_to(gates, place));
}

static struct slp_gate *
gate_of(const struct slp_gates *gates, uint64_t place)
{
    uint32_t shard = shard_of(gates, place);
    return &gates->list[shard != SLP_NO_SHARD ? shard : slp_gates_channel(gates, place)];
}

int64_t
slp_gates_closed_until_ms(const struct slp_gates *gates, uint64_t place)
{
    return gate_of(gates, place)->until_ms;
}

void
slp_gates_close(struct slp_gates *gates, uint64_t place, enum slp_aws_outcome outcome,
                int64_t now_ms)
{
    struct slp_gate *gate = gate_of(gates, place);
    if (gate->until_ms <= now_ms)
        gate->until_ms = now_ms + slp_aws_pause_ms(outcome, gate->failures++);
}

void
slp_gates_note_taken(struct slp_gates *gates, uint64_t place, uint64_t shard)
{
    uint32_t guessed = shard_of(gates, place);
    gate_of(gates, place)->failures = 0;
    if (guessed == SLP_NO_SHARD || shard == UINT64_MAX)
        return;
    if (slp_shards_id(slp_kinesis_stream_shards(gates->stream), guessed) != shard)
        slp_kinesis_stream_doubt(gates->stream);
}
