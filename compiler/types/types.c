#include "types/types.h"

#include "language/decimal.h"
#include "stages.h"
#include "types/literal.h"

static const struct slc_type none = { .id = SLC_TYPE_NONE };

/* ---- leaves -------------------------------------------------------------------------------- */

static struct slc_type
type_name(const struct slc_typing *typing, const struct slc_expr *expr)
{
    if (expr->commit_time)
        return (struct slc_type) { .id = SLC_TYPE_TIMESTAMPTZ };
    if (expr->column == NULL)
        return none;
    struct slc_type type = expr->column->type;
    type.nullable |= expr->column->encrypted; /* what cannot be decrypted is missing */
    if (typing->held[expr->column->number] > 0)
        type.nullable = false;
    return type;
}

static struct slc_type
type_number(const struct slc_typing *typing, const struct slc_literal *literal)
{
    struct slc_decimal decimal;
    if (slc_decimal_read(literal->text, &decimal))
        return (struct slc_type) { .id = decimal.scale == 0 ? SLC_TYPE_BIGINT : SLC_TYPE_NUMERIC };
    (void)slc_find(typing->program->findings, SLC_E0203, literal->at,
                   "a number has at most %d digits", SLC_DECIMAL_DIGITS);
    return none;
}

static struct slc_type
type_literal(const struct slc_typing *typing, const struct slc_literal *literal)
{
    if (literal == NULL)
        return none;
    switch (literal->kind) {
    case SLC_LITERAL_STRING: return (struct slc_type) { .id = SLC_TYPE_TEXT };
    case SLC_LITERAL_NUMBER: return type_number(typing, literal);
    case SLC_LITERAL_DATE: return (struct slc_type) { .id = SLC_TYPE_DATE };
    case SLC_LITERAL_BOOLEAN: return (struct slc_type) { .id = SLC_TYPE_BOOLEAN };
    }
    return none;
}

/* ---- expressions --------------------------------------------------------------------------- */

static struct slc_type
type_of(struct slc_typing *typing, struct slc_expr *expr)
{
    switch (expr->kind) {
    case SLC_EXPR_NAME: return type_name(typing, expr);
    case SLC_EXPR_LITERAL: return type_literal(typing, expr->literals);
    case SLC_EXPR_CALL: return slc_type_call(typing, expr);
    case SLC_EXPR_COMPARE:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_IS_MISSING:
    case SLC_EXPR_AND:
    case SLC_EXPR_OR:
    case SLC_EXPR_NOT: return slc_type_operator(typing, expr);
    case SLC_EXPR_IF_MISSING: return slc_type_if_missing(typing, expr);
    case SLC_EXPR_CHOOSE: return slc_type_choose(typing, expr);
    case SLC_EXPR_MISSING: return none;
    }
    return none;
}

struct slc_type
slc_type_expr(struct slc_typing *typing, struct slc_expr *expr)
{
    if (expr == NULL)
        return none;
    expr->type = type_of(typing, expr);
    return expr->type;
}

struct slc_type
slc_type_value(struct slc_typing *typing, struct slc_expr *expr)
{
    struct slc_type type = slc_type_expr(typing, expr);
    if (type.id != SLC_TYPE_OPAQUE)
        return type;
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0211, expr->at, "an opaque column cannot be read");
    slc_cause(findings, finding, slc_type_place(expr), "declared opaque");
    slc_note(findings, finding,
             "the policy does not say what it holds: withhold it, or release "
             "whether there is a value");
    slc_help(findings, finding, "withhold %.*s because \"…\"", SL_FMT(slc_span_text(expr->at)));
    slc_help(findings, finding, "or: derive … = %.*s is not missing",
             SL_FMT(slc_span_text(expr->at)));
    return none;
}

void
slc_type_condition(struct slc_typing *typing, struct slc_expr *expr)
{
    struct slc_type type = slc_type_value(typing, expr);
    if (type.id == SLC_TYPE_NONE)
        return;
    if (type.id == SLC_TYPE_BOOLEAN) {
        if (type.nullable)
            slc_report_missing(typing, expr, "a condition");
        return;
    }
    struct slc_findings *findings = typing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0209, expr->at, "a condition is yes or no, and this is %s",
                 slc_type_words(type));
    struct slc_span place = slc_type_place(expr);
    if (place.source != NULL)
        slc_cause(findings, finding, place, "%s", slc_type_words(type));
    slc_help(findings, finding, "compare it: %.*s is %.*s", SL_FMT(slc_span_text(expr->at)),
             SL_FMT(slc_literal_example(typing->program, &type)));
    slc_help(findings, finding, "or ask whether it is held: present(%.*s)",
             SL_FMT(slc_span_text(expr->at)));
}

/* ---- for messages -------------------------------------------------------------------------- */

struct slc_span
slc_type_place(const struct slc_expr *expr)
{
    if (expr->kind == SLC_EXPR_NAME && expr->column != NULL)
        return expr->column->name.at;
    return (struct slc_span) { 0 };
}

const char *
slc_type_words(struct slc_type type)
{
    return slc_type_info(type.id)->spelling;
}

/* The line on which the expression ends, without its indentation, with `insert` behind it. */
static struct sl_str
line_with(struct sl_arena *arena, const struct slc_expr *expr, struct sl_str insert)
{
    const struct slc_source *source = expr->at.source;
    uint32_t line = slc_source_place(source, expr->at.end).line;
    struct sl_str text = slc_source_line(source, line);
    size_t at = expr->at.end - source->lines[line - 1];
    size_t indent = 0;
    while (indent < at && text.ptr[indent] == ' ')
        indent++;
    return sl_arena_format(arena, "%.*s%.*s%.*s", (int)(at - indent), text.ptr + indent,
                           SL_FMT(insert), (int)(text.len - at), text.ptr + at);
}

void
slc_report_missing(struct slc_typing *typing, const struct slc_expr *expr, const char *what)
{
    struct slc_program *program = typing->program;
    struct slc_findings *findings = program->findings;
    struct sl_str text = slc_span_text(expr->at);
    struct slc_finding *finding = slc_find(
        findings, SLC_E0208, expr->at, "this may be missing, and %s does not say what then", what);
    struct slc_span place = slc_type_place(expr);
    if (place.source != NULL)
        slc_cause(findings, finding, place, "may be missing: its type ends in ?");
    struct sl_str literal = slc_literal_example(program, &expr->type);
    struct sl_str insert = sl_arena_format(program->arena, " if missing %.*s", SL_FMT(literal));
    if (expr->at.source != NULL)
        slc_help(findings, finding, "say what counts instead: %.*s",
                 SL_FMT(line_with(program->arena, expr, insert)));
    if (expr->kind == SLC_EXPR_NAME)
        slc_help(findings, finding, "or test it before: %.*s is not missing and …", SL_FMT(text));
}

/* ---- the stage ----------------------------------------------------------------------------- */

static void
type_statement(struct slc_typing *typing, const struct slc_statement *statement)
{
    if (statement->kind == SLC_ONLY_ROWS)
        slc_type_condition(typing, statement->expr);
    else
        (void)slc_type_value(typing, statement->expr);
}

static uint32_t *
new_held(struct slc_program *program)
{
    int most = 1;
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        if (table->ncolumns > most)
            most = table->ncolumns;
    return SL_NEW_ARRAY(program->arena, uint32_t, (size_t)most);
}

void
slc_check_types(struct slc_program *program)
{
    struct slc_typing typing = { .program = program, .held = new_held(program) };
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            type_statement(&typing, statement);
}
