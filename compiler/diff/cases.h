/* cases.h - whether a view tells what an expression tells, by trying rows.
 *
 * Where a few values of each column stand for all (domain.h), trying all combinations is a proof:
 * two rows that look the same in the view and differ in the expression exist among them, or nowhere.
 * Elsewhere rows that make the difference can still be found, but not finding any proves nothing. */
#ifndef SLC_CASES_H
#define SLC_CASES_H

#include "diff/target.h"

/* Whether the target is proved to follow from the other version's view, over all rows. */
bool slc_follows_by_cases(struct slc_pair *pair, struct slc_target target);

/* Whether both expressions are proved to have the same value on every row. */
bool slc_same_by_cases(struct slc_pair *pair, const struct slc_ir_release *base,
                       const struct slc_ir_expr *base_expr, const struct slc_ir_release *head,
                       const struct slc_ir_expr *head_expr);

#endif
