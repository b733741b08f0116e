/* partition.h - from a record's row key to its partition key, and from that to its place in a
 * stream.
 *
 * Kinesis spreads records over shards by the MD5 of the partition key (PutRecords, "PartitionKey"),
 * read as a number of 128 bits. We keep the first 64 of them: where a record will land, and which
 * of our channels it takes. */
#ifndef SLP_PARTITION_H
#define SLP_PARTITION_H

#include "attributes.h"
#include "err.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SLP_PARTITION_MAX_BYTES = 128, /* Kinesis: at most 256 characters, and they count as payload */
    SLP_PARTITION_BUCKETS = 256,   /* packed records are put together by parts of the hash space */
    SLP_PARTITION_DECIMAL_BYTES = 40,
};

struct slp_partitioner;

/* NULL when memory is short. Where OpenSSL refuses MD5 (FIPS), places are our own: they spread and
 * keep keys apart just as well, but do not tell the shard. */
struct slp_partitioner *slp_partitioner_new(void);
void slp_partitioner_free(struct slp_partitioner *partitioner); /* NULL is allowed */

/* Whether places are those of Kinesis. */
bool slp_partitioner_knows_shards(const struct slp_partitioner *partitioner);

/* The partition key of the members `"a":"x","b":12`: the values joined by commas, text without its
 * quotes ("x,12"); the SHA-256 of the members in hex where that has more than 128 bytes, nothing at
 * all, or needs an escape in JSON. Without members (a truncation) it is `stream`. The bytes need
 * no escape in JSON. Returns their number. */
size_t slp_partition_key(struct sl_str members, const char *stream,
                         char ret[SLP_PARTITION_MAX_BYTES]);

/* The place of a partition key. Ends the program (abort) when libcrypto cannot hash. */
uint64_t slp_partition_place(struct slp_partitioner *partitioner, struct sl_str key);

/* The bucket of a place, and where a bucket begins, as an ExplicitHashKey: a decimal number.
 * Buckets are fixed parts of the hash space, so that a row key never moves from one to another. */
static inline uint32_t
slp_partition_bucket(uint64_t place)
{
    return (uint32_t)(place >> 56);
}
void slp_partition_bucket_start(uint32_t bucket, char ret[SLP_PARTITION_DECIMAL_BYTES]);

#endif
