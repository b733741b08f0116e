/* explain_measure.c - what the lines on a column let a receiver tell apart: those of one destination count
 * together. */
#include "explain/explain_internal.h"
#include "measure/measure.h"

struct told {
    const struct slc_program *program;
    const struct slc_column *column;
    struct slc_page *page;
};

static const char *
tells(const struct slc_expr *line)
{
    switch ((int)line->kind) {
    case SLC_EXPR_COMPARE: return "values on different sides of the limit";
    case SLC_EXPR_IS:
    case SLC_EXPR_IN: return "listed values from all others";
    case SLC_EXPR_IS_MISSING: return slc_measure_tells(SLC_MEASURES_PRESENCE);
    case SLC_EXPR_CALL:
        if (line->function->measure != SLC_MEASURES_WHOLE)
            return slc_measure_tells(line->function->measure);
        break;
    default: break;
    }
    return "every value";
}

static void
add_line(void *context, const struct slc_destination *destination, const struct slc_column *column,
         const struct slc_expr *line, bool decided)
{
    const struct told *told = context;
    if (column != told->column && column->leaf_of != told->column)
        return; /* a document's leaves are told with it */
    slc_page_cell(told->page, "%.*s", SL_FMT(destination->name.text));
    slc_page_cell(told->page, "%.*s", SL_FMT(slc_place_text(told->program, line->at)));
    slc_page_cell(told->page, "%.*s", SL_FMT(slc_policy_text(told->program, line->at)));
    slc_page_cell(told->page, "%s%s", tells(line), decided ? ", by a decision" : "");
}

/* The other column that a span, a share or a comparison is counted from; NULL: none. */
static const struct slc_column *
other_column(const struct slc_expr *line, const struct slc_column *column)
{
    const struct slc_expr *sides[] = { line->left, line->right };
    for (size_t at = 0; at < 2; at++)
        if (sides[at] != NULL && sides[at]->column != NULL && sides[at]->column != column)
            return sides[at]->column;
    for (const struct slc_arg *arg = line->args; arg != NULL; arg = arg->next)
        if (arg->expr != NULL && arg->expr->column != NULL && arg->expr->column != column)
            return arg->expr->column;
    return NULL;
}

static bool
is_relative(const struct slc_expr *line)
{
    if (line->kind != SLC_EXPR_CALL)
        return line->kind == SLC_EXPR_COMPARE;
    enum slc_measure measure = line->function->measure;
    return measure == SLC_MEASURES_SPANS || measure == SLC_MEASURES_SPAN_EDGES ||
           measure == SLC_MEASURES_SHARES;
}

static void
add_moving(void *context, const struct slc_destination *destination,
           const struct slc_column *column, const struct slc_expr *line, bool decided)
{
    const struct told *told = context;
    const struct slc_column *other = is_relative(line) ? other_column(line, column) : NULL;
    (void)decided;
    if (column != told->column || other == NULL)
        return;
    slc_page_item(
        told->page,
        "%.*s: %.*s cuts where %.*s stands. Whenever that changes it cuts at another place, "
        "and a receiver who keeps the records places %.*s more and more closely.",
        SL_FMT(destination->name.text), SL_FMT(slc_policy_text(told->program, line->at)),
        SL_FMT(other->name.text), SL_FMT(column->name.text));
}

void
slc_explain_measure(const struct slc_program *program, const struct slc_column *column,
                    struct slc_page *page)
{
    static const char *const columns[] = { "destination", "place", "line", "tells_apart" };
    struct told told = { program, column, page };
    slc_page_table(page, "apart", "What can be told apart, by all lines together", columns, 4);
    slc_measure_lines(program->measures, add_line, &told);
    slc_page_list(page, "moving", "What cuts again when another column changes");
    slc_measure_lines(program->measures, add_moving, &told);
}
