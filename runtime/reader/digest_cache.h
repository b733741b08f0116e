/* digest_cache.h - digests that are not written yet, so that many go into the state together.
 *
 * Keys are hashes: one by one, each write touches another page of the state's table and drags 4 KiB
 * to disk. Gathered and in the table's order, a page takes all of its entries at once. What is lost
 * here in a crash belongs to transactions after the saved position, which come again. */
#ifndef SLP_DIGEST_CACHE_H
#define SLP_DIGEST_CACHE_H

#include "attributes.h"

#include <stdbool.h>
#include <stdint.h>

/* As in the table: numbers in big-endian, so that its order is that of the bytes. */
struct slp_digest_key {
    uint32_t release, epoch;
    uint64_t row;
};

/* As in the table: numbers in little-endian. */
struct slp_digest {
    uint64_t confirmed, latest; /* 0: not known */
    uint64_t lsn;               /* of the commit record of the transaction that sent `latest` */
    uint32_t run;               /* that wrote it */
    uint32_t made_s;            /* with which time `latest` was made: in seconds since 1970 */
};

enum slp_digest_state {
    SLP_DIGEST_ABSENT, /* the table knows */
    SLP_DIGEST_HELD,
    SLP_DIGEST_GONE, /* to be removed from the table */
};

struct slp_cached_digest {
    struct slp_digest_key key;
    struct slp_digest digest;
    enum slp_digest_state state;
};

struct slp_digest_cache;

/* NULL when memory is short. */
struct slp_digest_cache *slp_digest_cache_new(void);
void slp_digest_cache_free(struct slp_digest_cache *cache);

/* *ret_digest is set when HELD. */
enum slp_digest_state slp_digest_cache_get(const struct slp_digest_cache *cache,
                                           const struct slp_digest_key *key,
                                           struct slp_digest *ret_digest);

/* `digest` NULL: gone. Not when full. */
void slp_digest_cache_put(struct slp_digest_cache *cache, const struct slp_digest_key *key,
                          const struct slp_digest *digest);

bool slp_digest_cache_is_full(const struct slp_digest_cache *cache);

/* All that is held or gone, in the table's order. Between this call and clear, no other. */
const struct slp_cached_digest *slp_digest_cache_sort(struct slp_digest_cache *cache,
                                                      uint32_t *ret_count);
void slp_digest_cache_clear(struct slp_digest_cache *cache);

#endif
