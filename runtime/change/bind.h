/* bind.h - from a tuple of the stream to the values that releases read.
 *
 * An image is an array of values, one for each column of the table's declaration, of which only
 * those that some release reads (slp_table.reads) are ever set. A column that the tuple does not
 * tell is `unchanged`. Values borrow from the tuple's bytes. */
#ifndef SLP_BIND_H
#define SLP_BIND_H

#include "change/relation.h"
#include "err.h"

enum slp_part {
    SLP_WHOLE_ROW,
    SLP_IDENTITY_ALONE, /* of a 'K' tuple, or of a new one that stands for the old: all other
                         * columns are unchanged, whatever the tuple says */
};

/* -1 and *reterr: DRIFT when the tuple's size is not the Relation's, or a value is not of its
 * column's type (an enum label that the policy does not list among them). */
SL_MUST_USE int slp_bind(const struct slp_binding *binding, const struct slp_tuple *tuple,
                         enum slp_part part, struct sl_value *ret_image, struct sl_err *reterr);

/* A row of a snapshot: its cells are the columns with SL_COLUMN_PUBLISHED, in policy order. */
SL_MUST_USE int slp_bind_published(const struct slp_table *table, const struct slp_tuple *tuple,
                                   struct sl_value *ret_image, struct sl_err *reterr);

/* Reads one value of a column; the part of slp_bind() that re-reading shares.
 * `text` NULL is SQL NULL. */
SL_MUST_USE int slp_bind_value(const struct sl_table *table, uint32_t column, char *text,
                               size_t len, struct sl_value *ret_value, struct sl_err *reterr);

/* Every read column that is unchanged in `image` takes its value from `other`. */
void slp_image_fill(const struct slp_table *table, struct sl_value *image,
                    const struct sl_value *other);

/* The cells of one release. */
void slp_image_cells(const struct sl_projection *projection, const struct sl_value *image,
                     struct sl_value *ret_cells);

/* Some column that the release reads is unchanged. */
bool slp_image_lacks(const struct sl_projection *projection, const struct sl_value *image);

/* Whether the key columns of both images hold the same. Both have them. */
bool slp_image_same_key(const struct sl_table *table, const struct sl_value *a,
                        const struct sl_value *b);

#endif
