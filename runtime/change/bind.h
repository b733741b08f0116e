/* bind.h - from a tuple of the stream to an image (image.h). Values borrow from the tuple's
 * bytes. */
#ifndef SLP_BIND_H
#define SLP_BIND_H

#include "change/image.h"
#include "change/relation.h"
#include "err.h"

enum slp_tuple_part {
    SLP_WHOLE_ROW,
    SLP_IDENTITY_ALONE, /* of a 'K' tuple, or of a new one that stands for the old: all other
                         * columns are unchanged, whatever the tuple says */
};

/* -1 and *reterr: DRIFT when the tuple's size is not the Relation's, or a value is not of its
 * column's type. */
SL_MUST_USE int slp_bind(const struct slp_binding *binding, const struct slp_tuple *tuple,
                         enum slp_tuple_part part, struct sl_value *ret_image,
                         struct sl_err *reterr);

/* The identity of a row of which the message has no old tuple: it did not change, so that the new
 * row's image has it. Copied, and not read a second time, since reading may decode in place. All
 * other columns are unchanged. */
void slp_bind_identity(const struct slp_binding *binding, const struct sl_value *after,
                       struct sl_value *ret_image);

/* Reads one value of a column, of which the cell says something: it is not unchanged. */
SL_MUST_USE int slp_bind_cell(const struct sl_table *table, uint32_t column,
                              const struct slp_cell *cell, struct sl_value *ret_value,
                              struct sl_err *reterr);

#endif
