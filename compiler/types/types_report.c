/* What findings say of a type, and the finding that all operators share. */
#include "types/literal.h"
#include "types/types.h"

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
