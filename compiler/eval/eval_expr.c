#include "eval/eval.h"

#include "eval/eval_functions.h"
#include "eval/eval_value.h"

static bool
holds(enum slc_ir_op comparison, int order)
{
    if (comparison == SLC_IR_LESS)
        return order < 0;
    if (comparison == SLC_IR_LESS_OR_EQUAL)
        return order <= 0;
    return comparison == SLC_IR_GREATER ? order > 0 : order >= 0;
}

/* Two-valued: the types stage lets no missing operand come here, unchanged ones pass through. */
static struct sl_value
compare(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    struct sl_value a = slc_eval(evaluation, expr->operands[0]);
    struct sl_value b = slc_eval(evaluation, expr->operands[1]);
    if (a.state == SL_UNCHANGED || b.state == SL_UNCHANGED)
        return slc_unchanged_value(SL_BOOLEAN);
    if (a.state == SL_MISSING || b.state == SL_MISSING)
        return slc_missing_value(SL_BOOLEAN);
    return slc_boolean_value(holds(expr->op, slc_eval_order(a, b)));
}

static struct sl_value
is_one_of(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    struct sl_value value = slc_eval(evaluation, expr->operands[0]);
    if (value.state == SL_UNCHANGED)
        return slc_unchanged_value(SL_BOOLEAN);
    if (value.state == SL_MISSING)
        return slc_missing_value(SL_BOOLEAN);
    for (uint32_t at = 0; at < expr->nliterals; at++)
        if (slc_eval_order(value, slc_literal_value(&expr->literals[at])) == 0)
            return slc_boolean_value(true);
    return slc_boolean_value(false);
}

static struct sl_value
is_missing(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    struct sl_value value = slc_eval(evaluation, expr->operands[0]);
    if (value.state == SL_UNCHANGED)
        return slc_unchanged_value(SL_BOOLEAN);
    bool missing = value.state == SL_MISSING;
    return slc_boolean_value(expr->op == SLC_IR_IS_MISSING ? missing : !missing);
}

/* What decides wins: `no and …` is no and `yes or …` is yes, whatever the other is. */
static struct sl_value
logic(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    bool deciding = expr->op == SLC_IR_OR;
    struct sl_value undecided = slc_boolean_value(!deciding);
    for (uint32_t at = 0; at < expr->noperands; at++) {
        struct sl_value value = slc_eval(evaluation, expr->operands[at]);
        if (value.state == SL_VALUE && value.boolean == deciding)
            return value;
        if (value.state != SL_VALUE && undecided.state != SL_UNCHANGED)
            undecided = value;
    }
    return undecided;
}

static struct sl_value
negate(struct sl_value value)
{
    value.boolean = !value.boolean;
    return value;
}

static struct sl_value
if_missing(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    struct sl_value value = slc_eval(evaluation, expr->operands[0]);
    if (value.state != SL_MISSING)
        return value;
    struct sl_value literal = slc_literal_value(&expr->literals[0]);
    /* A literal takes the type of what it stands for: 0 is a bigint's 0. */
    if (literal.kind == SL_NUMERIC && slc_ir_kind(expr) == SL_INTEGER)
        literal = (struct sl_value) { .state = SL_VALUE,
                                      .kind = SL_INTEGER,
                                      .integer = expr->literals[0].digits };
    return literal;
}

static struct sl_value
choose(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    uint32_t at = 0;
    for (; at + 1 < expr->noperands; at += 2) {
        struct sl_value when = slc_eval(evaluation, expr->operands[at]);
        if (when.state == SL_UNCHANGED)
            return slc_unchanged_value(slc_ir_kind(expr));
        if (when.state == SL_VALUE && when.boolean)
            return slc_eval(evaluation, expr->operands[at + 1]);
    }
    return slc_eval(evaluation, expr->operands[at]);
}

struct sl_value
slc_eval(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    const struct slc_row *row = evaluation->row;
    switch (expr->op) {
    case SLC_IR_COLUMN: return row->columns[evaluation->release->cells[expr->cell].column];
    case SLC_IR_COMMIT_TIME:
        return (struct sl_value) { .state = SL_VALUE,
                                   .kind = SL_TIMESTAMPTZ,
                                   .integer = row->commit_time_us };
    case SLC_IR_LITERAL: return slc_literal_value(&expr->literals[0]);
    case SLC_IR_MISSING: return slc_missing_value(SL_OPAQUE);
    case SLC_IR_CALL: return slc_eval_call(evaluation, expr);
    case SLC_IR_LESS:
    case SLC_IR_LESS_OR_EQUAL:
    case SLC_IR_GREATER:
    case SLC_IR_GREATER_OR_EQUAL: return compare(evaluation, expr);
    case SLC_IR_IS:
    case SLC_IR_IN: return is_one_of(evaluation, expr);
    case SLC_IR_IS_MISSING:
    case SLC_IR_NOT_MISSING: return is_missing(evaluation, expr);
    case SLC_IR_AND:
    case SLC_IR_OR: return logic(evaluation, expr);
    case SLC_IR_NOT: return negate(slc_eval(evaluation, expr->operands[0]));
    case SLC_IR_IF_MISSING: return if_missing(evaluation, expr);
    case SLC_IR_CHOOSE: return choose(evaluation, expr);
    }
    return slc_missing_value(SL_OPAQUE);
}

struct sl_value
slc_eval_filter(const struct slc_evaluation *evaluation)
{
    if (evaluation->release->filter == NULL)
        return slc_boolean_value(true);
    return slc_eval(evaluation, evaluation->release->filter);
}
