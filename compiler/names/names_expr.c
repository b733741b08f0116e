/* Names in expressions: columns, commit_time, functions, keys. */
#include "language/function.h"
#include "names/names.h"

/* `commit_time` without backquotes is always the time, whatever the table's columns are. */
static bool
is_commit_time(const struct slc_name *name)
{
    return !name->quoted && sl_str_is(name->text, "commit_time");
}

static void
bind_name(const struct slc_names *names, const struct slc_table *table, struct slc_expr *expr)
{
    expr->commit_time = is_commit_time(&expr->name);
    if (expr->commit_time || table == NULL)
        return;
    struct sl_str owner = slc_qname_text(names, &table->name);
    expr->column = slc_symbol_object(
        slc_names_find_in(names, SLC_NAME_COLUMN, table->columns_by_name, &expr->name, owner));
}

static void
bind_key(const struct slc_names *names, struct slc_arg *arg)
{
    const struct slc_key *key = slc_symbol_object(slc_names_find(names, SLC_NAME_KEY, &arg->name));
    arg->key = key;
    if (key == NULL || !key->for_decryption)
        return;
    arg->key = NULL;
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0107, arg->name.at,
                 "'%.*s' is a key for decryption, not one for pseudonyms", SL_FMT(key->name.text));
    slc_cause(findings, finding, key->name.at, "declared here");
    slc_help(findings, finding, "declare another: key … for pseudonyms links … purpose \"…\" end");
}

/* What a NAME after `label:` means is the parameter's to say. A label that the function does not
 * have is the types stage's finding. */
static void
bind_named_arg(const struct slc_names *names, const struct slc_table *table,
               const struct slc_function *function, struct slc_arg *arg)
{
    const struct slc_parameter *parameter =
        function != NULL ? slc_parameter_labelled(function, arg->label.text) : NULL;
    if (parameter == NULL)
        return;
    if (parameter->kind == SLC_PARAMETER_KEY) {
        bind_key(names, arg);
    } else if (parameter->kind == SLC_PARAMETER_TIME || parameter->kind == SLC_PARAMETER_VALUE) {
        arg->expr = SL_NEW(names->program->arena, struct slc_expr);
        arg->expr->kind = SLC_EXPR_NAME;
        arg->expr->name = arg->name;
        arg->expr->at = arg->name.at;
        bind_name(names, table, arg->expr);
    }
}

static void
bind_call(const struct slc_names *names, const struct slc_table *table, struct slc_expr *call)
{
    call->function = slc_symbol_object(slc_names_find(names, SLC_NAME_FUNCTION, &call->name));
    for (struct slc_arg *arg = call->args; arg != NULL; arg = arg->next) {
        if (arg->kind == SLC_ARG_EXPR)
            slc_names_bind_expr(names, table, arg->expr);
        else if (arg->kind == SLC_ARG_NAME)
            bind_named_arg(names, table, call->function, arg);
    }
    slc_names_bind_leaf(call);
}

void
slc_names_bind_expr(const struct slc_names *names, const struct slc_table *table,
                    struct slc_expr *expr)
{
    if (expr == NULL)
        return;
    if (expr->kind == SLC_EXPR_NAME)
        bind_name(names, table, expr);
    if (expr->kind == SLC_EXPR_CALL)
        bind_call(names, table, expr);
    slc_names_bind_expr(names, table, expr->left);
    slc_names_bind_expr(names, table, expr->right);
    for (struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        slc_names_bind_expr(names, table, arm->when);
        slc_names_bind_expr(names, table, arm->then);
    }
    slc_names_bind_expr(names, table, expr->otherwise);
}
