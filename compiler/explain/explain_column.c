/* explain_column.c - where a column goes, and who said so; and a table, all its columns at a glance. */
#include "explain/explain_internal.h"
#include "labels/label.h"
#include "syntax/walk.h"

static const struct slc_name *
name_in(const struct slc_name *names, struct sl_str text)
{
    for (const struct slc_name *name = names; name != NULL; name = name->next)
        if (sl_str_equal(name->text, text))
            return name;
    return NULL;
}

/* ---- one line of a release that has to do with the column ----------------------------------- */

struct way {
    const struct slc_program *program;
    struct slc_page *page;
    const struct slc_release *release;
    const struct slc_column *column;
};

static void
add_way(const struct way *way, struct slc_span at, struct sl_str label, struct sl_str why)
{
    slc_page_cell(way->page, "%.*s", SL_FMT(slc_full_name(way->program, &way->release->stream)));
    slc_page_cell(way->page, "%.*s", SL_FMT(slc_place_text(way->program, at)));
    slc_page_cell(way->page, "%.*s", SL_FMT(slc_policy_text(way->program, at)));
    slc_page_cell(way->page, "%.*s", SL_FMT(label));
    slc_page_cell(way->page, "%.*s", SL_FMT(why));
}

/* A leaf is withheld with its document. */
static const struct slc_column *
withheld_as(const struct slc_column *column)
{
    return column->leaf_of != NULL ? column->leaf_of : column;
}

static void
add_statement(const struct way *way, const struct slc_statement *statement)
{
    if (slc_makes_a_field(statement) && slc_reads_column(statement->expr, way->column))
        add_way(way, statement->at, slc_label_text(way->program, statement->label),
                slc_allowed_by(way->program, statement));
    else if (statement->kind == SLC_ONLY_ROWS && slc_reads_column(statement->expr, way->column))
        add_way(way, statement->at, slc_label_text(way->program, way->release->row_label),
                slc_allowed_by(way->program, statement));
    else if (statement->kind == SLC_WITHHOLD &&
             name_in(statement->names, withheld_as(way->column)->name.text) != NULL)
        add_way(way, statement->at, SL_STR("does not leave"), SL_STR(""));
}

static void
add_ways(const struct slc_program *program, const struct slc_column *column, struct slc_page *page)
{
    static const char *const columns[] = { "release", "place", "line", "label", "allowed_by" };
    slc_page_table(page, "goes", "Where it goes, and who said so", columns, 5);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        struct way way = { program, page, release, column };
        if (release->table != column->table)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            add_statement(&way, statement);
        if (withheld_as(column)->withheld != NULL)
            add_way(&way, withheld_as(column)->withheld->at, SL_STR("does not leave"), SL_STR(""));
    }
}

/* ---- what shows without its value ----------------------------------------------------------- */

static void
add_traces(const struct slc_program *program, const struct slc_column *column,
           struct slc_page *page)
{
    slc_page_list(page, "traces", "What else tells of it");
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        if (release->table != column->table)
            continue;
        struct sl_str name = slc_full_name(program, &release->stream);
        const struct slc_statement *updates = slc_release_line(release, SLC_UPDATES);
        if (updates == NULL || !updates->changes)
            slc_page_item(page, "%.*s sends every update, so that one of this column alone shows.",
                          SL_FMT(name));
        if (slc_release_line(release, SLC_REJECTED_ROWS) != NULL)
            slc_page_item(page, "%.*s announces updates of rejected rows by their key.",
                          SL_FMT(name));
    }
    if (slc_publishes_whole_rows(column->table))
        slc_page_item(page,
                      "Under %s its values cross the wire to the reader, which decodes only what "
                      "a line reads.",
                      column->table->identity == SLC_IDENTITY_FULL ? "replica identity full"
                                                                   : "'publish whole rows'");
}

static bool
is_released_to(const struct slc_program *program, const struct slc_column *column,
               const struct slc_destination *destination)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        if (release->table != column->table || release->destination != destination)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            if (statement->expr != NULL && slc_reads_column(statement->expr, column))
                return true;
    }
    return false;
}

static void
add_never(const struct slc_program *program, const struct slc_column *column, struct slc_page *page)
{
    slc_page_list(page, "never_reaches", "Nothing of it reaches");
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        if (!is_released_to(program, column, destination))
            slc_page_item(page, "%.*s", SL_FMT(destination->name.text));
}

/* ---- its leaves ------------------------------------------------------------------------------ */

static void
add_leaves(const struct slc_program *program, const struct slc_column *column,
           struct slc_page *page)
{
    static const char *const columns[] = { "leaf", "label", "place", "decided" };
    if (column->type.id != SLC_TYPE_JSONB || column->table->leaves == NULL)
        return;
    slc_page_table(page, "leaves", "Its declared leaves, which count as columns of their own",
                   columns, 4);
    for (const struct slc_column *leaf = column->table->leaves; leaf != NULL; leaf = leaf->next) {
        if (leaf->leaf_of != column)
            continue;
        slc_page_cell(page, "%.*s", SL_FMT(leaf->place->path.text));
        slc_page_cell(page, "%.*s%s%.*s", SL_FMT(slc_label_text(program, leaf->label.label)),
                      leaf->presence.text.len > 0 ? ", presence " : "",
                      SL_FMT(leaf->presence.text));
        slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, leaf->at)));
        slc_page_cell(page, "%.*s",
                      SL_FMT(leaf->place->decision.written
                                 ? slc_decision_words(program, &leaf->place->decision)
                                 : SL_STR("")));
    }
}

/* ---- who owns it ---------------------------------------------------------------------------- */

static void
add_owners(const struct slc_program *program, const struct slc_column *column,
           struct slc_page *page)
{
    static const char *const columns[] = { "category", "owner", "place", "allows" };
    slc_page_table(page, "owners", "Its owners, and what they allow", columns, 4);
    for (const struct slc_category *category = program->categories; category != NULL;
         category = category->next) {
        if (!slc_number_set_has(column->label.label.categories, category->number))
            continue;
        struct sl_str owner = slc_role_words(category->owner_role);
        if (category->downgrades == NULL) {
            slc_page_cell(page, "%.*s", SL_FMT(category->name.text));
            slc_page_cell(page, "%.*s", SL_FMT(owner));
            slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, category->at)));
            slc_page_cell(page, "nothing lowers it but a recorded decision");
        }
        for (const struct slc_downgrade *rule = category->downgrades; rule != NULL;
             rule = rule->next) {
            slc_page_cell(page, "%.*s", SL_FMT(category->name.text));
            slc_page_cell(page, "%.*s", SL_FMT(owner));
            slc_page_cell(page, "%.*s", SL_FMT(slc_place_text(program, rule->at)));
            slc_page_cell(page, "%.*s", SL_FMT(slc_policy_text(program, rule->at)));
        }
    }
}

/* Where reading it carries more than its own label. */
static void
add_carried(const struct slc_program *program, const struct slc_column *column,
            struct slc_page *page)
{
    struct slc_label whole = slc_whole_label(program->arena, column);
    if (slc_label_known(whole) && !slc_label_equal(whole, slc_column_label(column)))
        slc_page_fact(page, "carries", "Carries", "%.*s, with its declared leaves",
                      SL_FMT(slc_label_text(program, whole)));
}

void
slc_explain_column(const struct slc_explained *explained, const struct slc_column *column,
                   struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    bool leaf = column->leaf_of != NULL;
    slc_page_fact(page, "kind", "Kind", "%s%s", leaf ? "declared leaf of a document" : "column",
                  column->key ? " of the key" : "");
    slc_page_fact(page, "line", "Line", "%.*s", SL_FMT(slc_policy_text(program, column->at)));
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, column->at)));
    slc_page_fact(page, "type", "Type", "%.*s", SL_FMT(slc_said_type(program, &column->type)));
    if (column->encrypted)
        slc_page_fact(page, "encrypted", "Encrypted",
                      "by the application as %.*s, with the key %.*s",
                      SL_FMT(column->encryption_format.text), SL_FMT(column->encryption_key.text));
    slc_page_fact(page, "label", "Label", "%.*s",
                  SL_FMT(slc_label_text(program, column->label.label)));
    add_carried(program, column, page);
    if (column->place != NULL && column->place->decision.written)
        slc_page_fact(page, "decision", "Decided", "%.*s",
                      SL_FMT(slc_decision_words(program, &column->place->decision)));
    add_ways(program, column, page);
    slc_explain_measure(program, column, page);
    add_traces(program, column, page);
    add_never(program, column, page);
    add_owners(program, column, page);
    add_leaves(program, column, page);
}

/* ---- tables --------------------------------------------------------------------------------- */

/* "lake.customers: has_email, contactable; regulator.returns" */
static struct sl_str
uses_of(const struct slc_program *program, const struct slc_column *column)
{
    struct sl_str uses = SL_STR("");
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        bool first = true;
        if (release->table != column->table)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next) {
            if (!slc_makes_a_field(statement) || !slc_reads_column(statement->expr, column))
                continue;
            uses = first ? sl_arena_format(program->arena, "%.*s%s%.*s: %.*s", SL_FMT(uses),
                                           uses.len > 0 ? "; " : "",
                                           SL_FMT(slc_full_name(program, &release->stream)),
                                           SL_FMT(statement->field.text))
                         : sl_arena_format(program->arena, "%.*s, %.*s", SL_FMT(uses),
                                           SL_FMT(statement->field.text));
            first = false;
        }
    }
    return uses.len > 0 ? uses : SL_STR("nowhere");
}

const char *const slc_columns_of_columns[4] = { "column", "type", "label", "goes_to" };

void
slc_add_column_row(const struct slc_program *program, const struct slc_column *column, bool full,
                   struct slc_page *page)
{
    struct sl_str table = slc_full_name(program, &column->table->name);
    slc_page_cell(page, "%.*s%s%.*s", full ? (int)table.len : 0, table.ptr, full ? "." : "",
                  SL_FMT(column->name.text));
    slc_page_cell(page, "%.*s", SL_FMT(slc_said_type(program, &column->type)));
    slc_page_cell(page, "%.*s", SL_FMT(slc_label_text(program, column->label.label)));
    slc_page_cell(page, "%.*s", SL_FMT(uses_of(program, column)));
}

void
slc_explain_table(const struct slc_explained *explained, const struct slc_table *table,
                  struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    slc_page_fact(page, "kind", "Kind", "table");
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, table->at)));
    slc_page_fact(page, "documentation", "Says", "%.*s", SL_FMT(table->doc.text));
    if (table->has_presence)
        slc_page_fact(page, "presence", "Presence",
                      "that somebody has a row here is %.*s before any decision",
                      SL_FMT(slc_label_text(program, table->presence.label)));
    slc_page_fact(page, "published", "Published", "%s",
                  slc_publishes_whole_rows(table)
                      ? "whole rows: every column crosses the wire to the reader, which decodes "
                        "only what a line reads"
                      : "the columns that releases read, and the key; no other column leaves the "
                        "database");
    if (table->withheld_new.at.source != NULL)
        slc_page_fact(page, "new_columns", "New columns",
                      "withheld unseen, with a warning that names each: %.*s (%.*s)",
                      SL_FMT(table->withheld_new.because.text),
                      SL_FMT(slc_place_text(program, table->withheld_new.at)));
    slc_page_table(page, "columns", "Where its columns go", slc_columns_of_columns, 4);
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        slc_add_column_row(program, column, false, page);
}
