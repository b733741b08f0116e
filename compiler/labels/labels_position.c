/* labels_position.c - positions that would join what keys keep apart.
 *
 * Under `positions shared` records of one transaction carry the same commit LSN, so whoever holds
 * two streams can join them. */
#include "labels/labels.h"
#include "language/joined.h"
#include "names/symbols.h"
#include "releases/keyed.h"
#include "syntax/walk.h"

/* What codes are of, under a key. Kinds that leave in one stream are one here, since that stream joins the
 * streams of each with those of the other: accounts join customers with payments. */
struct joined_kinds {
    struct sl_arena *arena;
    struct slc_symbols kinds; /* key and kind -> struct slc_joined */
};

/* What the codes in a release are of. Where a column does not say what it identifies, its key alone
 * decides, as if the streams of that key were meant to join. */
struct coded {
    struct slc_number_set kinds;  /* by the numbers of joined kinds */
    struct slc_number_set keys;   /* by their numbers */
    struct slc_number_set unsaid; /* keys of columns that do not say what they identify */
};

struct gathering {
    struct joined_kinds *joined;
    struct slc_symbols met; /* of the release: key -> one of its kinds */
    struct coded coded;
};

static struct slc_joined *
kind_of(struct joined_kinds *joined, const struct slc_expr *call, const struct slc_keyed *keyed)
{
    struct sl_str name =
        slc_symbol_pair(joined->arena, keyed->key->name.text, slc_keyed_kind(joined->arena, keyed));
    struct slc_joined *kind = slc_joined_new(joined->arena, joined->kinds.count);
    const struct slc_symbol *earlier = slc_symbols_add(&joined->kinds, name, call->at, kind);
    return earlier != NULL ? earlier->object : kind;
}

static bool
says_what_it_identifies(const struct slc_keyed *keyed)
{
    for (const struct slc_arg *arg = keyed->first; arg != NULL; arg = slc_keyed_next(keyed, arg))
        if (arg->expr->column->kind.text.len == 0)
            return false;
    return true;
}

static void
gather_kind(void *context, struct slc_expr *expr)
{
    struct gathering *gathering = context;
    struct joined_kinds *joined = gathering->joined;
    struct coded *coded = &gathering->coded;
    struct slc_keyed keyed;
    if (!slc_keyed_call(expr, &keyed))
        return;
    struct slc_joined *kind = kind_of(joined, expr, &keyed);
    const struct slc_symbol *earlier =
        slc_symbols_add(&gathering->met, keyed.key->name.text, expr->at, kind);
    if (earlier != NULL)
        (void)slc_join(earlier->object, kind);
    coded->kinds = slc_number_set_add(joined->arena, coded->kinds, slc_joined_root(kind)->number);
    coded->keys = slc_number_set_add(joined->arena, coded->keys, keyed.key->number);
    if (!says_what_it_identifies(&keyed))
        coded->unsaid = slc_number_set_add(joined->arena, coded->unsaid, keyed.key->number);
}

/* Its kinds are complete once it was asked of all releases of the destination. */
static struct coded
coded_in(struct joined_kinds *joined, const struct slc_release *release)
{
    struct gathering gathering = { .joined = joined };
    slc_symbols_init(&gathering.met, joined->arena);
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        slc_walk(statement->expr, gather_kind, &gathering);
    return gathering.coded;
}

static bool
are_joined(const struct coded *a, const struct coded *b)
{
    return slc_number_set_meets(a->kinds, b->kinds) || slc_number_set_meets(a->unsaid, b->keys) ||
           slc_number_set_meets(a->keys, b->unsaid);
}

/* The codes of a release in a destination. */
struct coded_set {
    struct coded coded;
    const struct slc_release *release;
    struct coded_set *next;
};

static void
report_not_joined(const struct slc_program *program, const struct slc_release *one,
                  const struct slc_release *other)
{
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0320, one->stream.at,
                 "shared positions would join '%.*s' and '%.*s', whose pseudonyms keep them apart",
                 SL_FMT(slc_span_text(other->stream.at)), SL_FMT(slc_span_text(one->stream.at)));
    slc_cause(program->findings, finding, other->stream.at, "the other stream");
    slc_help(program->findings, finding, "write 'positions apart' in destination '%.*s'",
             SL_FMT(one->destination->name.text));
    slc_help(
        program->findings, finding,
        "or let both have pseudonyms of what they share: under one key, of columns with the same "
        "'identifies KIND'");
}

/* Two streams that both carry pseudonyms have some that join them, or the first of them is reported. */
static void
check_within(const struct slc_program *program, const struct slc_destination *destination)
{
    struct coded_set *sets = NULL;
    struct joined_kinds joined = { .arena = program->arena };
    const struct slc_release *release;
    slc_symbols_init(&joined.kinds, program->arena);
    for (release = program->releases; release != NULL; release = release->next)
        if (release->destination == destination)
            (void)coded_in(&joined, release);
    for (release = program->releases; release != NULL; release = release->next) {
        if (release->destination != destination)
            continue;
        struct coded coded = coded_in(&joined, release);
        if (slc_number_set_is_empty(coded.keys))
            continue;
        const struct coded_set *set = sets;
        for (; set != NULL; set = set->next) {
            if (!are_joined(&set->coded, &coded)) {
                report_not_joined(program, release, set->release);
                break;
            }
        }
        struct coded_set *added = SL_NEW(program->arena, struct coded_set);
        *added = (struct coded_set) { .coded = coded, .release = release, .next = sets };
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
    struct joined_kinds joined = { .arena = program->arena };
    slc_symbols_init(&joined.kinds, program->arena);
    bool coded = !slc_number_set_is_empty(coded_in(&joined, release).keys);
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
