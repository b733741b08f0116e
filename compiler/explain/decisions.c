/* decisions.c - every recorded decision, wherever a policy may hold one. */
#include "explain/explain_internal.h"
#include "labels/label.h"

static void
visit_leaves(const struct slc_program *program, slc_decision_visit *visit, void *context)
{
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next)
        for (const struct slc_column *leaf = table->leaves; leaf != NULL; leaf = leaf->next) {
            const struct slc_decided_here here = {
                .decision = &leaf->place->decision,
                .name = sl_arena_format(program->arena, "%.*s.%.*s",
                                        SL_FMT(slc_full_name(program, &table->name)),
                                        SL_FMT(leaf->name.text)),
                .at = leaf->at,
                .categories = leaf->label.label.categories,
            };
            if (leaf->place->decision.written)
                visit(context, &here);
        }
}

static void
visit_destinations(const struct slc_program *program, slc_decision_visit *visit, void *context)
{
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next) {
        const struct slc_decided_here here = {
            .decision = &destination->shared,
            .name = destination->name.text,
            .before = "positions shared ",
            .at = destination->shared.at,
            .categories = slc_presences_told(program, destination),
        };
        if (destination->shared.written)
            visit(context, &here);
    }
}

static struct slc_number_set
categories_of_columns(const struct slc_program *program, const struct slc_table *table)
{
    struct slc_number_set categories = slc_label_none().categories;
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        categories = slc_number_set_union(program->arena, categories,
                                          slc_whole_label(program->arena, column).categories);
    return categories;
}

/* What a line's decision is about: a field's label, that of the rows, or that any column changed. */
static struct slc_number_set
categories_of_line(const struct slc_program *program, const struct slc_release *release,
                   const struct slc_statement *line)
{
    if (line->kind == SLC_UPDATES)
        return categories_of_columns(program, release->table);
    return line->kind == SLC_DISCLOSE ? line->label.categories : release->row_label.categories;
}

static void
visit_releases(const struct slc_program *program, slc_decision_visit *visit, void *context)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *line = release->statements; line != NULL;
             line = line->next) {
            if (!line->decision.written)
                continue;
            const struct slc_decided_here here = {
                .decision = &line->decision,
                .name = slc_full_name(program, &release->stream),
                .at = line->at,
                .categories = categories_of_line(program, release, line),
            };
            visit(context, &here);
        }
}

void
slc_visit_decisions(const struct slc_program *program, slc_decision_visit *visit, void *context)
{
    visit_destinations(program, visit, context);
    visit_leaves(program, visit, context);
    visit_releases(program, visit, context);
}

void
slc_add_decided_here(const struct slc_program *program, const struct slc_decided_here *here,
                     struct slc_page *page)
{
    slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, here->at)));
    slc_page_cell(page, "%s%.*s", here->before != NULL ? here->before : "",
                  SL_FMT(slc_policy_text(program, here->at)));
}
