/* collect.c - every line of every release, by destination and column. */
#include "language/encryption.h"
#include "measure/line.h"
#include "releases/keyed.h"
#include "syntax/carried.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* Where lines are collected from. */
struct collector {
    struct slc_measures *measures;
    const struct slc_release *release;
    const struct slc_statement *statement;
    bool decided, told;
};

struct slc_scope *
slc_scope_of(const struct slc_measures *measures, const struct slc_destination *destination,
             const struct slc_column *column)
{
    const struct slc_column *counted = slc_column_counted_as(destination, column);
    struct slc_scope **scope = &measures->scopes[counted->table->first_column + counted->number];
    while (*scope != NULL && (*scope)->destination != destination)
        scope = &(*scope)->next;
    if (*scope == NULL) {
        *scope = SL_NEW(measures->program->arena, struct slc_scope);
        (*scope)->destination = destination;
        (*scope)->column = counted;
    }
    return *scope;
}

/* ---- subjects -------------------------------------------------------------------------------- */

/* The json_… call between an operand and its column; NULL: none, or the column is a leaf itself. */
static const struct slc_expr *
leaf_call(const struct slc_expr *operand)
{
    while (operand != NULL && operand->kind != SLC_EXPR_NAME) {
        if (operand->function != NULL && operand->function->group == SLC_GROUP_JSON)
            return operand;
        operand = operand->kind == SLC_EXPR_IF_MISSING ? operand->left
                  : operand->args != NULL              ? operand->args->expr
                                                       : NULL;
    }
    return NULL;
}

static struct slc_subject *
subject_of(const struct collector *collector, const struct slc_column *column,
           const struct slc_expr *operand)
{
    struct slc_scope *scope =
        slc_scope_of(collector->measures, collector->release->destination, column);
    struct slc_subject **end = &scope->subjects;
    const struct slc_expr *leaf = column->type.id == SLC_TYPE_JSONB ? leaf_call(operand) : NULL;
    const struct slc_arg *path = leaf != NULL ? slc_arg_labelled(leaf, "path") : NULL;
    struct sl_str name = { NULL, 0 };
    if (path != NULL && path->literals != NULL)
        name = path->literals->text;
    for (; *end != NULL; end = &(*end)->next)
        if (sl_str_equal((*end)->path, name))
            return *end;
    *end = SL_NEW(collector->measures->program->arena, struct slc_subject);
    (*end)->scope = scope;
    (*end)->column = column;
    (*end)->path = name;
    (*end)->type = leaf != NULL ? leaf->type : column->type;
    (*end)->end = &(*end)->lines;
    return *end;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static struct slc_measured *
add_line(const struct collector *collector, struct slc_expr *expr, const struct slc_expr *operand)
{
    bool if_missing;
    const struct slc_column *column = slc_direct_column(operand, &if_missing);
    struct slc_subject *subject = subject_of(collector, column, operand);
    struct slc_measured *line = SL_NEW(collector->measures->program->arena, struct slc_measured);
    *line = (struct slc_measured) {
        .expr = expr,
        .release = collector->release,
        .statement = collector->statement,
        .subject = subject,
        .column = column,
        .operand = operand,
        .function = slc_ruled_function(expr),
        .operator_class = slc_ruled_operator(expr),
        .decided = collector->decided,
        .told = collector->told,
        .label = { .level = -1 },
        .next_of_expr = expr->lines,
    };
    expr->lines = line;
    subject->mixed = subject->mixed || subject->column != column;
    *subject->end = line;
    subject->end = &line->next;
    return line;
}

/* Comparisons, bands and parts of an encrypted column: not whether there is a value, nor its name. */
static bool
is_bound_when_encrypted(const struct slc_expr *expr)
{
    if (expr->kind == SLC_EXPR_COMPARE)
        return true;
    if (expr->function == NULL)
        return false;
    enum slc_measure measure = expr->function->measure;
    return slc_encrypted_use(expr->function) == SLC_ENCRYPTED_WHERE_SAID ||
           measure == SLC_MEASURES_EDGES || measure == SLC_MEASURES_AGES ||
           measure == SLC_MEASURES_LENGTHS;
}

/* What the line reads carries: of a document no more than the part that is read. */
static struct slc_label
label_read(const struct collector *collector, const struct slc_measured *line)
{
    struct sl_arena *arena = collector->measures->program->arena;
    const struct slc_column *document = NULL;
    const struct slc_expr *call = leaf_call(line->operand);
    if (call == NULL)
        call = line->expr; /* json_has is a line itself */
    struct sl_str path = slc_path_read(call, &document);
    if (path.ptr != NULL && document == line->column)
        return slc_path_label(arena, document, path);
    return slc_direct_label(arena, line->column);
}

static void
join_label(const struct collector *collector, struct slc_label *label,
           const struct slc_measured *line)
{
    struct slc_label own = label_read(collector, line);
    if (!slc_label_known(own))
        return;
    *label = slc_label_known(*label)
                 ? slc_label_join(collector->measures->program->arena, *label, own)
                 : own;
}

/* What the lines of one expression would lower, and whether they need to be. */
static void
note_needs(const struct collector *collector, struct slc_expr *expr)
{
    struct slc_label label = { .level = -1 };
    bool encrypted = false;
    for (const struct slc_measured *line = expr->lines; line != NULL; line = line->next_of_expr) {
        join_label(collector, &label, line);
        encrypted = encrypted || line->column->encrypted;
    }
    for (struct slc_measured *line = expr->lines; line != NULL; line = line->next_of_expr) {
        line->label = label;
        line->at_any_level = encrypted && is_bound_when_encrypted(expr);
        line->needs =
            line->at_any_level || label.level > collector->release->destination->clearance_rank;
    }
}

static void collect(const struct collector *collector, struct slc_expr *expr);

/* An operand that is a column is told of; in any other the lines within count. */
static void
collect_operand(const struct collector *collector, struct slc_expr *expr, struct slc_expr *operand)
{
    bool if_missing;
    if (operand == NULL)
        return;
    if (slc_direct_column(operand, &if_missing) == NULL) {
        collect(collector, operand);
        return;
    }
    struct slc_measured *line = add_line(collector, expr, operand);
    slc_line_read(collector->measures->program->arena, line);
}

/* A column whose size the call tells something of: not the one that says whose days are moved. */
static bool
is_measured(const struct slc_arg *arg)
{
    return arg->kind == SLC_ARG_EXPR ||
           (arg->expr != NULL && arg->expr->column != NULL && sl_str_is(arg->label.text, "of"));
}

static void
collect_line(const struct collector *collector, struct slc_expr *expr)
{
    collect_operand(collector, expr, expr->left);
    collect_operand(collector, expr, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        if (is_measured(arg))
            collect_operand(collector, expr, arg->expr);
    note_needs(collector, expr);
}

static void
collect_parts(const struct collector *collector, struct slc_expr *expr)
{
    collect(collector, expr->left);
    collect(collector, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        collect(collector, arg->expr);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        collect(collector, arm->when);
        collect(collector, arm->then);
    }
    collect(collector, expr->otherwise);
}

static bool
reads_columns(const struct slc_expr *expr)
{
    switch ((int)expr->kind) {
    case SLC_EXPR_COMPARE:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_IS_MISSING: return true;
    case SLC_EXPR_CALL: return expr->function != NULL && expr->function->effect != SLC_TIDIES;
    default: return false;
    }
}

/* Depth is bounded by the parser (SLC_MAX_NESTING). */
static void
collect(const struct collector *collector, struct slc_expr *expr)
{
    bool if_missing;
    if (expr == NULL)
        return;
    if (reads_columns(expr)) {
        collect_line(collector, expr);
    } else if (slc_direct_column(expr, &if_missing) != NULL) {
        add_line(collector, expr, expr)->tells = SLC_TELLS_WHOLE;
        note_needs(collector, expr);
    } else {
        collect_parts(collector, expr);
    }
}

/* ---- all of them ----------------------------------------------------------------------------- */

static void
forget(void *context, struct slc_expr *expr)
{
    (void)context;
    expr->lines = NULL;
}

static void
number_columns(struct slc_measures *measures)
{
    for (struct slc_table *table = measures->program->tables; table != NULL; table = table->next) {
        table->first_column = measures->ncolumns;
        measures->ncolumns += table->ncolumns + table->nleaves;
    }
    measures->scopes =
        SL_NEW_ARRAY(measures->program->arena, struct slc_scope *, (size_t)measures->ncolumns + 1);
}

static bool
is_decided(const struct slc_statement *statement)
{
    return statement->kind == SLC_DISCLOSE ||
           (statement->kind == SLC_ONLY_ROWS && statement->as_level.text.len > 0);
}

static void
collect_releases(struct slc_measures *measures)
{
    for (const struct slc_release *release = measures->program->releases; release != NULL;
         release = release->next) {
        if (release->destination == NULL || release->table == NULL)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next) {
            struct collector collector = { measures, release, statement, is_decided(statement),
                                           release->told };
            if (measures->program->measures != NULL)
                slc_walk(statement->expr, forget, NULL);
            collect(&collector, statement->expr);
        }
    }
}

struct slc_measures *
slc_measures_collect(struct slc_program *program)
{
    struct slc_measures *measures = SL_NEW(program->arena, struct slc_measures);
    measures->program = program;
    number_columns(measures);
    collect_releases(measures);
    slc_note_beside(measures);
    return measures;
}

void
slc_measure_lines(const struct slc_measures *measures, slc_line_visit *visit, void *context)
{
    for (int column = 0; column < measures->ncolumns; column++)
        for (const struct slc_scope *scope = measures->scopes[column]; scope != NULL;
             scope = scope->next)
            for (const struct slc_subject *subject = scope->subjects; subject != NULL;
                 subject = subject->next)
                for (const struct slc_measured *line = subject->lines; line != NULL;
                     line = line->next)
                    if (!line->told)
                        visit(context, scope->destination, line->column, line->expr, line->decided);
}

int
slc_measures_column_count(const struct slc_measures *measures)
{
    return measures->ncolumns;
}
