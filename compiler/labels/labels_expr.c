#include "labels/labels.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* What a function or operator is applied to. */
struct operands {
    struct slc_expr **exprs;
    int count;
    struct slc_column **columns; /* of those that are direct */
    int ncolumns;
    bool direct;                 /* every one is a column, commit_time or a literal */
    bool if_missing;             /* an `if missing` stands around one */
    const struct slc_expr *leaf; /* one that is a leaf which no table declares; NULL: none is */
};

/* ---- leaves ---------------------------------------------------------------------------------- */

/* What reading it carries, as `label` says; the highest level is not read. */
static struct slc_label
label_column(struct slc_label_context *context, const struct slc_column *column,
             struct slc_label label, const struct slc_expr *expr)
{
    if (!slc_level_is_secret(context->labels->program, label.level))
        return label;
    slc_report_secret(context->labels->program, column, expr->at);
    return (struct slc_label) { .level = -1 };
}

static struct slc_label
label_name(struct slc_label_context *context, const struct slc_expr *expr)
{
    struct sl_arena *arena = context->labels->program->arena;
    if (expr->column != NULL)
        return label_column(context, expr->column, slc_whole_label(arena, expr->column), expr);
    if (expr->commit_time)
        return context->release->row_label;
    return (struct slc_label) { .level = -1 };
}

/* Notes on a column what it carries where not its whole value is read. */
static struct slc_label
label_partly(struct slc_label_context *context, struct slc_expr *name, struct slc_label label)
{
    name->label = label_column(context, name->column, label, name);
    return name->label;
}

/* A declared leaf carries its own label. The document is read all the same: one of the highest level is
 * not. */
static struct slc_label
label_leaf(struct slc_label_context *context, const struct slc_expr *call,
           const struct slc_column *leaf)
{
    struct slc_label document =
        label_partly(context, call->args->expr, slc_column_label(leaf->leaf_of));
    struct slc_label label = slc_whole_label(context->labels->program->arena, leaf);
    return slc_label_known(document) ? label_column(context, leaf, label, call) : document;
}

static bool
tells_presence(const struct slc_expr *expr)
{
    return expr->kind == SLC_EXPR_IS_MISSING ||
           (expr->kind == SLC_EXPR_CALL && expr->function->measure == SLC_MEASURES_PRESENCE);
}

/* What an operand of `expr` carries: of a document no more than is read of it. */
static struct slc_label
label_operand(struct slc_label_context *context, const struct slc_expr *expr,
              struct slc_expr *operand)
{
    const struct slc_column *document = NULL;
    struct sl_str path = slc_path_read(expr, &document);
    if (path.ptr != NULL && operand == expr->args->expr)
        return label_partly(context, operand,
                            slc_path_label(context->labels->program->arena, document, path));
    if (tells_presence(expr) && operand->column != NULL)
        return label_partly(context, operand, slc_column_label(operand->column));
    return slc_label_expr(context, operand);
}

/* ---- operands -------------------------------------------------------------------------------- */

static void
add_operand(struct operands *operands, struct slc_expr *expr)
{
    operands->exprs[operands->count++] = expr;
    struct slc_column *column = slc_direct_column(expr, &operands->if_missing);
    if (slc_is_json_leaf(expr))
        operands->leaf = expr;
    if (column != NULL)
        operands->columns[operands->ncolumns++] = column;
    else if (expr->kind != SLC_EXPR_LITERAL && !expr->commit_time)
        operands->direct = false;
}

static int
count_args(const struct slc_expr *expr)
{
    int count = 0;
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        count++;
    return count;
}

/* A labelled argument that names a column (`of: total`) is an operand; `at: commit_time` is not. */
static bool
is_operand(const struct slc_arg *arg)
{
    if (arg->kind == SLC_ARG_EXPR)
        return true;
    return arg->expr != NULL && arg->expr->column != NULL;
}

static struct operands
operands_of(const struct slc_label_context *context, const struct slc_expr *expr)
{
    struct sl_arena *arena = context->labels->program->arena;
    size_t most = (size_t)count_args(expr) + 2;
    struct operands operands = {
        .exprs = SL_NEW_ARRAY(arena, struct slc_expr *, most),
        .columns = SL_NEW_ARRAY(arena, struct slc_column *, most),
        .direct = true,
    };
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        if (is_operand(arg))
            add_operand(&operands, arg->expr);
    if (expr->left != NULL)
        add_operand(&operands, expr->left);
    if (expr->right != NULL)
        add_operand(&operands, expr->right);
    return operands;
}

/* `commit_time` as the second date of an interval carries no label. */
static bool
is_clock(const struct slc_expr *expr, const struct slc_expr *operand, int at)
{
    return expr->kind == SLC_EXPR_CALL && at < expr->function->nparameters &&
           expr->function->parameters[at].clock && operand->commit_time;
}

static struct slc_label
join_operands(struct slc_label_context *context, const struct slc_expr *expr,
              const struct operands *operands)
{
    struct slc_label joined = slc_label_none();
    for (int at = 0; at < operands->count; at++) {
        struct slc_label label = label_operand(context, expr, operands->exprs[at]);
        if (is_clock(expr, operands->exprs[at], at))
            operands->exprs[at]->label = label = slc_label_none();
        joined = slc_label_join(context->labels->program->arena, joined, label);
    }
    return joined;
}

/* ---- lowering -------------------------------------------------------------------------------- */

/* What presence alone carries, lowered as far as the owners' rows for `present` let it. */
static struct slc_label
lower_presence(struct slc_label_context *context, const struct slc_lowering *like,
               struct slc_lowered_by **ret_rules)
{
    struct sl_arena *arena = context->labels->program->arena;
    struct slc_lowering lowering = *like;
    struct slc_label label = slc_label_none();
    lowering.function = NULL;
    lowering.line = NULL;
    lowering.operator_class = SLC_OPERATOR_PRESENT;
    for (int at = 0; at < like->ncolumns; at++)
        label = slc_label_join(arena, label, slc_direct_label(arena, like->columns[at]));
    return slc_lower_label(context, label, &lowering, ret_rules);
}

/* What is read over `if missing` also tells whether it is missing; that the owners' rows leave this as
 * high as it was is noted for the finding. */
static struct slc_label
join_presence(struct slc_label_context *context, const struct slc_lowering *lowering,
              struct slc_label lowered, struct slc_expr *expr)
{
    struct slc_label presence = lower_presence(context, lowering, &expr->lowered_by);
    expr->presence_kept = presence.level > lowered.level;
    if (expr->presence_kept)
        context->presence_kept = lowering->columns[0];
    return slc_label_join(context->labels->program->arena, lowered, presence);
}

/* A written presence is a floor for whatever reads the column, but for presence itself. */
static struct slc_label
keep_above_presence(struct slc_label label, const struct operands *operands)
{
    for (int at = 0; at < operands->ncolumns; at++)
        if (operands->columns[at]->presence_rank > label.level)
            label.level = operands->columns[at]->presence_rank;
    return label;
}

/* Only a literal is a cut point that stays: another column or the clock cuts anywhere. */
static bool
compares_with_literal(const struct slc_expr *expr)
{
    return expr->left->kind == SLC_EXPR_LITERAL || expr->right->kind == SLC_EXPR_LITERAL;
}

/* Whether, of a leaf, the result is missing where the leaf is, and for no value: it tells presence. Of
 * numbers only NaN has no answer, which no document holds. */
static bool
follows_presence(const struct slc_expr *expr)
{
    if (expr->kind != SLC_EXPR_CALL)
        return false;
    return !expr->function->result_nullable || expr->function->group == SLC_GROUP_NUMBERS;
}

static struct slc_lowering
lowering_of(const struct slc_expr *expr, const struct operands *operands)
{
    return (struct slc_lowering) {
        .function = slc_ruled_function(expr),
        .operator_class = slc_ruled_operator(expr),
        .line = expr,
        .columns = operands->columns,
        .ncolumns = operands->ncolumns,
        .bounded_rules_apply = expr->kind != SLC_EXPR_COMPARE || compares_with_literal(expr),
        .at = expr->at,
    };
}

static bool
may_be_lowered(const struct slc_expr *expr, const struct operands *operands)
{
    return operands->direct &&
           (expr->kind != SLC_EXPR_CALL || expr->function->effect == SLC_LOWERS);
}

bool
slc_read_lowering(const struct slc_label_context *context, const struct slc_expr *line,
                  struct slc_lowering *ret_lowering)
{
    struct operands operands = operands_of(context, line);
    *ret_lowering = lowering_of(line, &operands);
    return may_be_lowered(line, &operands);
}

/* json_has at a declared leaf's path tells the leaf's presence, which owners' rows lower as any column's. */
static struct slc_label
label_leaf_presence(struct slc_label_context *context, struct slc_expr *call,
                    struct slc_column *leaf)
{
    const struct slc_lowering lowering = { .columns = &leaf, .ncolumns = 1, .at = call->at };
    struct slc_label label = label_leaf(context, call, leaf);
    return slc_label_known(label) ? lower_presence(context, &lowering, &call->lowered_by) : label;
}

static struct slc_label
label_lowering(struct slc_label_context *context, struct slc_expr *expr)
{
    struct operands operands = operands_of(context, expr);
    struct slc_label joined = join_operands(context, expr, &operands);
    struct slc_lowering lowering = lowering_of(expr, &operands);
    if (!slc_label_known(joined) || !may_be_lowered(expr, &operands))
        return joined;
    bool presence = lowering.operator_class == SLC_OPERATOR_PRESENT;
    if (operands.leaf != NULL && (presence || operands.if_missing || follows_presence(expr))) {
        context->leaf = operands.leaf;
        return joined; /* whether a document has a leaf is the document's, and no row lowers it */
    }
    if (presence)
        return lower_presence(context, &lowering, &expr->lowered_by);
    struct slc_label lowered = slc_lower_label(context, joined, &lowering, &expr->lowered_by);
    if (context->unruled == NULL && slc_measure_is_unruled(context->labels->measures, expr))
        context->unruled = expr;
    if (operands.if_missing)
        lowered = join_presence(context, &lowering, lowered, expr);
    if (lowered.level >= joined.level)
        expr->lowered_by = NULL; /* rows that lower nothing in the end allow nothing */
    return keep_above_presence(lowered, &operands);
}

/* ---- combining ------------------------------------------------------------------------------- */

static struct slc_label
join_parts(struct slc_label_context *context, struct slc_expr *expr)
{
    struct slc_label label = slc_label_none();
    if (expr->left != NULL)
        label = slc_label_join(context->labels->program->arena, label,
                               slc_label_expr(context, expr->left));
    if (expr->right != NULL)
        label = slc_label_join(context->labels->program->arena, label,
                               slc_label_expr(context, expr->right));
    for (struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        label = slc_label_join(context->labels->program->arena, label,
                               slc_label_expr(context, arm->when));
        label = slc_label_join(context->labels->program->arena, label,
                               slc_label_expr(context, arm->then));
    }
    if (expr->otherwise != NULL)
        label = slc_label_join(context->labels->program->arena, label,
                               slc_label_expr(context, expr->otherwise));
    return label;
}

static struct slc_label
label_call(struct slc_label_context *context, struct slc_expr *call)
{
    if (call->function == NULL)
        return (struct slc_label) { .level = -1 };
    if (call->leaf != NULL)
        return label_leaf(context, call, call->leaf);
    struct slc_column *tested = slc_leaf_tested(call);
    return tested != NULL ? label_leaf_presence(context, call, tested)
                          : label_lowering(context, call);
}

static struct slc_label
label_of(struct slc_label_context *context, struct slc_expr *expr)
{
    switch (expr->kind) {
    case SLC_EXPR_NAME: return label_name(context, expr);
    case SLC_EXPR_LITERAL:
    case SLC_EXPR_MISSING: return slc_label_none();
    case SLC_EXPR_CALL: return label_call(context, expr);
    case SLC_EXPR_COMPARE:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_IS_MISSING: return label_lowering(context, expr);
    case SLC_EXPR_AND:
    case SLC_EXPR_OR:
    case SLC_EXPR_NOT:
    case SLC_EXPR_IF_MISSING:
    case SLC_EXPR_CHOOSE: return join_parts(context, expr);
    }
    return (struct slc_label) { .level = -1 };
}

struct slc_label
slc_label_expr(struct slc_label_context *context, struct slc_expr *expr)
{
    expr->lowered_by = NULL;
    expr->presence_kept = false;
    expr->label = label_of(context, expr);
    return expr->label;
}
