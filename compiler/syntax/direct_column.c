#include "syntax/direct_column.h"

#include "language/function.h"

static bool
is_tidying_call(const struct slc_expr *expr)
{
    return expr->function != NULL && expr->function->effect == SLC_TIDIES && expr->args != NULL;
}

struct slc_column *
slc_direct_column(const struct slc_expr *expr, bool *ret_if_missing)
{
    while (expr != NULL && expr->kind != SLC_EXPR_NAME) {
        if (expr->kind == SLC_EXPR_IF_MISSING) {
            *ret_if_missing = true;
            expr = expr->left;
        } else if (expr->leaf != NULL) {
            return expr->leaf;
        } else if (is_tidying_call(expr)) {
            expr = expr->args->expr;
        } else {
            return NULL;
        }
    }
    return expr != NULL ? expr->column : NULL;
}

bool
slc_is_json_leaf(const struct slc_expr *expr)
{
    while (expr != NULL) {
        if (is_tidying_call(expr) && expr->function->group == SLC_GROUP_JSON)
            return expr->leaf == NULL;
        expr = expr->kind == SLC_EXPR_IF_MISSING ? expr->left
               : is_tidying_call(expr)           ? expr->args->expr
                                                 : NULL;
    }
    return false;
}
