/* walk.h - every expression within an expression. */
#ifndef SLC_WALK_H
#define SLC_WALK_H

#include "ast.h"

typedef void slc_visit(void *context, struct slc_expr *expr);

/* Visits the expression and all in it, each before what it is made of, in source order. NULL is
 * allowed and visits nothing. */
void slc_walk(struct slc_expr *expr, slc_visit *visit, void *context);

/* The literal that an argument consists of, labelled or not; NULL when it is something else. */
const struct slc_literal *slc_arg_literal(const struct slc_arg *arg);

#endif
