#include "ir/labels_needed.h"

/* ---- whether the value leaves ----------------------------------------------------------------- */

static bool leaves(const struct slc_ir_expr *expr, uint32_t cell);

/* What one_of and group give are labels and texts that the line itself lists, and how many values are present is
 * no value. */
static bool
leaves_call(const struct slc_ir_expr *call, uint32_t cell)
{
    const enum slc_variety_kind variety = call->function->variety.kind;
    if (variety == SLC_VARIETY_LISTED || variety == SLC_VARIETY_ARGUMENTS)
        return false;
    for (uint32_t i = 0; i < call->nargs; i++) {
        if (call->args[i].expr != NULL && leaves(call->args[i].expr, cell))
            return true;
    }
    return false;
}

/* Some arm of a `choose`; which one is taken, its conditions say. */
static bool
leaves_arm(const struct slc_ir_expr *choose, uint32_t cell)
{
    for (uint32_t i = 1; i < choose->noperands; i += 2) {
        if (leaves(choose->operands[i], cell))
            return true;
    }
    return leaves(choose->operands[choose->noperands - 1], cell);
}

/* Comparisons give yes or no: which labels they name, names_label() says. */
static bool
leaves(const struct slc_ir_expr *expr, uint32_t cell)
{
    if (expr->type.id == SLC_TYPE_BOOLEAN)
        return false;
    if (expr->op == SLC_IR_COLUMN)
        return expr->cell == cell;
    if (expr->op == SLC_IR_CALL)
        return leaves_call(expr, cell);
    if (expr->op == SLC_IR_IF_MISSING)
        return leaves(expr->operands[0], cell);
    return expr->op == SLC_IR_CHOOSE && leaves_arm(expr, cell);
}

/* ---- whether every label is named -------------------------------------------------------------- */

static bool
is_among(const struct slc_ir_literal *literals, uint32_t count, struct sl_str label)
{
    for (uint32_t i = 0; i < count; i++) {
        if (sl_str_equal(literals[i].text, label))
            return true;
    }
    return false;
}

/* Whether some comparison of the cell in the expression names the label. */
static bool
names_label(const struct slc_ir_expr *expr, uint32_t cell, struct sl_str label)
{
    const bool compares = expr->op == SLC_IR_IS || expr->op == SLC_IR_IN;
    if (compares && leaves(expr->operands[0], cell) &&
        is_among(expr->literals, expr->nliterals, label))
        return true;
    for (uint32_t i = 0; i < expr->noperands; i++) {
        if (names_label(expr->operands[i], cell, label))
            return true;
    }
    const bool lists = expr->op == SLC_IR_CALL && leaves(expr->args[0].expr, cell) &&
                       expr->function->variety.kind == SLC_VARIETY_LISTED;
    for (uint32_t i = 0; i < expr->nargs; i++) {
        const struct slc_ir_arg *arg = &expr->args[i];
        if (arg->expr != NULL && names_label(arg->expr, cell, label))
            return true;
        if (lists && arg->kind == SLC_PARAMETER_LITERALS &&
            is_among(arg->literals, arg->nliterals, label))
            return true;
    }
    return false;
}

static bool
names_every_label(const struct slc_ir_expr *expr, uint32_t cell, const struct slc_ir_type *type)
{
    for (uint32_t i = 0; i < type->nlabels; i++) {
        if (!names_label(expr, cell, type->labels[i]))
            return false;
    }
    return true;
}

/* ---- the release ------------------------------------------------------------------------------- */

bool
slc_ir_needs_labels(const struct slc_ir_release *release, uint32_t cell)
{
    const struct slc_ir_column *column = slc_ir_cell_column(release, cell);
    if (column->type.id != SLC_TYPE_ENUM || column->encryption != NULL)
        return false;
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_expr *expr = release->fields[i].expr;
        if (leaves(expr, cell) || names_every_label(expr, cell, &column->type))
            return true;
    }
    return release->filter != NULL && names_every_label(release->filter, cell, &column->type);
}
