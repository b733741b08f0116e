/* labels_shared.c - shared positions beside presences that are written.
 *
 * Where positions are shared, the distance in the log between two commits shows that other rows were
 * written meanwhile. Of a table or column whose presence is written that may be told to nobody who does
 * not accept its categories, unless their owners decided so. */
#include "labels/labels.h"

/* What has a written presence, and is followed. */
struct shown {
    struct slc_number_set categories; /* of all that the destination does not accept */
    struct slc_span first_at;         /* source NULL: there is none */
    struct sl_str first;
};

static void
note_shown(const struct slc_program *program, const struct slc_destination *destination,
           struct shown *shown, const struct slc_label_text *label, struct sl_str name)
{
    struct slc_number_set categories = label->label.categories;
    if (!slc_label_known(label->label) ||
        slc_number_set_is_subset(categories, destination->accepted))
        return;
    if (shown->first_at.source == NULL) {
        shown->first_at = label->at;
        shown->first = name;
    }
    shown->categories = slc_number_set_union(program->arena, shown->categories, categories);
}

static struct sl_str
table_name(const struct slc_program *program, const struct slc_table *table)
{
    return sl_arena_format(program->arena, "%.*s.%.*s", SL_FMT(table->name.first.text),
                           SL_FMT(table->name.second.text));
}

static void
note_table(const struct slc_program *program, const struct slc_destination *destination,
           struct shown *shown, const struct slc_release *release)
{
    const struct slc_table *table = release->table;
    bool goes_there = release->destination == destination; /* an error, where it is not accepted */
    if (!goes_there)
        note_shown(program, destination, shown, &table->presence, table_name(program, table));
    const struct slc_column *const lists[] = { table->columns, table->leaves };
    for (size_t i = 0; i < 2; i++)
        for (const struct slc_column *column = lists[i]; column != NULL; column = column->next)
            if (column->presence_rank >= 0)
                note_shown(program, destination, shown, &column->label,
                           sl_arena_format(program->arena, "%.*s.%.*s",
                                           SL_FMT(table_name(program, table)),
                                           SL_FMT(column->name.text)));
}

/* Of all tables with a release to anywhere: one pusher follows them. */
static struct shown
shown_to(const struct slc_program *program, const struct slc_destination *destination)
{
    struct shown shown = { 0 };
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        if (release->table != NULL)
            note_table(program, destination, &shown, release);
    return shown;
}

struct slc_number_set
slc_presences_told(const struct slc_program *program, const struct slc_destination *destination)
{
    return shown_to(program, destination).categories;
}

static void
warn(const struct slc_program *program, const struct slc_destination *destination,
     const struct shown *shown)
{
    struct slc_finding *finding = slc_find(
        program->findings, SLC_W0346, destination->name.at,
        "shared positions show '%.*s' when other rows were written, and it does not accept %.*s",
        SL_FMT(destination->name.text), SL_FMT(slc_category_names(program, shown->categories)));
    slc_cause(program->findings, finding, shown->first_at,
              "whether %.*s has rows or values is not told", SL_FMT(shown->first));
    slc_help(program->findings, finding, "write 'positions apart', which tells no distances");
    slc_help(
        program->findings, finding,
        "or record the owners' decision:   positions shared because \"…\" approved by %.*s until …",
        SL_FMT(slc_owners_of(program, shown->categories)));
}

static void
check_decided(const struct slc_labels *labels, const struct slc_destination *destination,
              const struct shown *shown)
{
    const struct slc_program *program = labels->program;
    slc_check_decision(labels, &destination->shared);
    if (shown->first_at.source != NULL) {
        slc_check_approvers(labels, shown->categories, &destination->shared, "told");
        return;
    }
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0315, destination->shared.at,
                 "this decision is needless: shared positions tell '%.*s' of no written presence",
                 SL_FMT(destination->name.text));
    slc_help(program->findings, finding, "write:   positions shared");
}

/* Whether this compilation knows a release to it: else nothing is told, as far as is known. */
static bool
receives(const struct slc_program *program, const struct slc_destination *destination)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        if (release->destination == destination)
            return true;
    return false;
}

void
slc_check_shared(const struct slc_labels *labels)
{
    const struct slc_program *program = labels->program;
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next) {
        if (destination->positions_apart || destination->clearance_rank < 0 ||
            !receives(program, destination))
            continue;
        struct shown shown = shown_to(program, destination);
        if (destination->shared.written)
            check_decided(labels, destination, &shown);
        else if (shown.first_at.source != NULL)
            warn(program, destination, &shown);
    }
}
