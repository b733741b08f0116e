#include "lower/lower_expr.h"

#include "lower/lower_literal.h"
#include "lower/lower_parts.h"
#include "lower/lower_reads.h"
#include "syntax/carried.h"
#include "syntax/walk.h"

/* ---- parts --------------------------------------------------------------------------------- */

static const struct slc_ir_rule *
rule_of(const struct slc_to_ir *from, const struct slc_downgrade *downgrade)
{
    for (uint32_t i = 0; i < from->nrules; i++)
        if (from->downgrades[i] == downgrade)
            return &from->rules[i];
    return NULL;
}

/* Notes the rule once. */
static void
add_rule(struct slc_reading *reading, const struct slc_ir_rule *rule)
{
    for (uint32_t i = 0; i < reading->nrules; i++)
        if (reading->rules[i] == rule)
            return;
    reading->rules[reading->nrules++] = rule;
}

/* ---- calls --------------------------------------------------------------------------------- */

static struct slc_ir_arg
lower_arg(struct slc_release_to_ir *to, const struct slc_expr *call,
          const struct slc_parameter *parameter, const struct slc_arg *arg)
{
    struct slc_ir_arg ir = { .kind = parameter->kind, .label = parameter->label };
    if (arg->expr != NULL && parameter->kind != SLC_PARAMETER_COUNT)
        ir.expr = slc_lower_expr(to, arg->expr);
    if (arg->key != NULL)
        ir.key = slc_key_slot(to, call);
    if (parameter->kind == SLC_PARAMETER_COUNT)
        ir.literals = slc_lower_literals(to->all->arena, slc_arg_literal(arg), &ir.nliterals);
    else
        ir.literals = slc_lower_literals(to->all->arena, arg->literals, &ir.nliterals);
    if (parameter->kind == SLC_PARAMETER_UNIT)
        ir.unit = slc_unit_named(arg->name.text);
    return ir;
}

/* The argument for a labelled parameter. */
static const struct slc_arg *
labelled_arg(const struct slc_expr *call, const char *label)
{
    for (const struct slc_arg *arg = call->args; arg != NULL; arg = arg->next)
        if (sl_str_is(arg->label.text, label))
            return arg;
    return NULL;
}

/* The positional argument at or behind `arg`. */
static const struct slc_arg *
positional_arg(const struct slc_arg *arg)
{
    while (arg != NULL && arg->label.text.len != 0)
        arg = arg->next;
    return arg;
}

/* A part of a document has a label of its own, not its document's. Of an encrypted one only a declared leaf
 * is open without a decision. */
static void
lower_part(struct slc_release_to_ir *to, const struct slc_expr *call, struct slc_ir_expr *ret)
{
    const struct slc_column *leaf = call->leaf != NULL ? call->leaf : slc_leaf_tested(call);
    if (leaf != NULL)
        to->leaves[leaf->number - (int)to->table->ncolumns] = true;
    if (call->leaf != NULL)
        ret->leaf = &to->table->leaves[leaf->number - (int)to->table->ncolumns];
    if (leaf != NULL || (call->args != NULL && !slc_is_encrypted(call->args->expr)))
        ret->sealed = !slc_fits_destination(to->destination, ret->label);
}

static void
lower_call(struct slc_release_to_ir *to, const struct slc_expr *call, struct slc_ir_expr *ret)
{
    const struct slc_function *function = call->function;
    uint32_t room = 0;
    for (const struct slc_arg *arg = call->args; arg != NULL; arg = arg->next)
        room++;
    struct slc_ir_arg *args = SL_NEW_ARRAY(to->all->arena, struct slc_ir_arg, room + 1);
    const struct slc_arg *next = positional_arg(call->args);
    for (int p = 0; p < function->nparameters; p++) {
        const struct slc_parameter *parameter = &function->parameters[p];
        if (parameter->label != NULL) {
            const struct slc_arg *arg = labelled_arg(call, parameter->label);
            if (arg != NULL)
                args[ret->nargs++] = lower_arg(to, call, parameter, arg);
            continue;
        }
        do {
            if (next == NULL)
                break;
            args[ret->nargs++] = lower_arg(to, call, parameter, next);
            next = positional_arg(next->next);
        } while (parameter->repeats);
    }
    ret->op = SLC_IR_CALL;
    ret->function = function;
    ret->args = args;
    ret->sealed = function->effect != SLC_LOWERS && args[0].expr != NULL && args[0].expr->sealed;
    if (slc_ir_reads_part(ret))
        lower_part(to, call, ret);
}

/* ---- operators ----------------------------------------------------------------------------- */

static void
set_operands(struct slc_release_to_ir *to, struct slc_ir_expr *ret, const struct slc_expr *left,
             const struct slc_expr *right)
{
    const struct slc_ir_expr **operands =
        SL_NEW_ARRAY(to->all->arena, const struct slc_ir_expr *, 2);
    operands[ret->noperands++] = slc_lower_expr(to, left);
    if (right != NULL)
        operands[ret->noperands++] = slc_lower_expr(to, right);
    ret->operands = operands;
}

/* An arm of a choice that gives `type`. */
static const struct slc_ir_expr *
lower_arm(struct slc_release_to_ir *to, const struct slc_expr *arm, const struct slc_type *type)
{
    const struct slc_ir_expr *lowered = slc_lower_expr(to, arm);
    if (lowered->op != SLC_IR_LITERAL)
        return lowered;
    struct slc_ir_expr *typed = SL_NEW(to->all->arena, struct slc_ir_expr);
    *typed = *lowered;
    typed->literals = slc_literal_as(to->all->arena, lowered->literals, type->id);
    return typed;
}

static void
lower_choose(struct slc_release_to_ir *to, const struct slc_expr *expr, struct slc_ir_expr *ret)
{
    uint32_t arms = 0;
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next)
        arms++;
    const struct slc_ir_expr **operands =
        SL_NEW_ARRAY(to->all->arena, const struct slc_ir_expr *, 2 * arms + 1);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        operands[ret->noperands++] = slc_lower_expr(to, arm->when);
        operands[ret->noperands++] = lower_arm(to, arm->then, &expr->type);
    }
    operands[ret->noperands++] = lower_arm(to, expr->otherwise, &expr->type);
    ret->op = SLC_IR_CHOOSE;
    ret->operands = operands;
}

static void
lower_name(struct slc_release_to_ir *to, const struct slc_expr *expr, struct slc_ir_expr *ret)
{
    if (expr->commit_time) {
        ret->op = SLC_IR_COMMIT_TIME;
        return;
    }
    ret->op = SLC_IR_COLUMN;
    ret->cell = to->cell_of[expr->column->number];
    ret->sealed = to->cells[ret->cell].sealed;
    to->reading.cells[ret->cell] = true;
    bool encrypted = expr->column->encrypted;
    ret->stored = encrypted && expr == to->tests_missing;
    to->cells[ret->cell].decrypted |= encrypted && !ret->stored;
}

static enum slc_ir_op
compare_op(enum slc_compare compare)
{
    switch (compare) {
    case SLC_LESS: return SLC_IR_LESS;
    case SLC_GREATER: return SLC_IR_GREATER;
    case SLC_LESS_OR_EQUAL: return SLC_IR_LESS_OR_EQUAL;
    case SLC_GREATER_OR_EQUAL: return SLC_IR_GREATER_OR_EQUAL;
    }
    return SLC_IR_LESS;
}

/* `x` -> `not x`, of the same type and label. */
static const struct slc_ir_expr *
negate(struct slc_release_to_ir *to, const struct slc_ir_expr *expr)
{
    struct slc_ir_expr *not_expr = SL_NEW(to->all->arena, struct slc_ir_expr);
    const struct slc_ir_expr **operands =
        SL_NEW_ARRAY(to->all->arena, const struct slc_ir_expr *, 1);
    operands[0] = expr;
    *not_expr = (struct slc_ir_expr) { .op = SLC_IR_NOT,
                                       .type = expr->type,
                                       .operands = operands,
                                       .noperands = 1,
                                       .label = expr->label };
    return not_expr;
}

/* Fills what depends on the kind of node. */
static void
lower_node(struct slc_release_to_ir *to, const struct slc_expr *expr, struct slc_ir_expr *ret)
{
    ret->literals = slc_lower_literals(to->all->arena, expr->literals, &ret->nliterals);
    switch (expr->kind) {
    case SLC_EXPR_NAME: lower_name(to, expr, ret); break;
    case SLC_EXPR_LITERAL: ret->op = SLC_IR_LITERAL; break;
    case SLC_EXPR_MISSING: ret->op = SLC_IR_MISSING; break;
    case SLC_EXPR_CALL: lower_call(to, expr, ret); break;
    case SLC_EXPR_CHOOSE: lower_choose(to, expr, ret); break;
    case SLC_EXPR_COMPARE:
        ret->op = compare_op(expr->compare);
        set_operands(to, ret, expr->left, expr->right);
        break;
    case SLC_EXPR_IS:
        ret->op = SLC_IR_IS;
        set_operands(to, ret, expr->left, NULL);
        break;
    case SLC_EXPR_IN:
        ret->op = SLC_IR_IN;
        set_operands(to, ret, expr->left, NULL);
        break;
    case SLC_EXPR_IS_MISSING:
        ret->op = expr->negated ? SLC_IR_NOT_MISSING : SLC_IR_IS_MISSING;
        to->tests_missing = expr->left;
        set_operands(to, ret, expr->left, NULL);
        break;
    case SLC_EXPR_AND:
        ret->op = SLC_IR_AND;
        set_operands(to, ret, expr->left, expr->right);
        break;
    case SLC_EXPR_OR:
        ret->op = SLC_IR_OR;
        set_operands(to, ret, expr->left, expr->right);
        break;
    case SLC_EXPR_NOT:
        ret->op = SLC_IR_NOT;
        set_operands(to, ret, expr->left, NULL);
        break;
    case SLC_EXPR_IF_MISSING:
        ret->op = SLC_IR_IF_MISSING;
        set_operands(to, ret, expr->left, NULL);
        ret->literals = slc_literal_as(to->all->arena, ret->literals, expr->type.id);
        ret->sealed = ret->operands[0]->sealed;
        break;
    }
}

const struct slc_ir_expr *
slc_lower_expr(struct slc_release_to_ir *to, const struct slc_expr *expr)
{
    struct slc_ir_expr *ir = SL_NEW(to->all->arena, struct slc_ir_expr);
    ir->type = slc_lower_type(to->all->arena, &expr->type);
    ir->label = slc_lowered_label(expr->label);
    lower_node(to, expr, ir);
    for (const struct slc_lowered_by *by = expr->lowered_by; by != NULL; by = by->next)
        add_rule(&to->reading, rule_of(to->all, by->rule));
    bool not_equal = expr->negated && (expr->kind == SLC_EXPR_IS || expr->kind == SLC_EXPR_IN);
    return not_equal ? negate(to, ir) : ir;
}
