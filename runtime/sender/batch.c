#include "sender/batch.h"

#include "buf.h"
#include "maxima.h"
#include "plural.h"
#include "sink/class_set.h"

#include <stdlib.h>

/* A batch that is not full may be followed by the largest record. */
#define TEXT_MAX_BYTES (SLP_BATCH_BYTES + 2 * SL_MAX_RECORD_BYTES)

struct slp_batch_store {
    size_t max_records, max_bytes;
    bool keys_count;
    struct slp_batch batch;
    struct sl_buf text, keys;
};

static size_t
smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct slp_batch_store *
slp_batch_new(const struct slp_sink_limits *limits)
{
    struct slp_batch_store *store = calloc(1, sizeof *store);
    if (store == NULL)
        return NULL;
    store->max_records = smaller(limits->max_records, SLP_BATCH_RECORDS);
    store->max_bytes = smaller(limits->max_bytes, SLP_BATCH_BYTES);
    store->keys_count = limits->keys_count;
    store->batch.records = calloc(store->max_records, sizeof *store->batch.records);
    sl_buf_init(&store->text, TEXT_MAX_BYTES);
    sl_buf_init(&store->keys, TEXT_MAX_BYTES);
    if (store->batch.records == NULL) {
        free(store);
        return NULL;
    }
    return store;
}

void
slp_batch_free(struct slp_batch_store *store)
{
    if (store == NULL)
        return;
    sl_buf_done(&store->text);
    sl_buf_done(&store->keys);
    free(store->batch.records);
    free(store);
}

bool
slp_batch_fits(const struct slp_batch_store *store, const struct slp_frame *frame)
{
    if (store->batch.count == 0)
        return true;
    size_t bytes = store->text.len + frame->json.len + 1;
    if (store->keys_count)
        bytes += store->keys.len + frame->key.len;
    return store->batch.count < store->max_records && bytes <= store->max_bytes;
}

int
slp_batch_add(struct slp_batch_store *store, const struct slp_frame *frame, struct sl_err *reterr)
{
    sl_buf_add_str(&store->text, frame->json);
    sl_buf_add_byte(&store->text, '\n');
    sl_buf_add_str(&store->keys, frame->key);
    if (sl_buf_failed(&store->text) || sl_buf_failed(&store->keys))
        return sl_fail(reterr, SL_RETRY, "out of memory for a batch of %zu record%s",
                       store->batch.count + 1, sl_plural(store->batch.count + 1));
    /* The buffers may still move: for now the views have their lengths alone. */
    store->batch.records[store->batch.count++] =
        (struct slp_batch_record) { .json = { .len = frame->json.len },
                                    .key = { .len = frame->key.len },
                                    .number = frame->number,
                                    .projection = frame->projection,
                                    .position = frame->position };
    return 0;
}

size_t
slp_batch_count(const struct slp_batch_store *store)
{
    return store->batch.count;
}

struct slp_batch *
slp_batch_close(struct slp_batch_store *store)
{
    const char *json = store->text.bytes, *key = store->keys.bytes;
    for (size_t at = 0; at < store->batch.count; at++) {
        struct slp_batch_record *record = &store->batch.records[at];
        record->json.ptr = json;
        record->key.ptr = key;
        record->result = SLP_PENDING;
        json += record->json.len + 1;
        if (key != NULL)
            key += record->key.len;
    }
    store->batch.text = sl_buf_str(&store->text);
    store->batch.why = (struct sl_err) { .class = SL_OK };
    return &store->batch;
}

struct slp_batch *
slp_batch_of(struct slp_batch_store *store)
{
    return store->batch.count > 0 ? &store->batch : NULL;
}

uint64_t
slp_batch_first_open(const struct slp_batch_store *store)
{
    for (size_t at = 0; at < store->batch.count; at++) {
        const struct slp_batch_record *record = &store->batch.records[at];
        if (record->result != SLP_DELIVERED && record->result != SLP_HELD)
            return record->number;
    }
    return 0;
}

/* ---- what goes again ------------------------------------------------------------------------ */

/* FNV-1a over stream and key: it only has to spread. */
static uint64_t
class_of(const struct slp_batch_record *record)
{
    uint64_t hash = 14695981039346656037u ^ record->projection;
    for (size_t at = 0; at < record->key.len; at++)
        hash = (hash ^ (uint8_t)record->key.ptr[at]) * 1099511628211u;
    return hash;
}

/* Marks as AGAIN what follows a failed record of its key. */
static void
spread_failures(struct slp_batch *batch)
{
    size_t first = 0;
    struct slp_class_set failed;
    while (first < batch->count && batch->records[first].result != SLP_AGAIN)
        first++;
    slp_class_set_init(&failed, batch->count - first);
    for (size_t at = first; at < batch->count; at++) {
        struct slp_batch_record *record = &batch->records[at];
        uint64_t class = class_of(record);
        if (record->result == SLP_AGAIN)
            slp_class_set_add(&failed, class);
        else if (slp_class_set_has(&failed, class))
            record->result = SLP_AGAIN;
    }
    slp_class_set_done(&failed);
}

void
slp_batch_replace(struct slp_batch_store *store, uint64_t number, struct sl_str json)
{
    for (size_t at = 0; at < store->batch.count; at++) {
        struct slp_batch_record *record = &store->batch.records[at];
        if (record->number != number)
            continue;
        char *place = store->text.bytes + (record->json.ptr - store->text.bytes);
        memcpy(place, json.ptr, json.len);
        place[json.len] = '\n';
        record->json.len = json.len;
        record->result = SLP_AGAIN;
    }
}

/* Memory that one large record took goes back. */
static void
shrink(struct sl_buf *buf)
{
    if (buf->capacity > 4 * SLP_BATCH_BYTES)
        sl_buf_done(buf);
    else
        sl_buf_clear(buf);
}

size_t
slp_batch_keep_again(struct slp_batch_store *store)
{
    struct slp_batch *batch = &store->batch;
    spread_failures(batch);
    size_t kept = 0, text = 0, keys = 0;
    for (size_t at = 0; at < batch->count; at++) {
        struct slp_batch_record *record = &batch->records[at];
        if (record->result != SLP_AGAIN)
            continue;
        memmove(store->text.bytes + text, record->json.ptr, record->json.len + 1);
        text += record->json.len + 1;
        if (record->key.len > 0)
            memmove(store->keys.bytes + keys, record->key.ptr, record->key.len);
        keys += record->key.len;
        batch->records[kept++] = *record;
    }
    batch->count = kept;
    store->text.len = text;
    store->keys.len = keys;
    if (kept == 0) {
        shrink(&store->text);
        shrink(&store->keys);
        return 0;
    }
    (void)slp_batch_close(store);
    return kept;
}
