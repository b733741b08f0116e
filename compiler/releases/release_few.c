/* release_few.c - text columns with few values. A pseudonym of one hides little: whoever knows how often
 * each value occurs can tell which pseudonym is which. Types with few values are refused by the types
 * stage; of text only the policies themselves can show it. */
#include "language/function.h"
#include "releases/releases.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

static bool
is_text(const struct slc_column *column)
{
    return slc_type_info(column->type.id)->kind == SL_TEXT && column->type.id != SLC_TYPE_ENUM;
}

/* ---- lines that list values ------------------------------------------------------------------ */

static bool
lists_several(const struct slc_literal *literals)
{
    return literals != NULL && literals->next != NULL;
}

/* The first list of an argument: `allowed:`, `from:`. */
static bool
call_lists_several(const struct slc_expr *expr)
{
    bool lists = expr->function != NULL && (expr->function->id == SLC_FUNCTION_one_of ||
                                            expr->function->id == SLC_FUNCTION_group);
    for (const struct slc_arg *arg = expr->args; lists && arg != NULL; arg = arg->next)
        if (arg->kind == SLC_ARG_LIST)
            return lists_several(arg->literals);
    return false;
}

static void
note_listed(void *context, struct slc_expr *expr)
{
    (void)context;
    bool if_missing = false;
    struct slc_expr *of = NULL;
    if (expr->kind == SLC_EXPR_IN && lists_several(expr->literals))
        of = expr->left;
    else if (expr->kind == SLC_EXPR_CALL && call_lists_several(expr))
        of = expr->args->expr;
    struct slc_column *column = of != NULL ? slc_direct_column(of, &if_missing) : NULL;
    if (column != NULL && column->few_at.source == NULL)
        column->few_at = expr->at;
}

/* ---- tests that give the same values --------------------------------------------------------- */

/* A careless test repeats its one value; values that alternate are the column's. */
static bool
given_alternate(const struct slc_column *column)
{
    enum { ENOUGH = 4 };
    return column->given >= ENOUGH && column->given_values >= 2 &&
           column->given_values * 2 <= column->given;
}

static struct sl_str
key_of(struct sl_arena *arena, const struct slc_column *column, struct sl_str text)
{
    const struct slc_qname *table = &column->table->name;
    struct sl_str where = slc_symbol_pair(arena, table->first.text, table->second.text);
    return slc_symbol_pair(arena, slc_symbol_pair(arena, where, column->name.text), text);
}

static void
note_given(struct slc_symbols *values, const struct slc_given *given)
{
    struct slc_column *column = given->column;
    if (column == NULL || given->kind != SLC_GIVEN_LITERAL || !is_text(column))
        return;
    struct sl_str key = key_of(values->arena, column, given->literal->text);
    column->given++;
    if (slc_symbols_add(values, key, given->at, column) == NULL)
        column->given_values++;
    if (column->few_at.source == NULL && given_alternate(column))
        column->few_at = given->at;
}

void
slc_collect_few(struct slc_program *program)
{
    struct slc_symbols values;
    slc_symbols_init(&values, program->arena);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            slc_walk(statement->expr, note_listed, NULL);
    for (const struct slc_test *test = program->tests; test != NULL; test = test->next)
        for (const struct slc_given *given = test->given; given != NULL; given = given->next)
            note_given(&values, given);
}

void
slc_check_few(const struct slc_releasing *releasing, const struct slc_column *column,
              struct slc_span at)
{
    struct slc_findings *findings = releasing->program->findings;
    if (!is_text(column) || column->few_at.source == NULL)
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_W0402, at,
                 "the column '%.*s' seems to have few values, which a pseudonym does not hide",
                 SL_FMT(column->name.text));
    slc_cause(findings, finding, column->few_at, "shown here");
    slc_note(findings, finding,
             "whoever knows how often each value occurs can tell which pseudonym is which");
    slc_help(
        findings, finding,
        "withhold it, or derive what is needed, as in:   derive … = one_of(%.*s, allowed: […])",
        SL_FMT(slc_name_written(releasing->program->arena, &column->name)));
}
