/* diff_column.h - the columns of a table: what a label lets through changes without any line of a release. */
#ifndef SLC_DIFF_COLUMN_H
#define SLC_DIFF_COLUMN_H

#include "diff/change.h"

void slc_diff_columns(struct slc_diff *diff, const struct slc_ir_table *base,
                      const struct slc_ir_table *head);

#endif
