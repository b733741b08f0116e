/* Types of comparisons, tests and their combinations: all yes or no, never missing. */
#include "language/function.h"
#include "syntax/walk.h"
#include "types/literal.h"
#include "types/types.h"

static const struct slc_type yes_or_no = { .id = SLC_TYPE_BOOLEAN };

/* ---- narrowing ----------------------------------------------------------------------------- */

static void
assume_held(struct slc_typing *typing, const struct slc_expr *expr, int by)
{
    if (expr == NULL)
        return;
    const struct slc_column *column = expr->leaf != NULL ? expr->leaf : expr->column;
    if (column != NULL)
        typing->held[column->number] += (uint32_t)by;
}

void
slc_type_assume(struct slc_typing *typing, const struct slc_expr *condition, bool truth, int by)
{
    if (condition == NULL)
        return;
    bool both = truth ? condition->kind == SLC_EXPR_AND : condition->kind == SLC_EXPR_OR;
    if (both) {
        slc_type_assume(typing, condition->left, truth, by);
        slc_type_assume(typing, condition->right, truth, by);
    } else if (condition->kind == SLC_EXPR_NOT) {
        slc_type_assume(typing, condition->left, !truth, by);
    } else if (condition->kind == SLC_EXPR_IS_MISSING && condition->negated == truth) {
        if (!slc_is_encrypted(condition->left)) /* what is held there may not decrypt */
            assume_held(typing, condition->left, by);
    } else if (condition->kind == SLC_EXPR_CALL && truth && condition->function != NULL &&
               condition->function->id == SLC_FUNCTION_present && condition->args != NULL) {
        assume_held(typing, condition->args->expr, by);
    }
}

/* `and` and `or`: the right side is read knowing what the left one did not settle. */
static void
type_combination(struct slc_typing *typing, const struct slc_expr *expr)
{
    bool truth = expr->kind == SLC_EXPR_AND;
    slc_type_condition(typing, expr->left);
    slc_type_assume(typing, expr->left, truth, 1);
    slc_type_condition(typing, expr->right);
    slc_type_assume(typing, expr->left, truth, -1);
}

/* ---- < > <= >= ----------------------------------------------------------------------------- */

enum order { UNORDERED, NUMBERS, DAYS, LOCAL_TIMES, TIMES };

static enum order
order_of(struct slc_type type)
{
    switch (slc_type_info(type.id)->kind) {
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_NUMERIC: return NUMBERS;
    case SL_DATE: return DAYS;
    case SL_TIMESTAMP: return LOCAL_TIMES;
    case SL_TIMESTAMPTZ: return TIMES;
    case SL_BOOLEAN:
    case SL_TEXT:
    case SL_UUID:
    case SL_TIME:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return UNORDERED;
    }
    return UNORDERED;
}

/* A day stands for its midnight; a time without a zone and one with it have no order. */
static bool
are_comparable(enum order left, enum order right)
{
    bool midnight = (left == DAYS && right > DAYS) || (right == DAYS && left > DAYS);
    return left != UNORDERED && (left == right || midnight);
}

static void
report_kinds(struct slc_typing *typing, const struct slc_expr *expr)
{
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0207, expr->at, "%s and %s have no order",
                 slc_type_words(expr->left->type), slc_type_words(expr->right->type));
    struct slc_span place = slc_type_place(expr->left);
    if (place.source == NULL)
        place = slc_type_place(expr->right);
    if (place.source != NULL)
        slc_cause(findings, finding, place, "declared here");
    slc_note(findings, finding,
             "numbers compare with numbers, dates and times with dates, and a "
             "date is its midnight in UTC");
    bool equality = order_of(expr->left->type) == UNORDERED;
    slc_help(findings, finding, "%s: %.*s %s %.*s",
             equality ? "for equality" : "compare it with its own kind",
             SL_FMT(slc_span_text(expr->left->at)), equality ? "is" : ">=",
             SL_FMT(slc_literal_example(typing->program, &expr->left->type)));
}

/* Where a literal stands that is compared with this expression of this type. */
static struct slc_literal_place
place_beside(const struct slc_expr *expr, const struct slc_type *type)
{
    return (struct slc_literal_place) { type, SLC_LITERAL_ORDERED, slc_type_place(expr) };
}

static void
type_compare(struct slc_typing *typing, const struct slc_expr *expr)
{
    struct slc_expr *left = expr->left, *right = expr->right;
    struct slc_type a = slc_type_value(typing, left), b = slc_type_value(typing, right);
    if (a.id == SLC_TYPE_NONE || b.id == SLC_TYPE_NONE)
        return;
    bool literal_right = right->kind == SLC_EXPR_LITERAL && order_of(a) != UNORDERED;
    bool literal_left = left->kind == SLC_EXPR_LITERAL && order_of(b) != UNORDERED;
    if (literal_right) {
        if (!slc_literal_check(typing->program, right->literals, place_beside(left, &a)))
            return;
    } else if (literal_left) {
        if (!slc_literal_check(typing->program, left->literals, place_beside(right, &b)))
            return;
    } else if (!are_comparable(order_of(a), order_of(b))) {
        report_kinds(typing, expr);
        return;
    }
    if (a.nullable)
        slc_report_missing(typing, left, "the comparison");
    if (b.nullable)
        slc_report_missing(typing, right, "the comparison");
}

/* ---- is, is in, is missing ----------------------------------------------------------------- */

static void
report_no_equality(struct slc_typing *typing, const struct slc_expr *operand)
{
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0207, operand->at, "'is' does not compare %s",
                 slc_type_words(operand->type));
    struct slc_span place = slc_type_place(operand);
    if (place.source != NULL)
        slc_cause(findings, finding, place, "declared here");
    slc_note(findings, finding,
             "it compares text, enums, yes and no, whole and exact numbers, and dates");
    if (order_of(operand->type) != UNORDERED)
        slc_help(findings, finding, "compare its order: %.*s >= %.*s",
                 SL_FMT(slc_span_text(operand->at)),
                 SL_FMT(slc_literal_example(typing->program, &operand->type)));
    else
        slc_help(findings, finding, "ask whether it is held: present(%.*s)",
                 SL_FMT(slc_span_text(operand->at)));
}

static void
type_membership(struct slc_typing *typing, const struct slc_expr *expr)
{
    struct slc_type type = slc_type_value(typing, expr->left);
    if (type.id == SLC_TYPE_NONE)
        return;
    bool is_equal =
        slc_type_is_listable(type.id) || (type.id == SLC_TYPE_BOOLEAN && expr->kind == SLC_EXPR_IS);
    if (!is_equal) {
        report_no_equality(typing, expr->left);
        return;
    }
    const struct slc_literal_place place = { &type, SLC_LITERAL_EQUAL, slc_type_place(expr->left) };
    for (const struct slc_literal *literal = expr->literals; literal != NULL;
         literal = literal->next)
        (void)slc_literal_check(typing->program, literal, place);
    if (type.nullable)
        slc_report_missing(typing, expr->left, "the comparison");
}

struct slc_type
slc_type_operator(struct slc_typing *typing, struct slc_expr *expr)
{
    if (expr->kind == SLC_EXPR_AND || expr->kind == SLC_EXPR_OR)
        type_combination(typing, expr);
    else if (expr->kind == SLC_EXPR_NOT)
        slc_type_condition(typing, expr->left);
    else if (expr->kind == SLC_EXPR_COMPARE)
        type_compare(typing, expr);
    else if (expr->kind == SLC_EXPR_IS_MISSING)
        (void)slc_type_expr(typing, expr->left);
    else
        type_membership(typing, expr);
    return yes_or_no;
}
