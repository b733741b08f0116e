/* line_equal.c - lines and literals that say the same. */
#include "measure/calendar_cuts.h"
#include "measure/line.h"

bool
slc_literal_number(const struct slc_literal *literal, struct slc_decimal *ret)
{
    if (literal->kind == SLC_LITERAL_DATE) {
        *ret = (struct slc_decimal) { (int64_t)literal->days * SLC_MINUTES_A_DAY, 0 };
        return true;
    }
    return literal->kind == SLC_LITERAL_NUMBER && slc_decimal_read(literal->text, ret);
}

static bool
same_literals(const struct slc_literal *a, const struct slc_literal *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (!slc_literal_equal(a, b))
            return false;
    return a == b;
}

static bool same_expr(const struct slc_expr *a, const struct slc_expr *b);

static bool
same_args(const struct slc_arg *a, const struct slc_arg *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (a->key != b->key || !sl_str_equal(a->label.text, b->label.text) ||
            !sl_str_equal(a->name.text, b->name.text) || !same_expr(a->expr, b->expr) ||
            !same_literals(a->literals, b->literals))
            return false;
    return a == b;
}

/* Depth is bounded by the parser (SLC_MAX_NESTING). */
static bool
same_expr(const struct slc_expr *a, const struct slc_expr *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->kind == b->kind && a->column == b->column && a->function == b->function &&
           a->commit_time == b->commit_time && a->compare == b->compare &&
           same_literals(a->literals, b->literals) && same_expr(a->left, b->left) &&
           same_expr(a->right, b->right) && same_args(a->args, b->args);
}

bool
slc_line_equal(const struct slc_measured *a, const struct slc_measured *b)
{
    return same_expr(a->expr, b->expr);
}

bool
slc_literal_equal(const struct slc_literal *a, const struct slc_literal *b)
{
    struct slc_decimal x, y;
    if (a->kind != b->kind)
        return false;
    if (a->kind == SLC_LITERAL_BOOLEAN)
        return a->boolean == b->boolean;
    if (slc_literal_number(a, &x) && slc_literal_number(b, &y))
        return slc_decimal_compare(x, y) == 0;
    return sl_str_equal(a->text, b->text);
}

struct sl_str
slc_tidying(struct sl_arena *arena, const struct slc_expr *operand)
{
    struct sl_str text = { NULL, 0 };
    while (operand != NULL && operand->kind != SLC_EXPR_NAME) {
        if (operand->kind == SLC_EXPR_IF_MISSING) {
            operand = operand->left;
            continue;
        }
        if (operand->function == NULL || operand->args == NULL)
            break;
        if (operand->function->group != SLC_GROUP_JSON)
            text = sl_arena_format(arena, "%.*s%s ", SL_FMT(text), operand->function->name);
        operand = operand->args->expr;
    }
    return text;
}
