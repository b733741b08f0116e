/* explain_category.c - the owner's question: what did I allow, who relies on it, and what was decided
 * about my data beside it. */
#include "explain/explain_internal.h"
#include "labels/label.h"
#include "syntax/walk.h"

/* ---- rules, and the fields that rest on them ------------------------------------------------ */

struct use {
    const struct slc_downgrade *rule;
    bool found;
};

static void
look_for_rule(void *context, struct slc_expr *expr)
{
    struct use *use = context;
    for (const struct slc_lowered_by *lowered = expr->lowered_by; lowered != NULL;
         lowered = lowered->next)
        use->found = use->found || lowered->rule == use->rule;
}

/* "lake.customers.has_email, …": a filter is named by its release. */
static struct sl_str
uses_of(const struct slc_program *program, const struct slc_downgrade *rule)
{
    struct sl_str uses = SL_STR("");
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next) {
            struct use use = { .rule = rule };
            slc_walk(statement->expr, look_for_rule, &use);
            if (!use.found)
                continue;
            struct sl_str field =
                slc_makes_a_field(statement) ? statement->field.text : SL_STR("(filter)");
            uses = sl_arena_format(program->arena, "%.*s%s%.*s.%.*s", SL_FMT(uses),
                                   uses.len > 0 ? ", " : "",
                                   SL_FMT(slc_full_name(program, &release->stream)), SL_FMT(field));
        }
    return uses.len > 0 ? uses : SL_STR("nothing");
}

static void
add_rules(const struct slc_program *program, const struct slc_category *category,
          struct slc_page *page)
{
    static const char *const columns[] = { "place", "rule", "used_by" };
    slc_page_table(page, "rules", "What its owner allows, and what rests on it", columns, 3);
    for (const struct slc_downgrade *rule = category->downgrades; rule != NULL; rule = rule->next) {
        slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, rule->at)));
        slc_page_cell(page, "%.*s", SL_FMT(slc_policy_text(program, rule->at)));
        slc_page_cell(page, "%.*s", SL_FMT(uses_of(program, rule)));
    }
}

/* ---- decisions ------------------------------------------------------------------------------ */

static bool
has_category(struct slc_label label, const struct slc_category *category)
{
    return slc_label_known(label) && slc_number_set_has(label.categories, category->number);
}

struct deciding {
    const struct slc_program *program;
    const struct slc_category *category;
    struct slc_page *page;
};

static void
add_decision(void *context, const struct slc_decided_here *here)
{
    const struct deciding *deciding = context;
    if (!slc_number_set_has(here->categories, deciding->category->number))
        return;
    slc_page_cell(deciding->page, "%.*s", SL_FMT(here->name));
    slc_page_cell(deciding->page, "%.*s", SL_FMT(slc_span_text(here->decision->until.at)));
    slc_add_decided_here(deciding->program, here, deciding->page);
}

static void
add_decisions(const struct slc_program *program, const struct slc_category *category,
              struct slc_page *page)
{
    static const char *const columns[] = { "release", "ends", "place", "line" };
    slc_page_table(page, "decisions", "What was decided about it beside these rules", columns, 4);
    slc_visit_decisions(program, add_decision, &(struct deciding) { program, category, page });
}

/* ---- the page ------------------------------------------------------------------------------- */

static void
add_columns(const struct slc_program *program, const struct slc_category *category,
            struct slc_page *page)
{
    slc_page_table(page, "columns", "Its columns, and where they go", slc_columns_of_columns, 4);
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        const struct slc_column *const lists[] = { table->columns, table->leaves };
        for (size_t i = 0; i < 2; i++)
            for (const struct slc_column *column = lists[i]; column != NULL; column = column->next)
                if (has_category(column->label.label, category))
                    slc_add_column_row(program, column, true, page);
    }
}

void
slc_explain_category(const struct slc_explained *explained, const struct slc_category *category,
                     struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    slc_page_fact(page, "kind", "Kind", "category");
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, category->at)));
    slc_page_fact(page, "documentation", "Says", "%.*s", SL_FMT(category->doc.text));
    slc_page_fact(page, "owner", "Owner", "%.*s", SL_FMT(slc_role_words(category->owner_role)));
    add_rules(program, category, page);
    add_decisions(program, category, page);
    add_columns(program, category, page);
    slc_page_list(page, "accepted_by", "Accepted by");
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        if (slc_number_set_has(destination->accepted, category->number))
            slc_page_item(page, "%.*s, cleared for %.*s", SL_FMT(destination->name.text),
                          SL_FMT(destination->clearance.text));
}
