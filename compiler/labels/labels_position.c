/* labels_position.c - positions that would join what keys keep apart.
 *
 * Under `positions shared` records of one transaction carry the same commit LSN, so whoever holds
 * two streams can join them. */
#include "labels/labels.h"
#include "releases/keyed.h"
#include "syntax/walk.h"

struct gathering {
    struct sl_arena *arena;
    struct slc_number_set keys; /* by their numbers */
};

static void
gather_key(void *context, struct slc_expr *expr)
{
    struct gathering *gathering = context;
    struct slc_keyed keyed;
    if (slc_keyed_call(expr, &keyed))
        gathering->keys = slc_number_set_add(gathering->arena, gathering->keys, keyed.key->number);
}

/* The keys that make codes in a release. */
static struct slc_number_set
keys_of(const struct slc_program *program, const struct slc_release *release)
{
    struct gathering gathering = { .arena = program->arena };
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        slc_walk(statement->expr, gather_key, &gathering);
    return gathering.keys;
}

/* One release for each different set of keys in a destination. */
struct key_set {
    struct slc_number_set keys;
    const struct slc_release *release;
    struct key_set *next;
};

static void
report_no_shared_key(const struct slc_program *program, const struct slc_release *one,
                     const struct slc_release *other)
{
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0320, one->stream.at,
                 "shared positions would join '%.*s' and '%.*s', whose keys keep them apart",
                 SL_FMT(slc_span_text(other->stream.at)), SL_FMT(slc_span_text(one->stream.at)));
    slc_cause(program->findings, finding, other->stream.at, "the other stream");
    slc_help(program->findings, finding,
             "write 'positions apart' in destination '%.*s', or use one key in both",
             SL_FMT(one->destination->name.text));
}

/* Two streams that both carry pseudonyms share a key, or the first of them is reported. */
static void
check_within(const struct slc_program *program, const struct slc_destination *destination)
{
    struct key_set *sets = NULL;
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        if (release->destination != destination)
            continue;
        struct slc_number_set keys = keys_of(program, release);
        if (slc_number_set_is_empty(keys))
            continue;
        const struct key_set *set = sets;
        bool known = false;
        for (; set != NULL; set = set->next) {
            known = known || slc_number_set_equal(set->keys, keys);
            if (!slc_number_set_meets(set->keys, keys)) {
                report_no_shared_key(program, release, set->release);
                break;
            }
        }
        if (known)
            continue;
        struct key_set *added = SL_NEW(program->arena, struct key_set);
        *added = (struct key_set) { .keys = keys, .release = release, .next = sets };
        sets = added;
    }
}

/* What shared destinations hold so far: streams with pseudonyms, and which tables. */
struct held {
    const struct slc_release *pseudonymous;
    const struct slc_release **by_table; /* by the number of the table's first column */
};

static void
report_second(const struct slc_program *program, const struct slc_release *release,
              const struct slc_release *first, const char *why)
{
    struct slc_finding *finding = slc_find(
        program->findings, SLC_E0321, release->stream.at,
        "shared positions would join '%.*s' with destination '%.*s': %s",
        SL_FMT(slc_span_text(release->stream.at)), SL_FMT(first->destination->name.text), why);
    slc_cause(program->findings, finding, first->stream.at, "the stream there");
    slc_help(program->findings, finding, "write 'positions apart' in destination '%.*s'",
             SL_FMT(release->destination->name.text));
}

static void
check_across(const struct slc_program *program, struct held *held,
             const struct slc_release *release)
{
    bool coded = !slc_number_set_is_empty(keys_of(program, release));
    const struct slc_release **same_table = &held->by_table[release->table->first_column];
    if (*same_table != NULL && (*same_table)->destination != release->destination)
        report_second(program, release, *same_table, "both carry rows of one table");
    else if (coded && held->pseudonymous != NULL &&
             held->pseudonymous->destination != release->destination)
        report_second(program, release, held->pseudonymous, "both carry pseudonyms");
    if (*same_table == NULL)
        *same_table = release;
    if (coded && held->pseudonymous == NULL)
        held->pseudonymous = release;
}

void
slc_check_positions(const struct slc_labels *labels)
{
    const struct slc_program *program = labels->program;
    size_t ncolumns = (size_t)slc_measures_column_count(labels->measures);
    struct held held = {
        .by_table = SL_NEW_ARRAY(program->arena, const struct slc_release *, ncolumns + 1),
    };
    for (const struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        if (!destination->positions_apart)
            check_within(program, destination);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        if (release->destination != NULL && release->table != NULL &&
            !release->destination->positions_apart)
            check_across(program, &held, release);
}
