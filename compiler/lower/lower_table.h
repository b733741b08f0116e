/* lower_table.h - tables and their columns. */
#ifndef SLC_LOWER_TABLE_H
#define SLC_LOWER_TABLE_H

#include "lower/lower_state.h"

/* Fills tables: those with a release, sorted, each column marked that a release reads. */
void slc_lower_tables(struct slc_to_ir *to);

/* What became of a table of the tree; NULL when no release is of it. */
struct slc_ir_table *slc_lowered_table(const struct slc_to_ir *from, const struct slc_table *table);

#endif
