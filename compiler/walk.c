#include "walk.h"

void
slc_walk(struct slc_expr *expr, slc_visit *visit, void *context)
{
    if (expr == NULL)
        return;
    visit(context, expr);
    slc_walk(expr->left, visit, context);
    slc_walk(expr->right, visit, context);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        slc_walk(arg->expr, visit, context);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        slc_walk(arm->when, visit, context);
        slc_walk(arm->then, visit, context);
    }
    slc_walk(expr->otherwise, visit, context);
}
