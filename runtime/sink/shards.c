#include "sink/shards.h"

#include "maxima.h"

#include <jansson.h>
#include <stdlib.h>

static const char id_prefix[] = "shardId-";

void
slp_shards_init(struct slp_shards *shards)
{
    *shards = (struct slp_shards) { .count = 0 };
    sl_buf_init(&shards->list, SLP_MAX_SHARDS * sizeof(struct slp_shard));
}

void
slp_shards_done(struct slp_shards *shards)
{
    sl_buf_done(&shards->list);
    slp_shards_init(shards);
}

/* The buffer's bytes come from the heap: aligned for anything. */
static struct slp_shard *
list_of(const struct slp_shards *shards)
{
    return (void *)shards->list.bytes;
}

uint64_t
slp_shard_number(struct sl_str id)
{
    size_t prefix = sizeof id_prefix - 1;
    if (id.len <= prefix || id.len > prefix + 19 || memcmp(id.ptr, id_prefix, prefix) != 0)
        return UINT64_MAX;
    uint64_t number = 0;
    for (size_t at = prefix; at < id.len; at++) {
        if (id.ptr[at] < '0' || id.ptr[at] > '9')
            return UINT64_MAX;
        number = number * 10 + (uint64_t)(id.ptr[at] - '0');
    }
    return number;
}

/* The first 64 of the 128 bits of a decimal number; false when it is none. */
static bool
read_place(const char *decimal, uint64_t *ret)
{
    uint32_t words[4] = { 0 }; /* the lowest first */
    if (decimal == NULL || decimal[0] == '\0')
        return false;
    for (; *decimal != '\0'; decimal++) {
        if (*decimal < '0' || *decimal > '9')
            return false;
        uint64_t carry = (uint64_t)(*decimal - '0');
        for (size_t at = 0; at < 4; at++) {
            carry += (uint64_t)words[at] * 10;
            words[at] = (uint32_t)carry;
            carry >>= 32;
        }
        if (carry != 0)
            return false;
    }
    *ret = (uint64_t)words[3] << 32 | words[2];
    return true;
}

static int
add_shard(struct slp_shards *shards, json_t *entry)
{
    json_t *range = json_object_get(entry, "HashKeyRange");
    struct slp_shard shard = { .id = slp_shard_number(sl_str_of(
                                   json_string_value(json_object_get(entry, "ShardId")))) };
    const char *start = json_string_value(json_object_get(range, "StartingHashKey"));
    if (!read_place(start, &shard.start))
        return -1;
    sl_buf_add(&shards->list, &shard, sizeof shard);
    if (sl_buf_failed(&shards->list))
        return -1;
    shards->count++;
    return 0;
}

int
slp_shards_add(struct slp_shards *shards, struct sl_str body, char *ret_token, size_t token_room)
{
    json_t *top = body.len > 0 ? json_loadb(body.ptr, body.len, 0, NULL) : NULL, *entry;
    json_t *list = json_object_get(top, "Shards");
    const char *next = json_string_value(json_object_get(top, "NextToken"));
    next = next != NULL ? next : "";
    int result = json_is_array(list) && strlen(next) < token_room ? 0 : -1;
    size_t at;
    json_array_foreach(list, at, entry)
    {
        if (result == 0)
            result = add_shard(shards, entry);
    }
    if (result == 0)
        memcpy(ret_token, next, strlen(next) + 1);
    json_decref(top);
    return result;
}

static int
by_start(const void *a, const void *b)
{
    uint64_t left = ((const struct slp_shard *)a)->start,
             right = ((const struct slp_shard *)b)->start;
    return (left > right) - (left < right);
}

void
slp_shards_sort(struct slp_shards *shards)
{
    if (shards->count > 0)
        qsort(list_of(shards), shards->count, sizeof(struct slp_shard), by_start);
}

uint32_t
slp_shards_find(const struct slp_shards *shards, uint64_t place)
{
    uint32_t first = 0, behind = shards->count;
    while (first < behind) { /* the last one that starts at or before the place */
        uint32_t middle = first + (behind - first) / 2;
        if (list_of(shards)[middle].start <= place)
            first = middle + 1;
        else
            behind = middle;
    }
    return first > 0 ? first - 1 : SLP_NO_SHARD;
}

uint64_t
slp_shards_id(const struct slp_shards *shards, uint32_t index)
{
    return list_of(shards)[index].id;
}
