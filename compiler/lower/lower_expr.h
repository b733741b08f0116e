/* lower_expr.h - expressions. */
#ifndef SLC_LOWER_EXPR_H
#define SLC_LOWER_EXPR_H

#include "lower/lower_state.h"

/* What it reads, and the rules that lower it, are noted in to->reading (lower_reads.h). */
const struct slc_ir_expr *slc_lower_expr(struct slc_release_to_ir *to, const struct slc_expr *expr);

#endif
