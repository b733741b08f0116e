#include "sink/outbox.h"

#include "plural.h"
#include "sink/class_set.h"
#include "sink/partition.h"

#include <stdlib.h>

/* A channel that is not full may be followed by the largest record. */
#define TEXT_MAX_BYTES (4 * SL_MAX_RECORD_BYTES)

/* Room that is kept when nothing waits; what a large record took beyond goes back. */
#define KEPT_BYTES (512 * SL_KIB)

int
slp_outbox_init(struct slp_outbox *outbox, struct sl_err *reterr)
{
    *outbox = (struct slp_outbox) { .count = 0 };
    sl_buf_init(&outbox->text, TEXT_MAX_BYTES);
    outbox->records = calloc(SLP_OUTBOX_RECORDS, sizeof *outbox->records);
    outbox->picked = calloc(SLP_OUTBOX_RECORDS, sizeof *outbox->picked);
    if (outbox->records != NULL && outbox->picked != NULL)
        return 0;
    slp_outbox_done(outbox);
    return sl_fail(reterr, SL_RETRY, "out of memory for a lane");
}

void
slp_outbox_done(struct slp_outbox *outbox)
{
    sl_buf_done(&outbox->text);
    free(outbox->records);
    free(outbox->picked);
    *outbox = (struct slp_outbox) { .count = 0 };
}

bool
slp_outbox_has_room(const struct slp_outbox *outbox)
{
    return outbox->count < SLP_OUTBOX_RECORDS;
}

int
slp_outbox_add(struct slp_outbox *outbox, const struct slp_outbox_entry *entry,
               struct sl_err *reterr)
{
    struct slp_outbox_record record = { .number = entry->number,
                                        .place = entry->place,
                                        .at = outbox->text.len,
                                        .key_len = (uint32_t)entry->key.len,
                                        .line_len = (uint32_t)entry->line.len,
                                        .item = SLP_NOT_PICKED };
    sl_buf_add_str(&outbox->text, entry->key);
    sl_buf_add_str(&outbox->text, entry->line);
    if (sl_buf_failed(&outbox->text))
        return sl_fail(reterr, SL_RETRY, "out of memory for %u record%s of a lane", outbox->count,
                       sl_plural(outbox->count));
    outbox->records[outbox->count++] = record;
    return 0;
}

uint64_t
slp_outbox_first(const struct slp_outbox *outbox)
{
    return outbox->count > 0 ? outbox->records[0].number : 0;
}

/* ---- what goes ----------------------------------------------------------------------------- */

/* The item that a bucket's next record may join: how full it is. */
struct open_item {
    uint32_t item; /* + 1; 0: none */
    uint32_t records;
    size_t bytes;
};

/* The item that the record goes in; SLP_NOT_PICKED when all are used up. */
static uint32_t
item_for(struct slp_outbox *outbox, const struct slp_pick_limits *limits, struct open_item *open,
         const struct slp_outbox_record *record)
{
    if (limits->item_bytes > 0 && open->item != 0 && open->records < limits->item_records &&
        open->bytes + record->line_len <= limits->item_bytes) {
        open->records++;
        open->bytes += record->line_len;
        return open->item - 1;
    }
    if (outbox->nitems == SLP_PUT_ITEMS)
        return SLP_NOT_PICKED;
    *open =
        (struct open_item) { .item = ++outbox->nitems, .records = 1, .bytes = record->line_len };
    return outbox->nitems - 1;
}

/* Lists the picked records by item: a counting sort, so that their order stays. */
static void
list_by_item(struct slp_outbox *outbox, uint32_t behind)
{
    uint32_t *first = outbox->first_picked;
    memset(first, 0, sizeof outbox->first_picked);
    for (uint32_t at = 0; at < behind; at++)
        if (outbox->records[at].item != SLP_NOT_PICKED)
            first[outbox->records[at].item + 1]++;
    for (uint32_t item = 0; item < outbox->nitems; item++)
        first[item + 1] += first[item];
    outbox->npicked = first[outbox->nitems];
    for (uint32_t at = behind; at-- > 0;) /* backwards: each item's end moves to its start */
        if (outbox->records[at].item != SLP_NOT_PICKED)
            outbox->picked[--first[outbox->records[at].item + 1]] = at;
    memmove(first, first + 1, outbox->nitems * sizeof *first);
    first[outbox->nitems] = outbox->npicked;
}

static uint64_t
class_of(const struct slp_outbox_record *record, enum slp_order order)
{
    return order == SLP_ORDER_BUCKET ? slp_partition_bucket(record->place) : record->place;
}

/* Puts the record into an item; false when nothing more of its kind fits into this call. */
static bool
pick(struct slp_outbox *outbox, const struct slp_pick_limits *limits, struct open_item *open,
     struct slp_class_set *picked, struct slp_outbox_record *record)
{
    uint32_t before = outbox->nitems;
    uint64_t class = class_of(record, limits->order);
    bool taken = limits->strict && slp_class_set_has(picked, class);
    record->item = item_for(outbox, limits, open, record);
    if (taken &&
        outbox->nitems > before) { /* a second item of its class: none may join the first */
        *open = (struct open_item) { .item = before, .records = limits->item_records };
        outbox->nitems = before;
        record->item = SLP_NOT_PICKED;
    }
    if (record->item != SLP_NOT_PICKED && limits->strict)
        slp_class_set_add(picked, class);
    return record->item != SLP_NOT_PICKED;
}

uint32_t
slp_outbox_pick(struct slp_outbox *outbox, const struct slp_pick_limits *limits,
                slp_may_go_fn *may_go, void *context)
{
    struct open_item open[SLP_PARTITION_BUCKETS] = { { 0 } };
    bool apart = limits->item_bytes > 0 && limits->order == SLP_ORDER_BUCKET;
    struct slp_class_set picked;
    size_t bytes = 0;
    uint32_t at = 0;
    outbox->nitems = 0;
    slp_class_set_init(&picked, SLP_PUT_ITEMS);
    for (; at < outbox->count; at++) {
        struct slp_outbox_record *record = &outbox->records[at];
        size_t more = (size_t)record->key_len + record->line_len;
        if (!may_go(context, record->place))
            continue;
        if (bytes > 0 && bytes + more > limits->call_bytes)
            break;
        uint32_t bucket = apart ? slp_partition_bucket(record->place) : 0;
        if (pick(outbox, limits, &open[bucket], &picked, record))
            bytes += more;
        else if (!limits->strict || outbox->nitems == SLP_PUT_ITEMS)
            break;
    }
    slp_class_set_done(&picked);
    list_by_item(outbox, at);
    return outbox->nitems;
}

/* ---- what became of it --------------------------------------------------------------------- */

/* What goes again becomes SLP_NOT_PICKED; what is done with keeps its item. */
static void
spread_failures(struct slp_outbox *outbox, enum slp_order order, const bool *delivered)
{
    struct slp_class_set failed;
    slp_class_set_init(&failed, outbox->npicked);
    for (uint32_t at = 0; at < outbox->count; at++) {
        struct slp_outbox_record *record = &outbox->records[at];
        if (record->item == SLP_NOT_PICKED)
            continue;
        uint64_t class = class_of(record, order);
        if (!delivered[record->item])
            slp_class_set_add(&failed, class);
        else if (order == SLP_ORDER_NONE || !slp_class_set_has(&failed, class))
            continue;
        record->item = SLP_NOT_PICKED;
    }
    slp_class_set_done(&failed);
}

/* Closes the gaps that delivered records leave, in list and text. */
static void
compact(struct slp_outbox *outbox)
{
    uint32_t kept = 0;
    size_t len = 0;
    for (uint32_t at = 0; at < outbox->count; at++) {
        struct slp_outbox_record record = outbox->records[at];
        if (record.item != SLP_NOT_PICKED)
            continue;
        size_t bytes = (size_t)record.key_len + record.line_len;
        if (record.at != len)
            memmove(outbox->text.bytes + len, outbox->text.bytes + record.at, bytes);
        record.at = len;
        len += bytes;
        outbox->records[kept++] = record;
    }
    outbox->count = kept;
    outbox->text.len = len;
    if (len == 0 && outbox->text.capacity > KEPT_BYTES)
        sl_buf_done(&outbox->text);
}

void
slp_outbox_settle(struct slp_outbox *outbox, enum slp_order order, const bool *delivered)
{
    if (delivered == NULL) {
        for (uint32_t at = 0; at < outbox->count; at++)
            outbox->records[at].item = SLP_NOT_PICKED;
    } else {
        spread_failures(outbox, order, delivered);
        compact(outbox);
    }
    outbox->npicked = outbox->nitems = 0;
}
