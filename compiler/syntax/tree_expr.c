#include "maxima.h"
#include "syntax/syntax.h"
#include "syntax/tree.h"

static struct slc_expr *
node(struct slc_syntax *syntax, enum slc_expr_kind kind, struct slc_span at)
{
    struct slc_expr *expr = SL_NEW(syntax->arena, struct slc_expr);
    expr->kind = kind;
    expr->at = at;
    expr->depth = 1;
    expr->label.level = -1;
    return expr;
}

static void
deepen(struct slc_expr *expr, const struct slc_expr *operand)
{
    if (operand->depth >= expr->depth)
        expr->depth = operand->depth + 1;
}

struct slc_expr *
slc_tree_reference(struct slc_syntax *syntax, struct slc_name name)
{
    struct slc_expr *expr = node(syntax, SLC_EXPR_NAME, name.at);
    expr->name = name;
    return expr;
}

struct slc_expr *
slc_tree_constant(struct slc_syntax *syntax, struct slc_literal *literal)
{
    struct slc_expr *expr = node(syntax, SLC_EXPR_LITERAL, literal->at);
    expr->literals = literal;
    return expr;
}

struct slc_expr *
slc_tree_call(struct slc_syntax *syntax, struct slc_name function, struct slc_args args,
              struct slc_span at)
{
    struct slc_expr *expr = node(syntax, SLC_EXPR_CALL, at);
    expr->name = function;
    expr->args = args.first;
    for (const struct slc_arg *arg = args.first; arg != NULL; arg = arg->next)
        if (arg->expr != NULL)
            deepen(expr, arg->expr);
    return expr;
}

struct slc_expr *
slc_tree_unary(struct slc_syntax *syntax, enum slc_expr_kind kind, struct slc_expr *operand,
               struct slc_span at)
{
    struct slc_expr *expr = node(syntax, kind, at);
    expr->left = operand;
    deepen(expr, operand);
    return expr;
}

struct slc_expr *
slc_tree_binary(struct slc_syntax *syntax, enum slc_expr_kind kind, struct slc_expr *left,
                struct slc_expr *right, struct slc_span at)
{
    struct slc_expr *expr = node(syntax, kind, at);
    expr->left = left;
    expr->right = right;
    deepen(expr, left);
    deepen(expr, right);
    if (expr->depth <= SLC_MAX_EXPRESSION_DEPTH)
        return expr;

    if (!syntax->chain_reported) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0008, right->at,
                     "this condition has more than %d parts: nobody can review it",
                     SLC_MAX_EXPRESSION_DEPTH);
        slc_help(syntax->findings, finding,
                 "compare with a list instead: status is in [\"a\", \"b\"]");
    }
    syntax->chain_reported = true;
    expr->left = right; /* forget the rest: the fault was reported, and the tree stays shallow */
    expr->depth = 2;
    return expr;
}

struct slc_expr *
slc_tree_against(struct slc_syntax *syntax, enum slc_expr_kind kind, struct slc_expr *operand,
                 struct slc_literal *literals, struct slc_span at)
{
    struct slc_expr *expr = slc_tree_unary(syntax, kind, operand, at);
    expr->literals = literals;
    return expr;
}

struct slc_expr *
slc_tree_parenthesised(struct slc_expr *expr, struct slc_span at)
{
    expr->parenthesised = true;
    expr->at = at;
    return expr;
}

struct slc_expr *
slc_tree_choose(struct slc_syntax *syntax, struct slc_arms arms, struct slc_expr *otherwise,
                struct slc_span at)
{
    struct slc_expr *expr = node(syntax, SLC_EXPR_CHOOSE, at);
    expr->arms = arms.first;
    expr->otherwise = otherwise;
    for (const struct slc_arm *arm = arms.first; arm != NULL; arm = arm->next) {
        deepen(expr, arm->when);
        deepen(expr, arm->then);
    }
    deepen(expr, otherwise);
    return expr;
}

struct slc_expr *
slc_tree_missing(struct slc_syntax *syntax, struct slc_span at)
{
    return node(syntax, SLC_EXPR_MISSING, at);
}

struct slc_arm *
slc_tree_arm(struct slc_syntax *syntax, struct slc_expr *when, struct slc_expr *then)
{
    struct slc_arm *arm = SL_NEW(syntax->arena, struct slc_arm);
    arm->when = when;
    arm->then = then;
    return arm;
}

struct slc_arms
slc_tree_arms(struct slc_arms arms, struct slc_arm *arm)
{
    if (arms.last == NULL)
        return (struct slc_arms) { arm, arm };
    arms.last->next = arm;
    return (struct slc_arms) { arms.first, arm };
}

struct slc_arg *
slc_tree_arg(struct slc_syntax *syntax, enum slc_arg_kind kind, struct slc_span at)
{
    struct slc_arg *arg = SL_NEW(syntax->arena, struct slc_arg);
    arg->kind = kind;
    arg->at = at;
    return arg;
}

struct slc_arg *
slc_tree_labelled(struct slc_arg *arg, struct sl_str label, struct slc_span label_at,
                  struct slc_span at)
{
    arg->label = slc_tree_name(label, label_at, false);
    arg->at = at;
    return arg;
}

struct slc_args
slc_tree_args(struct slc_args args, struct slc_arg *arg)
{
    if (args.last == NULL)
        return (struct slc_args) { arg, arg };
    args.last->next = arg;
    return (struct slc_args) { args.first, arg };
}
