/* lower_reads.h - what expressions read: columns, keys, cells. */
#ifndef SLC_LOWER_READS_H
#define SLC_LOWER_READS_H

#include "lower/lower_state.h"

/* Marks in `columns`, by number, those that the expression reads. NULL is allowed. */
void slc_collect_reads(struct slc_expr *expr, bool *columns);

/* Fills cells and key slots from all of the release's expressions. */
void slc_lower_reads(struct slc_release_to_ir *to);

/* The slot of the key that a call makes codes with. After slc_lower_reads(). */
uint32_t slc_key_slot(const struct slc_release_to_ir *to, const struct slc_expr *call);

/* Whether a value with this label may stand in a field of the destination as it is. */
bool slc_fits_destination(const struct slc_ir_destination *destination, struct slc_ir_label label);

/* Around lowering an expression: begins `to->reading` anew; the cells noted in it, rising. */
void slc_begin_reading(struct slc_release_to_ir *to);
const uint32_t *slc_cells_read(struct slc_release_to_ir *to, uint32_t *ret_count);

#endif
