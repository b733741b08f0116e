/* Where a line may read an encrypted column: directly, by a few functions, and never as it is. */
#include "language/encryption.h"
#include "releases/releases.h"

struct encrypted {
    const struct slc_releasing *releasing;
    const struct slc_statement *statement;
};

static void
report(const struct encrypted *reading, const struct slc_expr *expr, const char *why,
       const char *note)
{
    struct slc_findings *findings = reading->releasing->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0416, expr->at, "%s", why);
    slc_cause(findings, finding, expr->column->name.at, "declared as encrypted");
    slc_note(findings, finding, "%s", note);
    struct sl_str name = slc_name_written(reading->releasing->program->arena, &expr->column->name);
    slc_help(findings, finding, "release whether there is a value: derive … = present(%.*s)",
             SL_FMT(name));
    slc_help(findings, finding, "or withhold it: withhold %.*s because \"…\"", SL_FMT(name));
}

static bool
compares_with_literal(const struct slc_expr *expr, const struct slc_expr *operand)
{
    const struct slc_expr *other = expr->left == operand ? expr->right : expr->left;
    return other->kind == SLC_EXPR_LITERAL;
}

/* Whether what stands directly in `parent` may be an encrypted column, or `if missing` around one,
 * which counts as the column. */
static bool
may_stand_in(const struct slc_expr *parent, const struct slc_expr *operand)
{
    switch (parent->kind) {
    case SLC_EXPR_IS_MISSING: return true;
    case SLC_EXPR_COMPARE: return compares_with_literal(parent, operand);
    case SLC_EXPR_CALL:
        return parent->function == NULL ||
               slc_encrypted_use(parent->function) != SLC_ENCRYPTED_NEVER;
    case SLC_EXPR_NAME:
    case SLC_EXPR_LITERAL:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_AND:
    case SLC_EXPR_OR:
    case SLC_EXPR_NOT:
    case SLC_EXPR_IF_MISSING:
    case SLC_EXPR_CHOOSE:
    case SLC_EXPR_MISSING: break;
    }
    return false;
}

/* `operand` is the column, or the `if missing` around it; `parent` what that stands in. */
static void
check_name(const struct encrypted *reading, const struct slc_expr *expr,
           const struct slc_expr *operand, const struct slc_expr *parent)
{
    if (!slc_is_encrypted(expr))
        return;
    bool filter = reading->statement->kind == SLC_ONLY_ROWS;
    if (parent == NULL)
        report(reading, expr, "an encrypted column can never be released as it is",
               "the platform encrypts it so that nobody beside it reads it");
    else if (!may_stand_in(parent, operand))
        report(reading, expr, "an encrypted column may not be read here",
               "it is read directly, by presence, pseudonyms, validity, bands and comparisons with "
               "a literal; by email_domain, postcode_area and year where somebody says so");
    else if (filter && parent->kind != SLC_EXPR_IS_MISSING)
        report(reading, expr, "a filter may not decrypt",
               "a value that cannot be decrypted would delete its row from the destination; "
               "'is missing' looks at the database's NULL alone");
}

static void
check(const struct encrypted *reading, const struct slc_expr *expr, const struct slc_expr *parent)
{
    if (expr == NULL)
        return;
    if (expr->kind == SLC_EXPR_NAME) {
        check_name(reading, expr, expr, parent);
        return;
    }
    if (expr->kind == SLC_EXPR_IF_MISSING && expr->left->kind == SLC_EXPR_NAME) {
        check_name(reading, expr->left, expr, parent);
        return;
    }
    check(reading, expr->left, expr);
    check(reading, expr->right, expr);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        check(reading, arg->expr, expr);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        check(reading, arm->when, expr);
        check(reading, arm->then, expr);
    }
    check(reading, expr->otherwise, expr);
}

void
slc_check_encrypted(const struct slc_releasing *releasing, const struct slc_statement *statement)
{
    const struct encrypted reading = { releasing, statement };
    check(&reading, statement->expr, NULL);
}
