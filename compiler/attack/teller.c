/* teller.c - what owners' rows name a line by, and what their bounds say. */
#include "attack/teller.h"

#include <stdlib.h>

/* ---- bounds ---------------------------------------------------------------------------------- */

enum { MINUTES_A_DAY = 24 * 60, DAYS_A_MONTH = 28, DAYS_A_YEAR = 365, MONTHS_A_YEAR = 12 };

bool
slc_bound_is_time(const struct slc_bound *bound)
{
    return slc_unit_named(bound->unit.text) != SLC_NUNITS;
}

static double
bound_number(const struct slc_bound *bound)
{
    char digits[32];
    if (bound->number.text.len >= sizeof digits)
        return -1;
    memcpy(digits, bound->number.text.ptr, bound->number.text.len);
    digits[bound->number.text.len] = '\0';
    const double number = strtod(digits, NULL);
    const enum slc_unit unit = slc_unit_named(bound->unit.text);
    if (unit == SLC_NUNITS)
        return number;
    const struct slc_unit_info *info = &slc_units[unit];
    if (info->months == 0)
        return number * (double)info->minutes / MINUTES_A_DAY;
    if (info->months == MONTHS_A_YEAR)
        return number * DAYS_A_YEAR;
    return number * (double)info->months * DAYS_A_MONTH;
}

const struct slc_bound *
slc_row_bound(const struct slc_downgrade *row, bool at_least)
{
    const struct slc_bound *bound = row->bounds;
    while (bound != NULL && bound->at_least != at_least)
        bound = bound->next;
    return bound;
}

double
slc_row_least(const struct slc_downgrade *row)
{
    const struct slc_bound *bound = slc_row_bound(row, true);
    if (bound != NULL)
        return bound_number(bound);
    return row->function != NULL && row->function->measure == SLC_MEASURES_CLASSES ? 2 : 0;
}

double
slc_row_most(const struct slc_downgrade *row)
{
    const struct slc_bound *bound = slc_row_bound(row, false);
    return bound != NULL ? bound_number(bound) : SLC_NO_MOST;
}

struct sl_str
slc_bound_text(const struct slc_downgrade *row, bool at_least)
{
    const struct slc_bound *bound = slc_row_bound(row, at_least);
    return bound != NULL ? slc_span_text(bound->at) : SL_STR("at least 2");
}

/* ---- what rows name a line by ---------------------------------------------------------------- */

static bool
same_texts(const struct slc_ir_arg *from, const struct slc_ir_arg *to)
{
    for (uint32_t at = 0; at < from->nliterals && at < to->nliterals; at++)
        if (sl_str_equal(from->literals[at].text, to->literals[at].text))
            return true;
    return false;
}

static void
name_call(struct slc_teller *teller)
{
    const struct slc_ir_expr *call = teller->expr;
    teller->function = call->function;
    teller->operator_class = call->function->operator_class;
    if (call->function->measure == SLC_MEASURES_CLASSES && call->nargs == 3 &&
        same_texts(&call->args[1], &call->args[2]))
        teller->function = slc_function_named(SL_STR("one_of"));
    if (call->function->measure != SLC_MEASURES_SAME)
        return;
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].expr != NULL && call->args[at].expr->op == SLC_IR_LITERAL) {
            teller->function = NULL;
            teller->operator_class = SLC_OPERATOR_MEMBERSHIP;
        }
}

void
slc_name_teller(struct slc_teller *teller)
{
    switch ((int)teller->expr->op) {
    case SLC_IR_CALL: name_call(teller); return;
    case SLC_IR_LESS:
    case SLC_IR_LESS_OR_EQUAL:
    case SLC_IR_GREATER:
    case SLC_IR_GREATER_OR_EQUAL: teller->operator_class = SLC_OPERATOR_COMPARISON; return;
    case SLC_IR_IS:
    case SLC_IR_IN: teller->operator_class = SLC_OPERATOR_MEMBERSHIP; return;
    default: teller->operator_class = SLC_OPERATOR_PRESENT; return;
    }
}
