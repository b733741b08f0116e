/* outbox.h - records on their way in one channel of a stream: kept from when they are taken until
 * the far end has acknowledged them.
 *
 *     add … ─▶ pick (what goes in the next call, as which items)
 *           ─▶ settle (delivery results by item) ─▶ …
 *
 * An item is one record of the service: one of ours, or several packed together. Order is kept
 * within a class of records (enum slp_order): from the first that failed, all of its class in the
 * call go again, also those that went through, and nothing of the class is picked past one that
 * was left behind. Pure: no call, no clock. */
#ifndef SLP_OUTBOX_H
#define SLP_OUTBOX_H

#include "attributes.h"
#include "buf.h"
#include "err.h"
#include "maxima.h"

#include <stdbool.h>
#include <stdint.h>

enum slp_order {
    SLP_ORDER_KEY,    /* a class is a partition key (by its place) */
    SLP_ORDER_BUCKET, /* … a bucket of them: packed records are put together within one */
    SLP_ORDER_NONE,   /* the service promises none: only what failed goes again */
};

#define SLP_NOT_PICKED UINT32_MAX

struct slp_outbox_record {
    uint64_t number;
    uint64_t place; /* of its partition key (partition.h) */
    size_t at;      /* in `text`: partition key, then the line with its newline */
    uint32_t key_len, line_len;
    uint32_t item; /* in the call under way, or SLP_NOT_PICKED */
};

struct slp_outbox {
    struct sl_buf text;
    struct slp_outbox_record *records; /* SLP_OUTBOX_RECORDS, by number */
    uint32_t count;
    uint32_t *picked; /* indices of those in the call, by item */
    uint32_t npicked, nitems;
    uint32_t first_picked[SLP_PUT_ITEMS + 1]; /* item -> index into `picked` */
};

/* A record as it is added. */
struct slp_outbox_entry {
    uint64_t number, place;
    struct sl_str key, line; /* the line with its newline */
};

/* What a call may hold. */
struct slp_pick_limits {
    enum slp_order order;
    bool strict;       /* one item of a class in a call: none can overtake another */
    size_t call_bytes; /* lines and keys; the first record goes in any case */
    size_t item_bytes; /* packed: lines of one item; 0: nothing is packed */
    uint32_t item_records;
};

/* Whether records at that place may go now. */
typedef bool slp_may_go_fn(void *context, uint64_t place);

SL_MUST_USE int slp_outbox_init(struct slp_outbox *outbox, struct sl_err *reterr);
void slp_outbox_done(struct slp_outbox *outbox);

/* Whether another record may be added: fewer than SLP_OUTBOX_RECORDS wait. */
bool slp_outbox_has_room(const struct slp_outbox *outbox);

/* Copies; also while a call is under way. Views into `text` move. -1: memory is short (RETRY). */
SL_MUST_USE int slp_outbox_add(struct slp_outbox *outbox, const struct slp_outbox_entry *entry,
                               struct sl_err *reterr);

/* Chooses what goes in the next call. Returns the number of items, 0 when nothing may go. */
uint32_t slp_outbox_pick(struct slp_outbox *outbox, const struct slp_pick_limits *limits,
                         slp_may_go_fn *may_go, void *context);

/* The records of an item of the call, in order. */
static inline uint32_t
slp_outbox_item_count(const struct slp_outbox *outbox, uint32_t item)
{
    return outbox->first_picked[item + 1] - outbox->first_picked[item];
}
static inline const struct slp_outbox_record *
slp_outbox_item_record(const struct slp_outbox *outbox, uint32_t item, uint32_t at)
{
    return &outbox->records[outbox->picked[outbox->first_picked[item] + at]];
}
static inline struct sl_str
slp_outbox_key(const struct slp_outbox *outbox, const struct slp_outbox_record *record)
{
    return (struct sl_str) { .ptr = outbox->text.bytes + record->at, .len = record->key_len };
}
static inline struct sl_str
slp_outbox_line(const struct slp_outbox *outbox, const struct slp_outbox_record *record)
{
    return (struct sl_str) { .ptr = outbox->text.bytes + record->at + record->key_len,
                             .len = record->line_len };
}

/* The call was answered: delivered[item] for each item. NULL: nothing was delivered. Drops what
 * need not go again; what is left is in order. */
void slp_outbox_settle(struct slp_outbox *outbox, enum slp_order order, const bool *delivered);

/* The number of the first record kept; 0 when there is none. */
uint64_t slp_outbox_first(const struct slp_outbox *outbox);

#endif
