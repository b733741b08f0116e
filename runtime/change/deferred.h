/* deferred.h - rows of a transaction that wait until one of them was read again.
 *
 * A row that lacks a TOASTed column is deferred, and so is every row behind it, until enough of
 * them can be read again in one statement: records keep the order of the stream. Rows are copied
 * here, since the stream's bytes do not last. */
#ifndef SLP_DEFERRED_H
#define SLP_DEFERRED_H

#include "arena.h"
#include "change/changed_row.h"

struct slp_deferred {
    struct sl_arena *arena;       /* the copies; wiped when they are sent */
    struct slp_changed_row *rows; /* SLP_MAX_DEFERRED_ROWS */
    struct slp_wanted *wanted;    /* as many */
    uint32_t nrows, nwanted;
};

/* False when memory is short. */
SL_MUST_USE bool slp_deferred_init(struct slp_deferred *deferred);
void slp_deferred_done(struct slp_deferred *deferred);

/* Whether the new row lacks a column that some release reads and that the old row cannot give. */
bool slp_deferred_lacks(const struct slp_binding *binding, const struct slp_row_change *row);

/* Copies a row; `lacks` as above: it is then one of those that are wanted. Call only while not
 * full. -1: memory is short (RETRY). */
SL_MUST_USE int slp_deferred_add(struct slp_deferred *deferred,
                                 const struct slp_changed_row *changed, bool lacks,
                                 struct sl_err *reterr);

bool slp_deferred_is_full(const struct slp_deferred *deferred);

/* Wipes the copies. */
void slp_deferred_clear(struct slp_deferred *deferred);

#endif
