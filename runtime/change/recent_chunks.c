#include "change/recent_chunks.h"

#include "postgres/lsn.h"
#include "postgres/xid.h"

#include <assert.h>
#include <stdlib.h>

/* Of a key: the lowest bit says that its row counts. */
static const uint64_t counts = 1;

static int
compare(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a | counts, right = *(const uint64_t *)b | counts;
    return left < right ? -1 : left > right;
}

static void
drop(struct slp_recent_chunk *chunk)
{
    free(chunk->snapshot);
    free(chunk->keys);
    *chunk = (struct slp_recent_chunk) { 0 };
}

void
slp_recent_chunks_done(struct slp_recent_chunks *chunks)
{
    for (uint32_t at = 0; at < chunks->count; at++)
        drop(&chunks->items[at]);
    chunks->count = 0;
}

bool
slp_recent_chunks_add(struct slp_recent_chunks *chunks, const char *snapshot, uint64_t horizon_lsn,
                      const struct slp_kept_rows *rows)
{
    assert(chunks->count < SLP_RECENT_CHUNKS);
    struct slp_recent_chunk *chunk = &chunks->items[chunks->count];
    *chunk = (struct slp_recent_chunk) { .snapshot = strdup(snapshot),
                                         .horizon_lsn = horizon_lsn,
                                         .keys = calloc(rows->count + 1u, sizeof *chunk->keys) };
    if (chunk->snapshot == NULL || chunk->keys == NULL) {
        drop(chunk);
        return false;
    }
    for (uint32_t at = 0; at < rows->nslots; at++)
        if (rows->slots[at] != NULL)
            chunk->keys[chunk->nkeys++] = rows->slots[at]->hash | counts;
    qsort(chunk->keys, chunk->nkeys, sizeof *chunk->keys, compare);
    chunks->count++;
    return true;
}

void
slp_recent_chunks_pass(struct slp_recent_chunks *chunks, uint64_t lsn)
{
    uint32_t passed = 0;
    while (passed < chunks->count && slp_lsn_floor(chunks->items[passed].horizon_lsn) <= lsn)
        drop(&chunks->items[passed++]);
    for (uint32_t at = passed; at < chunks->count; at++)
        chunks->items[at - passed] = chunks->items[at];
    chunks->count -= passed;
}

/* NULL: the chunk has not read it. */
static uint64_t *
find(const struct slp_recent_chunk *chunk, struct sl_str key)
{
    const uint64_t hash = slp_kept_rows_hash(key);
    return bsearch(&hash, chunk->keys, chunk->nkeys, sizeof *chunk->keys, compare);
}

bool
slp_recent_chunks_see(const struct slp_recent_chunks *chunks, struct sl_str key, uint32_t xid)
{
    for (uint32_t at = 0; at < chunks->count; at++) {
        const uint64_t *found = find(&chunks->items[at], key);
        if (found != NULL && (*found & counts) != 0 &&
            slp_xid_is_seen(chunks->items[at].snapshot, xid))
            return true;
    }
    return false;
}

void
slp_recent_chunks_forget(struct slp_recent_chunks *chunks, struct sl_str key)
{
    for (uint32_t at = 0; at < chunks->count; at++) {
        uint64_t *found = find(&chunks->items[at], key);
        if (found != NULL)
            *found &= ~counts;
    }
}
