/* shards.h - which shard a place in the hash space belongs to, as ListShards told.
 *
 * A guess, for pacing alone: a shard that is throttled is left in peace while the others go on.
 * Order and delivery never depend on it, so that a stream may be resharded at any time. */
#ifndef SLP_SHARDS_H
#define SLP_SHARDS_H

#include "attributes.h"
#include "buf.h"
#include "str.h"

#include <stdint.h>

#define SLP_NO_SHARD UINT32_MAX

struct slp_shard {
    uint64_t start; /* first place: the first 64 bits of StartingHashKey */
    uint64_t id;    /* of "shardId-000000000012": 12 */
};

struct slp_shards {
    struct sl_buf list; /* of struct slp_shard, by start once sorted */
    uint32_t count;
};

void slp_shards_init(struct slp_shards *shards);
void slp_shards_done(struct slp_shards *shards);

/* Adds a page of ListShards' answer. *ret_next: the NextToken, "" at the end, in `token`'s room.
 * -1 when it is no such response, or too many shards. */
SL_MUST_USE int slp_shards_add(struct slp_shards *shards, struct sl_str body, char *ret_token,
                               size_t token_room);

/* Once all pages are there. */
void slp_shards_sort(struct slp_shards *shards);

/* Index of the shard that has the place; SLP_NO_SHARD when nothing is known. */
uint32_t slp_shards_find(const struct slp_shards *shards, uint64_t place);

/* The number of that shard. */
uint64_t slp_shards_id(const struct slp_shards *shards, uint32_t index);

/* The number in a ShardId; UINT64_MAX when it has another form. */
uint64_t slp_shard_number(struct sl_str id);

#endif
