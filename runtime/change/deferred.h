/* deferred.h - rows of a transaction that wait until one of them was read again.
 *
 * A row that lacks a TOASTed column is held back, and so is every row behind it, until enough of
 * them can be read again in one statement: records keep the order of the stream. Rows are copied
 * here, since the stream's bytes do not last. */
#ifndef SLP_DEFERRED_H
#define SLP_DEFERRED_H

#include "change/reread.h"

struct slp_held_row {
    enum slp_event_kind kind; /* insert, update, delete */
    const struct slp_binding *binding;
    struct slp_row_change row;
    struct slp_wanted *wanted; /* NULL: nothing is missing */
};

struct slp_held {
    struct sl_arena *arena;    /* the copies; wiped when they are sent */
    struct slp_held_row *rows; /* SLP_MAX_HELD_ROWS */
    struct slp_wanted *wanted; /* as many */
    uint32_t nrows, nwanted;
};

/* False when memory is short. */
SL_MUST_USE bool slp_held_init(struct slp_held *held);
void slp_held_done(struct slp_held *held);

/* Whether the new row lacks a column that some release reads and that the old row cannot give. */
bool slp_held_lacks(const struct slp_binding *binding, const struct slp_row_change *row);

/* Copies a row; `lacks` as above. Call only while not full. -1: memory is short (RETRY). */
SL_MUST_USE int slp_held_add(struct slp_held *held, enum slp_event_kind kind,
                             const struct slp_binding *binding, const struct slp_row_change *row,
                             bool lacks, struct sl_err *reterr);

bool slp_held_is_full(const struct slp_held *held);

/* Wipes the copies. */
void slp_held_clear(struct slp_held *held);

#endif
