#include "change/kept_rows.h"

#include "wipe.h"

#include <assert.h>
#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

struct sl_str
slp_kept_row_key(const struct slp_kept_row *row)
{
    return (struct sl_str) { row->text + 1, row->key_len };
}

struct sl_str
slp_kept_row_payload(const struct slp_kept_row *row)
{
    return (struct sl_str) { row->text, row->payload_len };
}

static void
free_row(struct slp_kept_row *row)
{
    sl_wipe(row->text, row->payload_len);
    free(row);
}

void
slp_kept_rows_done(struct slp_kept_rows *rows)
{
    for (uint32_t i = 0; i < rows->nslots; i++)
        if (rows->slots[i] != NULL)
            free_row(rows->slots[i]);
    free(rows->slots);
    *rows = (struct slp_kept_rows) { 0 };
}

/* FNV-1a: keys are released values, and the table lives in this process alone. */
uint64_t
slp_kept_rows_hash(struct sl_str key)
{
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.ptr[i]) * 1099511628211U;
    return hash;
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t
find(const struct slp_kept_rows *rows, uint64_t hash, struct sl_str key)
{
    uint32_t at = (uint32_t)hash & (rows->nslots - 1);
    while (rows->slots[at] != NULL &&
           (rows->slots[at]->hash != hash || !sl_str_equal(slp_kept_row_key(rows->slots[at]), key)))
        at = (at + 1) & (rows->nslots - 1);
    return at;
}

/* At most half of the slots are taken. */
static bool
make_room(struct slp_kept_rows *rows)
{
    if ((rows->count + 1) * 2 <= rows->nslots)
        return true;
    struct slp_kept_rows grown = { .nslots = rows->nslots > 0 ? rows->nslots * 2 : FIRST_SLOTS };
    grown.slots = calloc(grown.nslots, sizeof(struct slp_kept_row *));
    if (grown.slots == NULL)
        return false;
    for (uint32_t i = 0; i < rows->nslots; i++)
        if (rows->slots[i] != NULL)
            grown.slots[find(&grown, rows->slots[i]->hash, slp_kept_row_key(rows->slots[i]))] =
                rows->slots[i];
    free(rows->slots);
    rows->slots = grown.slots;
    rows->nslots = grown.nslots;
    return true;
}

bool
slp_kept_rows_put(struct slp_kept_rows *rows, struct sl_str key, struct sl_str payload,
                  uint32_t made_s)
{
    assert(payload.len > key.len);
    struct slp_kept_row *row = calloc(1, sizeof *row + payload.len);
    if (row == NULL || !make_room(rows)) {
        free(row);
        return false;
    }
    *row = (struct slp_kept_row) { .hash = slp_kept_rows_hash(key),
                                   .key_len = key.len,
                                   .payload_len = payload.len,
                                   .made_s = made_s };
    memcpy(row->text, payload.ptr, payload.len);
    const uint32_t at = find(rows, row->hash, key);
    if (rows->slots[at] != NULL) {
        rows->bytes -= rows->slots[at]->payload_len;
        free_row(rows->slots[at]);
    } else {
        rows->count++;
    }
    rows->bytes += payload.len;
    rows->slots[at] = row;
    return true;
}

/* Rows behind a slot that becomes free move up, where they would not be found any more (Knuth, The Art of
 * Computer Programming, volume 3, 6.4, algorithm R). */
static void
close_gap(struct slp_kept_rows *rows, uint32_t gap)
{
    const uint32_t mask = rows->nslots - 1;
    for (uint32_t at = (gap + 1) & mask; rows->slots[at] != NULL; at = (at + 1) & mask) {
        const uint32_t home = (uint32_t)rows->slots[at]->hash & mask;
        if (((at - home) & mask) < ((at - gap) & mask))
            continue;
        rows->slots[gap] = rows->slots[at];
        rows->slots[at] = NULL;
        gap = at;
    }
}

void
slp_kept_rows_remove(struct slp_kept_rows *rows, struct sl_str key)
{
    if (rows->count == 0)
        return;
    const uint32_t at = find(rows, slp_kept_rows_hash(key), key);
    if (rows->slots[at] == NULL)
        return;
    rows->bytes -= rows->slots[at]->payload_len;
    rows->count--;
    free_row(rows->slots[at]);
    rows->slots[at] = NULL;
    close_gap(rows, at);
}

bool
slp_kept_rows_has(const struct slp_kept_rows *rows, struct sl_str key)
{
    return rows->count > 0 && rows->slots[find(rows, slp_kept_rows_hash(key), key)] != NULL;
}

static int
compare(const void *a, const void *b)
{
    const struct sl_str left = slp_kept_row_key(*(struct slp_kept_row *const *)a);
    const struct sl_str right = slp_kept_row_key(*(struct slp_kept_row *const *)b);
    const size_t len = left.len < right.len ? left.len : right.len;
    const int order = memcmp(left.ptr, right.ptr, len);
    if (order != 0)
        return order;
    return left.len < right.len ? -1 : left.len > right.len;
}

struct slp_kept_row **
slp_kept_rows_sort(const struct slp_kept_rows *rows)
{
    if (rows->count == 0)
        return NULL;
    struct slp_kept_row **sorted = calloc(rows->count, sizeof(struct slp_kept_row *));
    uint32_t count = 0;
    for (uint32_t i = 0; sorted != NULL && i < rows->nslots; i++)
        if (rows->slots[i] != NULL)
            sorted[count++] = rows->slots[i];
    if (sorted != NULL)
        qsort(sorted, count, sizeof(struct slp_kept_row *), compare);
    return sorted;
}
