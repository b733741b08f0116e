/* diff_leaf.h - declared leaves of documents. */
#ifndef SLC_DIFF_LEAF_H
#define SLC_DIFF_LEAF_H

#include "diff/change.h"

void slc_diff_leaves(struct slc_diff *diff, const struct slc_ir_table *base,
                     const struct slc_ir_table *head);

#endif
