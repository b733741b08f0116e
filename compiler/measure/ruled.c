/* ruled.c - what owners' rows name a line by. */
#include "measure/line.h"
#include "syntax/walk.h"

static bool
group_keeps_a_value(const struct slc_expr *call)
{
    const struct slc_arg *from = slc_arg_labelled(call, "from"), *to = slc_arg_labelled(call, "to");
    if (from == NULL || to == NULL)
        return false;
    const struct slc_literal *a = from->literals, *b = to->literals;
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (sl_str_equal(a->text, b->text))
            return true;
    return false;
}

const struct slc_literal *
slc_compared_literal(const struct slc_expr *call)
{
    const struct slc_arg *arg = call->args;
    if (call->function == NULL || call->function->measure != SLC_MEASURES_SAME)
        return NULL;
    while (arg != NULL && slc_arg_literal(arg) == NULL)
        arg = arg->next;
    return arg != NULL ? slc_arg_literal(arg) : NULL;
}

const struct slc_function *
slc_ruled_function(const struct slc_expr *line)
{
    if (slc_compared_literal(line) != NULL)
        return NULL;
    return group_keeps_a_value(line) ? slc_function_named(SL_STR("one_of")) : line->function;
}

enum slc_operator
slc_ruled_operator(const struct slc_expr *line)
{
    switch ((int)line->kind) {
    case SLC_EXPR_COMPARE: return SLC_OPERATOR_COMPARISON;
    case SLC_EXPR_IS:
    case SLC_EXPR_IN: return SLC_OPERATOR_MEMBERSHIP;
    case SLC_EXPR_IS_MISSING: return SLC_OPERATOR_PRESENT;
    case SLC_EXPR_CALL:
        return slc_compared_literal(line) != NULL ? SLC_OPERATOR_MEMBERSHIP
                                                  : line->function->operator_class;
    default: return SLC_NOT_AN_OPERATOR;
    }
}
