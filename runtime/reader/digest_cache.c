#include "reader/digest_cache.h"

#include "maxima.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Open addressing, at most half full. */
enum { SLOTS = 2 * SLP_STATE_MAX_CACHED };

struct slp_digest_cache {
    uint32_t count;
    struct slp_cached_digest slots[SLOTS];
};

_Static_assert((SLOTS & (SLOTS - 1)) == 0, "slots are counted with a mask");

struct slp_digest_cache *
slp_digest_cache_new(void)
{
    return calloc(1, sizeof(struct slp_digest_cache));
}

void
slp_digest_cache_free(struct slp_digest_cache *cache)
{
    free(cache);
}

/* The key's slot, or the empty one where it belongs. */
static uint32_t
find(const struct slp_digest_cache *cache, const struct slp_digest_key *key)
{
    uint32_t slot = (uint32_t)key->row ^ (uint32_t)(key->row >> 32) ^ key->release;
    for (slot %= SLOTS; cache->slots[slot].state != SLP_DIGEST_ABSENT; slot = (slot + 1) % SLOTS)
        if (memcmp(&cache->slots[slot].key, key, sizeof *key) == 0)
            break;
    return slot;
}

enum slp_digest_state
slp_digest_cache_get(const struct slp_digest_cache *cache, const struct slp_digest_key *key,
                     struct slp_digest *ret_digest)
{
    const struct slp_cached_digest *slot = &cache->slots[find(cache, key)];
    if (slot->state == SLP_DIGEST_HELD)
        *ret_digest = slot->digest;
    return slot->state;
}

void
slp_digest_cache_put(struct slp_digest_cache *cache, const struct slp_digest_key *key,
                     const struct slp_digest *digest)
{
    assert(!slp_digest_cache_is_full(cache));
    struct slp_cached_digest *slot = &cache->slots[find(cache, key)];
    if (slot->state == SLP_DIGEST_ABSENT)
        cache->count++;
    slot->key = *key;
    slot->state = digest != NULL ? SLP_DIGEST_HELD : SLP_DIGEST_GONE;
    if (digest != NULL)
        slot->digest = *digest;
}

bool
slp_digest_cache_is_full(const struct slp_digest_cache *cache)
{
    return cache->count >= SLP_STATE_MAX_CACHED;
}

static int
by_key(const void *a, const void *b)
{
    const struct slp_cached_digest *left = a, *right = b;
    return memcmp(&left->key, &right->key, sizeof left->key);
}

/* Moves what is used to the front: the places are wrong then, hence no other call before clear. */
const struct slp_cached_digest *
slp_digest_cache_sort(struct slp_digest_cache *cache, uint32_t *ret_count)
{
    uint32_t used = 0;
    for (uint32_t slot = 0; slot < SLOTS && used < cache->count; slot++)
        if (cache->slots[slot].state != SLP_DIGEST_ABSENT)
            cache->slots[used++] = cache->slots[slot];
    qsort(cache->slots, used, sizeof cache->slots[0], by_key);
    *ret_count = used;
    return cache->slots;
}

void
slp_digest_cache_clear(struct slp_digest_cache *cache)
{
    if (cache->count > 0)
        memset(cache, 0, sizeof *cache);
}
