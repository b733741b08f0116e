/* Types of `choose` and of `if missing`: one type for several values. */
#include "types/literal.h"
#include "types/types.h"

static const struct slc_type none = { .id = SLC_TYPE_NONE };

/* The type that holds the values of both; SLC_TYPE_NONE when there is none. */
static struct slc_type
common_type(struct slc_type a, struct slc_type b)
{
    enum sl_kind kind_a = slc_type_info(a.id)->kind, kind_b = slc_type_info(b.id)->kind;
    struct slc_type common = { .id = SLC_TYPE_NONE, .nullable = a.nullable || b.nullable };
    bool same = a.id == b.id && a.has_precision == b.has_precision && a.precision == b.precision &&
                a.scale == b.scale && a.labels == b.labels;
    if (same) {
        common = a;
        common.nullable = a.nullable || b.nullable;
    } else if (kind_a == SL_TEXT && kind_b == SL_TEXT) {
        common.id = SLC_TYPE_TEXT;
    } else if (kind_a == SL_INTEGER && kind_b == SL_INTEGER) {
        common.id = a.id > b.id ? a.id : b.id; /* types.def has them in order of size */
    } else if ((kind_a == SL_INTEGER || kind_a == SL_NUMERIC) &&
               (kind_b == SL_INTEGER || kind_b == SL_NUMERIC)) {
        common.id = SLC_TYPE_NUMERIC;
    } else if (kind_a == SL_FLOAT && kind_b == SL_FLOAT) {
        common.id = SLC_TYPE_DOUBLE;
    }
    return common;
}

/* ---- choose -------------------------------------------------------------------------------- */

/* What is known of the arms so far. */
struct arms {
    struct slc_type type;         /* NONE: none has a value yet */
    const struct slc_expr *first; /* the first arm with a value */
    bool missing, faulty;
};

static void
add_arm(struct slc_typing *typing, struct arms *arms, struct slc_expr *arm)
{
    if (arm == NULL || arm->kind == SLC_EXPR_MISSING) {
        arms->missing = true;
        return;
    }
    struct slc_type type = slc_type_value(typing, arm);
    if (type.id == SLC_TYPE_NONE) {
        arms->faulty = true;
        return;
    }
    if (arms->first == NULL) {
        arms->first = arm;
        arms->type = type;
        return;
    }
    struct slc_type common = common_type(arms->type, type);
    if (common.id != SLC_TYPE_NONE) {
        arms->type = common;
        return;
    }
    arms->faulty = true;
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0210, arm->at, "this arm is %s, an earlier one %s",
                 slc_type_words(type), slc_type_words(arms->type));
    slc_cause(findings, finding, arms->first->at, "%s", slc_type_words(arms->first->type));
    slc_help(findings, finding, "give each arm the same type, for example: %.*s",
             SL_FMT(slc_literal_example(typing->program, &arms->type)));
}

struct slc_type
slc_type_choose(struct slc_typing *typing, struct slc_expr *expr)
{
    struct arms arms = { .type = none };
    for (struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        slc_type_condition(typing, arm->when);
        slc_type_assume(typing, arm->when, true, 1);
        add_arm(typing, &arms, arm->then);
        slc_type_assume(typing, arm->when, true, -1);
        slc_type_assume(typing, arm->when, false, 1); /* for all that follow */
    }
    add_arm(typing, &arms, expr->otherwise);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next)
        slc_type_assume(typing, arm->when, false, -1);
    if (arms.first == NULL && !arms.faulty) {
        struct slc_findings *findings = typing->program->findings;
        struct slc_finding *finding =
            slc_find(findings, SLC_E0210, expr->at, "every arm of this is missing");
        slc_help(findings, finding, "give at least one a value: otherwise \"other\"");
    }
    if (arms.faulty)
        return none;
    arms.type.nullable = arms.type.nullable || arms.missing;
    return arms.type;
}

/* ---- if missing ---------------------------------------------------------------------------- */

static void
warn_needless(struct slc_typing *typing, const struct slc_expr *expr)
{
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_W0201, expr->at,
                                           "this is never missing: 'if missing' has no effect");
    struct slc_span place = slc_type_place(expr->left);
    if (place.source != NULL)
        slc_cause(findings, finding, place, "its type does not end in ?");
    slc_help(findings, finding, "write: %.*s", SL_FMT(slc_span_text(expr->left->at)));
}

struct slc_type
slc_type_if_missing(struct slc_typing *typing, struct slc_expr *expr)
{
    struct slc_type type = slc_type_value(typing, expr->left);
    if (type.id == SLC_TYPE_NONE || expr->literals == NULL)
        return none;
    const struct slc_literal_place place = { &type, SLC_LITERAL_INSTEAD,
                                             slc_type_place(expr->left) };
    if (!slc_literal_check(typing->program, expr->literals, place))
        return none;
    /* a column that a test on the same line narrowed is still declared as one that may be */
    const struct slc_expr *left = expr->left;
    bool declared_nullable = left->kind == SLC_EXPR_NAME && left->column != NULL &&
                             (left->column->type.nullable || left->column->encrypted);
    if (!type.nullable && !declared_nullable)
        warn_needless(typing, expr);
    if (type.id == SLC_TYPE_ENUM && !slc_literal_is_label(&type, expr->literals->text))
        return (struct slc_type) { .id = SLC_TYPE_TEXT };
    type.nullable = false;
    return type;
}
