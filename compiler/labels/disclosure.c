#include "labels/disclosure.h"

#include "labels/disclosed.h"
#include "syntax/direct_column.h"

static void
disclose_threshold(const struct slc_collector *collector, const struct slc_column *column,
                   const struct slc_expr *literal)
{
    if (literal->literals->kind == SLC_LITERAL_NUMBER)
        (void)slc_disclose_number(collector, column, SLC_DISCLOSES_THRESHOLD, literal->literals);
    else if (literal->literals->kind == SLC_LITERAL_DATE)
        slc_disclose(collector, column, SLC_DISCLOSES_DATE, literal->at)->text =
            literal->literals->text;
}

static void
disclose_comparison(const struct slc_collector *collector, const struct slc_expr *expr)
{
    bool if_missing = false;
    const struct slc_column *left = slc_direct_column(expr->left, &if_missing);
    const struct slc_column *right = slc_direct_column(expr->right, &if_missing);
    if (left != NULL && expr->right->kind == SLC_EXPR_LITERAL)
        disclose_threshold(collector, left, expr->right);
    if (right != NULL && expr->left->kind == SLC_EXPR_LITERAL)
        disclose_threshold(collector, right, expr->left);
}

/* Depth is bounded by the parser (SLC_MAX_NESTING). */
static void
collect_expr(const struct slc_collector *collector, const struct slc_expr *expr)
{
    if (expr == NULL)
        return;
    bool if_missing = false;
    if (expr->function != NULL)
        slc_disclose_call(collector, expr);
    else if (expr->kind == SLC_EXPR_COMPARE)
        disclose_comparison(collector, expr);
    else { /* `is` and `is in` list values, others none */
        const struct slc_column *column = slc_direct_column(expr->left, &if_missing);
        if (column != NULL)
            slc_disclose_listed(collector, column, expr->literals);
    }
    collect_expr(collector, expr->left);
    collect_expr(collector, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        collect_expr(collector, arg->expr);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        collect_expr(collector, arm->when);
        collect_expr(collector, arm->then);
    }
    collect_expr(collector, expr->otherwise);
}

/* Numbers columns and destinations, so that disclosures are a plain array. */
static void
number_everything(struct slc_disclosures *disclosures)
{
    struct slc_program *program = disclosures->program;
    for (struct slc_table *table = program->tables; table != NULL; table = table->next) {
        table->first_column = disclosures->ncolumns;
        disclosures->ncolumns += table->ncolumns;
    }
    int ndestinations = 0;
    for (struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        destination->number = ndestinations++;
    size_t size = (size_t)disclosures->ncolumns * (size_t)ndestinations;
    disclosures->of = SL_NEW_ARRAY(program->arena, struct slc_disclosed *, size + 1);
}

struct slc_disclosures *
slc_disclosures_collect(struct slc_program *program)
{
    struct slc_disclosures *disclosures = SL_NEW(program->arena, struct slc_disclosures);
    disclosures->program = program;
    number_everything(disclosures);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        struct slc_collector collector = { disclosures, release->destination };
        if (release->destination == NULL)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            collect_expr(&collector, statement->expr);
    }
    return disclosures;
}

int
slc_disclosures_column_count(const struct slc_disclosures *disclosures)
{
    return disclosures->ncolumns;
}
