/* Types of expressions: leaves here, operators and calls in the files of their names. */
#include "language/decimal.h"
#include "types/literal.h"
#include "types/types.h"

static const struct slc_type none = { .id = SLC_TYPE_NONE };

/* ---- leaves -------------------------------------------------------------------------------- */

static struct slc_type
type_name(const struct slc_typing *typing, const struct slc_expr *expr)
{
    if (expr->commit_time)
        return (struct slc_type) { .id = SLC_TYPE_TIMESTAMPTZ };
    if (expr->column == NULL)
        return none;
    struct slc_type type = expr->column->type;
    type.nullable |= expr->column->encrypted; /* what cannot be decrypted is missing */
    if (typing->held[expr->column->number] > 0)
        type.nullable = false;
    return type;
}

static struct slc_type
type_number(const struct slc_typing *typing, const struct slc_literal *literal)
{
    struct slc_decimal decimal;
    if (slc_decimal_read(literal->text, &decimal))
        return (struct slc_type) { .id = decimal.scale == 0 ? SLC_TYPE_BIGINT : SLC_TYPE_NUMERIC };
    (void)slc_find(typing->program->findings, SLC_E0203, literal->at,
                   "a number has at most %d digits", SLC_DECIMAL_DIGITS);
    return none;
}

static struct slc_type
type_literal(const struct slc_typing *typing, const struct slc_literal *literal)
{
    if (literal == NULL)
        return none;
    switch (literal->kind) {
    case SLC_LITERAL_STRING: return (struct slc_type) { .id = SLC_TYPE_TEXT };
    case SLC_LITERAL_NUMBER: return type_number(typing, literal);
    case SLC_LITERAL_DATE: return (struct slc_type) { .id = SLC_TYPE_DATE };
    case SLC_LITERAL_BOOLEAN: return (struct slc_type) { .id = SLC_TYPE_BOOLEAN };
    }
    return none;
}

/* ---- expressions --------------------------------------------------------------------------- */

static struct slc_type
type_of(struct slc_typing *typing, struct slc_expr *expr)
{
    switch (expr->kind) {
    case SLC_EXPR_NAME: return type_name(typing, expr);
    case SLC_EXPR_LITERAL: return type_literal(typing, expr->literals);
    case SLC_EXPR_CALL: return slc_type_call(typing, expr);
    case SLC_EXPR_COMPARE:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_IS_MISSING:
    case SLC_EXPR_AND:
    case SLC_EXPR_OR:
    case SLC_EXPR_NOT: return slc_type_operator(typing, expr);
    case SLC_EXPR_IF_MISSING: return slc_type_if_missing(typing, expr);
    case SLC_EXPR_CHOOSE: return slc_type_choose(typing, expr);
    case SLC_EXPR_MISSING: return none;
    }
    return none;
}

struct slc_type
slc_type_expr(struct slc_typing *typing, struct slc_expr *expr)
{
    if (expr == NULL)
        return none;
    expr->type = type_of(typing, expr);
    return expr->type;
}

struct slc_type
slc_type_value(struct slc_typing *typing, struct slc_expr *expr)
{
    struct slc_type type = slc_type_expr(typing, expr);
    if (type.id != SLC_TYPE_OPAQUE)
        return type;
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0211, expr->at, "an opaque column cannot be read");
    slc_cause(findings, finding, slc_type_place(expr), "declared opaque");
    slc_note(findings, finding,
             "the policy does not say what it holds: withhold it, or release "
             "whether there is a value");
    slc_help(findings, finding, "withhold %.*s because \"…\"", SL_FMT(slc_span_text(expr->at)));
    slc_help(findings, finding, "or: derive … = %.*s is not missing",
             SL_FMT(slc_span_text(expr->at)));
    return none;
}

void
slc_type_condition(struct slc_typing *typing, struct slc_expr *expr)
{
    struct slc_type type = slc_type_value(typing, expr);
    if (type.id == SLC_TYPE_NONE)
        return;
    if (type.id == SLC_TYPE_BOOLEAN) {
        if (type.nullable)
            slc_report_missing(typing, expr, "a condition");
        return;
    }
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0209, expr->at, "a condition is yes or no, and this is %s",
                 slc_type_words(type));
    struct slc_span place = slc_type_place(expr);
    if (place.source != NULL)
        slc_cause(findings, finding, place, "%s", slc_type_words(type));
    slc_help(findings, finding, "compare it: %.*s is %.*s", SL_FMT(slc_span_text(expr->at)),
             SL_FMT(slc_literal_example(typing->program, &type)));
    slc_help(findings, finding, "or ask whether it is held: present(%.*s)",
             SL_FMT(slc_span_text(expr->at)));
}
