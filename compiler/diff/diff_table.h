/* diff_table.h - tables, with their columns. */
#ifndef SLC_DIFF_TABLE_H
#define SLC_DIFF_TABLE_H

#include "diff/change.h"

void slc_diff_tables(struct slc_diff *diff);

#endif
