/* explain_role.c - a role's question: what have I allowed, what did I decide, and when does each end. */
#include "explain/explain_internal.h"
#include "plural.h"

struct said {
    const struct slc_program *program;
    const struct slc_role *role;
};

static bool
is_by(const struct said *said, struct sl_str name)
{
    return sl_str_equal(said->role->name.text, name);
}

/* "2027-06-30, in 12 days"; of what has no end: "no end". */
static struct sl_str
end_text(const struct said *said, const struct slc_date *until)
{
    if (until->at.source == NULL)
        return SL_STR("no end");
    int64_t ahead = (int64_t)until->days - said->program->today;
    return sl_arena_format(said->program->arena, "%.*s, %s", SL_FMT(slc_span_text(until->at)),
                           ahead < 0 ? "which is past" : sl_days_ahead(ahead).text);
}

static void
add_allowed(const struct said *said, struct slc_page *page)
{
    static const char *const columns[] = { "category", "ends", "place", "rule" };
    slc_page_table(page, "allowed", "What it allows, as the owner of a category", columns, 4);
    for (const struct slc_category *category = said->program->categories; category != NULL;
         category = category->next)
        for (const struct slc_downgrade *rule = category->downgrades;
             rule != NULL && is_by(said, category->owner.text); rule = rule->next) {
            slc_page_cell(page, "%.*s", SL_FMT(category->name.text));
            slc_page_cell(page, "%.*s", SL_FMT(end_text(said, &rule->until)));
            slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(said->program, rule->at)));
            slc_page_cell(page, "%.*s", SL_FMT(slc_policy_text(said->program, rule->at)));
        }
}

static bool
approved(const struct said *said, const struct slc_decision *decision)
{
    const struct slc_name *name = decision->written ? decision->approved_by : NULL;
    while (name != NULL && !is_by(said, name->text))
        name = name->next;
    return name != NULL;
}

struct deciding {
    const struct said *said;
    struct slc_page *page;        /* NULL: only the first end is looked for */
    const struct slc_date *first; /* the first day on which something ends; NULL: nothing ends */
};

static void
look_for_first(struct deciding *deciding, const struct slc_date *until)
{
    if (until->at.source != NULL &&
        (deciding->first == NULL || until->days < deciding->first->days))
        deciding->first = until;
}

static void
note_decision(void *context, const struct slc_decided_here *here)
{
    struct deciding *deciding = context;
    const struct said *said = deciding->said;
    struct slc_page *page = deciding->page;
    if (!approved(said, here->decision))
        return;
    look_for_first(deciding, &here->decision->until);
    if (page == NULL)
        return;
    slc_page_cell(page, "%.*s", SL_FMT(here->name));
    slc_page_cell(page, "%.*s", SL_FMT(end_text(said, &here->decision->until)));
    slc_add_decided_here(said->program, here, page);
}

static void
add_decided(const struct said *said, struct slc_page *page)
{
    static const char *const columns[] = { "release", "ends", "place", "line" };
    slc_page_table(page, "decided", "What it decided", columns, 4);
    slc_visit_decisions(said->program, note_decision, &(struct deciding) { said, page, NULL });
}

/* The first day on which something ends that the role said; NULL: nothing ends. */
static const struct slc_date *
first_end(const struct said *said)
{
    struct deciding deciding = { .said = said };
    for (const struct slc_category *category = said->program->categories; category != NULL;
         category = category->next)
        for (const struct slc_downgrade *rule = category->downgrades;
             rule != NULL && is_by(said, category->owner.text); rule = rule->next)
            look_for_first(&deciding, &rule->until);
    slc_visit_decisions(said->program, note_decision, &deciding);
    return deciding.first;
}

static void
add_owned(const struct said *said, struct slc_page *page)
{
    const struct slc_program *program = said->program;
    slc_page_list(page, "owns", "What it answers for");
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next)
        if (is_by(said, category->owner.text))
            slc_page_item(page, "category %.*s", SL_FMT(category->name.text));
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        if (is_by(said, destination->owner.text))
            slc_page_item(page, "destination %.*s", SL_FMT(destination->name.text));
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        if (is_by(said, release->owner.text))
            slc_page_item(page, "release %.*s", SL_FMT(slc_full_name(program, &release->stream)));
}

void
slc_explain_role(const struct slc_explained *explained, const struct slc_role *role,
                 struct slc_page *page)
{
    const struct said said = { .program = explained->program, .role = role };
    const struct slc_date *first = first_end(&said);
    slc_page_fact(page, "kind", "Kind", "role");
    slc_page_fact(page, "place", "Place", "%.*s",
                  SL_FMT(slc_place_text(said.program, role->name.at)));
    slc_page_fact(page, "documentation", "Says", "%.*s", SL_FMT(role->doc.text));
    if (first != NULL)
        slc_page_fact(page, "earliest_expiry", "Ends first", "%.*s",
                      SL_FMT(end_text(&said, first)));
    add_owned(&said, page);
    add_allowed(&said, page);
    add_decided(&said, page);
}
