/* explain_release.c - what one release tells about a row, and a destination: all its releases. */
#include "explain/explain_internal.h"
#include "ir/variety.h"
#include "labels/label.h"
#include "syntax/walk.h"

const struct slc_ir_release *
slc_release_in_ir(const struct slc_explained *explained, const struct slc_release *release)
{
    return slc_ir_release_named(explained->ir, slc_full_name(explained->program, &release->stream));
}

const struct slc_ir_field *
slc_field_in_ir(const struct slc_ir_release *release, const struct slc_statement *field)
{
    for (uint32_t i = 0; i < release->nfields; i++)
        if (sl_str_equal(release->fields[i].name, field->field.text))
            return &release->fields[i];
    return NULL;
}

/* ---- fields --------------------------------------------------------------------------------- */

/* How many records of one row can be told apart by the fields that are bounded. */
struct joint {
    uint64_t count;          /* UINT64_MAX: that or more */
    struct sl_str unbounded; /* the other fields */
};

static void
multiply(struct joint *joint, uint64_t by)
{
    joint->count = by > 0 && joint->count > UINT64_MAX / by ? UINT64_MAX : joint->count * by;
}

static void
add_field(const struct slc_explained *explained, const struct slc_ir_release *release,
          const struct slc_statement *statement, struct slc_page *page, struct joint *joint)
{
    const struct slc_program *program = explained->program;
    const struct slc_ir_field *field = slc_field_in_ir(release, statement);
    struct slc_variety_count count = slc_count_variety(program->arena, release, field->expr);
    if (count.known)
        multiply(joint, count.count);
    else
        joint->unbounded =
            sl_arena_format(program->arena, "%.*s%s%.*s", SL_FMT(joint->unbounded),
                            joint->unbounded.len > 0 ? ", " : "", SL_FMT(field->name));
    slc_page_cell(page, "%.*s", SL_FMT(field->name));
    slc_page_cell(page, "%.*s", SL_FMT(slc_label_text(program, statement->label)));
    slc_page_cell(page, "%.*s", SL_FMT(slc_variety_words(program->arena, count)));
    slc_page_cell(page, "%.*s", SL_FMT(slc_policy_text(program, statement->expr->at)));
}

static void
add_fields(const struct slc_explained *explained, const struct slc_release *release,
           const struct slc_ir_release *ir, struct slc_page *page)
{
    static const char *const columns[] = { "field", "label", "values", "made_as" };
    struct joint joint = { 1, SL_STR("") };
    slc_page_table(page, "fields",
                   "Fields: their labels, how many values can be told apart, and how they are made",
                   columns, 4);
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        if (slc_makes_a_field(statement))
            add_field(explained, ir, statement, page, &joint);
    slc_page_list(page, "together", "Taken together");
    if (joint.count > 1)
        slc_page_item(page, "At most %.*s combinations of the fields that are bounded.",
                      SL_FMT(slc_variety_words(explained->program->arena,
                                               (struct slc_variety_count) { true, joint.count })));
    if (joint.unbounded.len > 0)
        slc_page_item(page, "Not bounded: %.*s.", SL_FMT(joint.unbounded));
}

static void
add_withheld(const struct slc_explained *explained, const struct slc_ir_release *release,
             struct slc_page *page)
{
    static const char *const columns[] = { "column", "label", "why" };
    const struct slc_program *program = explained->program;
    slc_page_table(page, "withheld", "Withheld", columns, 3);
    for (uint32_t i = 0; i < release->nwithheld; i++) {
        const struct slc_ir_withheld *withheld = &release->withheld[i];
        const struct slc_ir_column *column = &release->table->columns[withheld->column];
        struct slc_label label = { (int)column->label.level, column->label.categories };
        slc_page_cell(page, "%.*s", SL_FMT(column->name));
        slc_page_cell(page, "%.*s", SL_FMT(slc_label_text(program, label)));
        slc_page_cell(page, "%.*s", SL_FMT(withheld->because));
    }
    if (!release->table->withholds_new)
        return;
    slc_page_cell(page, "columns that the database adds");
    slc_page_cell(page, "not known yet");
    slc_page_cell(page, "%.*s", SL_FMT(release->table->new_because));
}

/* ---- rows and events ------------------------------------------------------------------------ */

static struct sl_str
by_decision(const struct slc_program *program, const struct slc_statement *statement)
{
    if (statement == NULL || !statement->decision.written)
        return SL_STR("");
    return sl_arena_format(program->arena, ", %.*s",
                           SL_FMT(slc_decision_words(program, &statement->decision)));
}

static void
add_rows(const struct slc_program *program, const struct slc_release *release,
         struct slc_page *page)
{
    const struct slc_statement *filter = slc_release_line(release, SLC_ONLY_ROWS);
    const struct slc_statement *rows = slc_release_line(release, SLC_DISCLOSE_ROWS);
    if (filter == NULL)
        slc_page_item(page, "That a row is there: all rows of the table are sent.");
    else
        slc_page_item(page, "That a row is there, and that it passes: %.*s%.*s (%.*s).",
                      SL_FMT(slc_policy_text(program, filter->expr->at)),
                      SL_FMT(by_decision(program, filter)),
                      SL_FMT(slc_place_text(program, filter->at)));
    slc_page_item(page, "That a row is there is itself labelled %.*s%.*s.",
                  SL_FMT(slc_label_text(program, release->row_label)),
                  SL_FMT(by_decision(program, rows)));
    if (slc_release_line(release, SLC_REJECTED_ROWS) != NULL)
        slc_page_item(page, "That a row which does not pass was updated: its row key.");
}

static void
look_for_commit_time(void *context, struct slc_expr *expr)
{
    bool *found = context;
    *found = *found || expr->commit_time;
}

static bool
reads_commit_time(const struct slc_release *release)
{
    bool found = false;
    for (const struct slc_statement *line = release->statements; line != NULL; line = line->next)
        if (slc_makes_a_field(line))
            slc_walk(line->expr, look_for_commit_time, &found);
    return found;
}

static void
add_changes(const struct slc_program *program, const struct slc_release *release,
            struct slc_page *page)
{
    const struct slc_statement *deletes = slc_release_line(release, SLC_DELETED_ROWS);
    const struct slc_statement *updates = slc_release_line(release, SLC_UPDATES);
    if (deletes != NULL && deletes->stay)
        slc_page_item(page, "Not that a row was deleted: the destination keeps it.");
    else
        slc_page_item(page, "That a row was deleted, and that the table was emptied.");
    if (updates != NULL && updates->changes)
        slc_page_item(page, "That a released field changed; not that another column did%s.",
                      reads_commit_time(release) ? ", nor that time alone has passed" : "");
    else
        slc_page_item(page, "That a row was updated, even if no released field changed%.*s.",
                      SL_FMT(by_decision(program, updates)));
    if (slc_release_line(release, SLC_METADATA) != NULL)
        slc_page_item(page, "When the change was committed, to the second.");
    else if (reads_commit_time(release))
        slc_page_item(page, "When the change was committed, as finely as a field that is made of "
                            "that time shows it.");
    slc_page_item(page, release->destination->positions_apart
                            ? "The order of the stream's own changes; not which changes of other "
                              "streams were made together with them."
                            : "The place in the database's log: which changes, of other streams "
                              "too, were made together.");
}

/* The other streams of the destination that have codes of a kind under a key: ", " between. */
static struct sl_str
streams_with(const struct slc_explained *explained, const struct slc_ir_release *release,
             const struct slc_ir_key_use *use)
{
    struct sl_str streams = SL_STR("");
    for (uint32_t i = 0; i < explained->ir->nreleases; i++) {
        const struct slc_ir_release *other = &explained->ir->releases[i];
        bool has = false;
        for (uint32_t k = 0; other != release && k < other->nkeys; k++)
            has = has || slc_same_key_use(&other->keys[k], use);
        if (has && other->destination == release->destination)
            streams = sl_arena_format(explained->program->arena, "%.*s%s%.*s", SL_FMT(streams),
                                      streams.len > 0 ? ", " : "", SL_FMT(other->stream));
    }
    return streams;
}

static void
add_keys(const struct slc_explained *explained, const struct slc_ir_release *release,
         struct slc_page *page)
{
    for (uint32_t k = 0; k < release->nkeys; k++) {
        const struct slc_ir_key_use *use = &release->keys[k];
        struct sl_str streams = streams_with(explained, release, use);
        if (streams.len > 0)
            slc_page_item(page,
                          "Which rows of %.*s are about the same %.*s: its codes are equal there, "
                          "under the key %.*s.",
                          SL_FMT(streams), SL_FMT(slc_kind_words(explained->program, use->kind)),
                          SL_FMT(use->key->name));
    }
}

static void
add_events(const struct slc_explained *explained, const struct slc_release *release,
           const struct slc_ir_release *ir, struct slc_page *page)
{
    slc_page_list(page, "events", "Beside the fields");
    add_rows(explained->program, release, page);
    add_changes(explained->program, release, page);
    add_keys(explained, ir, page);
}

/* ---- a release ------------------------------------------------------------------------------ */

static void
add_what_it_tells(const struct slc_explained *explained, const struct slc_release *release,
                  struct slc_page *page)
{
    const struct slc_ir_release *ir = slc_release_in_ir(explained, release);
    add_fields(explained, release, ir, page);
    add_events(explained, release, ir, page);
}

void
slc_explain_release(const struct slc_explained *explained, const struct slc_release *release,
                    struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    const struct slc_ir_release *ir = slc_release_in_ir(explained, release);
    slc_page_fact(page, "kind", "Kind", "release, version %.*s", SL_FMT(release->version.text));
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, release->at)));
    slc_page_fact(page, "table", "Table", "%.*s",
                  SL_FMT(slc_full_name(program, &release->table_name)));
    slc_page_fact(page, "purpose", "Purpose", "%.*s", SL_FMT(release->purpose.text));
    slc_page_fact(
        page, "owner", "Owner", "%.*s",
        SL_FMT(ir->owner != NULL && ir->owner->doc.len > 0 ? ir->owner->doc : release->owner.text));
    slc_page_fact(page, "lawful_basis", "Lawful basis", "%.*s", SL_FMT(release->lawful_basis.text));
    slc_page_fact(page, "review_by", "Review by", "%.*s", SL_FMT(ir->review_by.text));
    slc_page_fact(page, "earliest_expiry", "Ends first", "%.*s", SL_FMT(ir->earliest_expiry.text));
    slc_page_fact(page, "meaning", "Meaning", "%s", ir->sha256);
    add_what_it_tells(explained, release, page);
    add_withheld(explained, ir, page);
}

/* ---- a destination -------------------------------------------------------------------------- */

void
slc_explain_destination(const struct slc_explained *explained,
                        const struct slc_destination *destination, struct slc_page *page)
{
    const struct slc_program *program = explained->program;
    slc_page_fact(page, "kind", "Kind", "destination");
    slc_page_fact(page, "place", "Place", "%.*s", SL_FMT(slc_place_text(program, destination->at)));
    slc_page_fact(page, "purpose", "Purpose", "%.*s", SL_FMT(destination->purpose.text));
    slc_page_fact(page, "owner", "Owner", "%.*s", SL_FMT(slc_role_words(destination->owner_role)));
    slc_page_fact(page, "clearance", "Cleared for", "%.*s", SL_FMT(destination->clearance.text));
    slc_page_fact(page, "accepts", "Accepts", "%.*s",
                  SL_FMT(slc_category_names(program, destination->accepted)));
    slc_page_group(page, "releases", "Everything that it learns about one row, by release");
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        if (release->destination != destination)
            continue;
        struct slc_page *part = slc_page_part(page, slc_full_name(program, &release->stream));
        slc_page_fact(part, "table", "Table", "%.*s",
                      SL_FMT(slc_full_name(program, &release->table_name)));
        add_what_it_tells(explained, release, part);
    }
}
