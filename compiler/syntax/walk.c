#include "syntax/walk.h"

void
slc_walk(struct slc_expr *expr, slc_visit *visit, void *context)
{
    if (expr == NULL)
        return;
    visit(context, expr);
    slc_walk(expr->left, visit, context);
    slc_walk(expr->right, visit, context);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        slc_walk(arg->expr, visit, context);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        slc_walk(arm->when, visit, context);
        slc_walk(arm->then, visit, context);
    }
    slc_walk(expr->otherwise, visit, context);
}

const struct slc_literal *
slc_arg_literal(const struct slc_arg *arg)
{
    if (arg->kind == SLC_ARG_LITERAL)
        return arg->literals;
    bool literal = arg->kind == SLC_ARG_EXPR && arg->expr->kind == SLC_EXPR_LITERAL;
    return literal ? arg->expr->literals : NULL;
}

const struct slc_arg *
slc_arg_labelled(const struct slc_expr *call, const char *label)
{
    const struct slc_arg *arg = call->args;
    while (arg != NULL && !sl_str_is(arg->label.text, label))
        arg = arg->next;
    return arg;
}

const struct slc_statement *
slc_release_line(const struct slc_release *release, enum slc_statement_kind kind)
{
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        if (statement->kind == kind)
            return statement;
    return NULL;
}

bool
slc_makes_a_field(const struct slc_statement *statement)
{
    return statement->kind == SLC_ROW_KEY || statement->kind == SLC_KEEP ||
           statement->kind == SLC_DERIVE || statement->kind == SLC_DISCLOSE;
}

bool
slc_is_encrypted(const struct slc_expr *expr)
{
    return expr != NULL && expr->kind == SLC_EXPR_NAME && expr->column != NULL &&
           expr->column->encrypted;
}

struct sl_str
slc_name_written(struct sl_arena *arena, const struct slc_name *name)
{
    const char *quote = name->quoted ? "`" : "";
    return sl_arena_format(arena, "%s%.*s%s", quote, SL_FMT(name->text), quote);
}
