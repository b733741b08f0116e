#include "explain/explain_internal.h"
#include "labels/label.h"
#include "language/function.h"
#include "names/symbols.h"

struct steps {
    const struct slc_program *program;
    const struct slc_destination *destination; /* NULL: not known */
    struct slc_page *page;
    struct slc_symbols shown; /* steps by their text: each is shown once */
};

static void add_steps(struct steps *steps, const struct slc_expr *expr);

/* ---- what made the label so ----------------------------------------------------------------- */

static struct sl_str
why_of_column(struct steps *steps, const struct slc_column *column, struct slc_label label)
{
    struct sl_arena *arena = steps->program->arena;
    struct sl_str place = slc_place_text(steps->program, column->at);
    if (slc_label_known(label) && !slc_label_equal(label, slc_column_label(column)))
        return sl_arena_format(arena, "the column with its declared leaves, %.*s", SL_FMT(place));
    if (column->presence_rank > column->label.label.level)
        return sl_arena_format(arena, "the column, raised by its presence, %.*s", SL_FMT(place));
    return sl_arena_format(arena, "the column, %.*s", SL_FMT(place));
}

static struct sl_str
why_lowered(struct steps *steps, const struct slc_expr *expr)
{
    struct sl_arena *arena = steps->program->arena;
    struct sl_str why = SL_STR("");
    for (const struct slc_lowered_by *lowered = expr->lowered_by; lowered != NULL;
         lowered = lowered->next)
        why = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(why), why.len > 0 ? "; " : "",
                              SL_FMT(slc_rule_words(steps->program, lowered->rule)));
    return why;
}

/* What stays as high as it was, though some function or operator was applied. */
static struct sl_str
why_kept(struct steps *steps, const struct slc_expr *expr)
{
    const struct slc_column *leaf = expr->leaf != NULL ? expr->leaf : slc_leaf_tested(expr);
    if (leaf != NULL)
        return slc_leaf_words(steps->program, leaf);
    if (expr->kind == SLC_EXPR_CALL && expr->function != NULL &&
        expr->function->effect == SLC_TIDIES)
        return SL_STR("the column's own: it only tidies");
    if (expr->presence_kept)
        return SL_STR("not lowered: 'if missing' also tells whether it is missing, and no owner's "
                      "row for 'present' lowers that");
    bool fits = steps->destination == NULL || slc_label_fits(expr->label, steps->destination);
    return fits ? SL_STR("what it reads") : SL_STR("what it reads: no owner's rule lowers it here");
}

static struct sl_str
why(struct steps *steps, const struct slc_expr *expr)
{
    if (expr->lowered_by != NULL)
        return why_lowered(steps, expr);
    switch (expr->kind) {
    case SLC_EXPR_NAME:
        if (expr->column != NULL)
            return why_of_column(steps, expr->column, expr->label);
        return expr->commit_time ? SL_STR("the time of the transaction") : SL_STR("");
    case SLC_EXPR_CALL:
    case SLC_EXPR_COMPARE:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_IS_MISSING: return why_kept(steps, expr);
    case SLC_EXPR_AND:
    case SLC_EXPR_OR: return SL_STR("all that its parts tell");
    case SLC_EXPR_CHOOSE: return SL_STR("all that its conditions and its arms tell");
    case SLC_EXPR_NOT:
    case SLC_EXPR_IF_MISSING: return SL_STR("what it is applied to");
    case SLC_EXPR_LITERAL:
    case SLC_EXPR_MISSING: break;
    }
    return SL_STR("");
}

/* ---- the parts, from the inside out --------------------------------------------------------- */

static void
add_parts(struct steps *steps, const struct slc_expr *expr)
{
    add_steps(steps, expr->left);
    add_steps(steps, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        if (arg->label.text.len == 0 || (arg->expr != NULL && arg->expr->column != NULL))
            add_steps(steps, arg->expr);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        add_steps(steps, arm->when);
        add_steps(steps, arm->then);
    }
    add_steps(steps, expr->otherwise);
}

/* Literals tell nothing, and stand in what they belong to. */
static void
add_steps(struct steps *steps, const struct slc_expr *expr)
{
    if (expr == NULL || expr->kind == SLC_EXPR_LITERAL || expr->kind == SLC_EXPR_MISSING)
        return;
    add_parts(steps, expr);
    const struct slc_program *program = steps->program;
    struct sl_str text = slc_policy_text(program, expr->at);
    if (slc_symbols_add(&steps->shown, text, expr->at, NULL) != NULL)
        return;
    struct sl_str label =
        slc_label_known(expr->label) ? slc_label_text(program, expr->label) : SL_STR("not known");
    slc_page_cell(steps->page, "%.*s", SL_FMT(text));
    slc_page_cell(steps->page, "%.*s", SL_FMT(label));
    slc_page_cell(steps->page, "%.*s", SL_FMT(why(steps, expr)));
}

void
slc_explain_steps(const struct slc_program *program, struct slc_page *page,
                  const struct slc_release *release, const struct slc_statement *statement)
{
    static const char *const columns[] = { "expression", "label", "why" };
    struct steps steps = { program, release->destination, page, { .arena = NULL } };
    slc_symbols_init(&steps.shown, program->arena);
    slc_page_table(page, "steps", "Step by step", columns, 3);
    add_steps(&steps, statement->expr);
    if (!statement->decision.written)
        return;
    slc_page_cell(page, "as %.*s, by decision", SL_FMT(statement->as_level.text));
    slc_page_cell(page, "%.*s", SL_FMT(slc_label_text(program, statement->label)));
    slc_page_cell(page, "%.*s", SL_FMT(slc_decision_words(program, &statement->decision)));
}
