/* labels_position.c - positions that would join what keys keep apart.
 *
 * Under `positions shared` records of one transaction carry the same commit LSN, so whoever holds
 * two streams can join them. */
#include "labels/labels.h"

enum { MAX_KEYS_IN_A_SET = 64 };

static uint64_t
bit_of(const struct slc_program *program, const struct slc_key *wanted)
{
    int bit = 0;
    for (const struct slc_key *key = program->keys; key != wanted; key = key->next)
        bit++;
    return (uint64_t)1 << (bit % MAX_KEYS_IN_A_SET);
}

/* The keys that pseudonymise in a release, as bits by the order of declaration. */
static uint64_t
keys_in(const struct slc_program *program, const struct slc_expr *expr)
{
    uint64_t keys = 0;
    if (expr == NULL)
        return 0;
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next) {
        if (arg->key != NULL)
            keys |= bit_of(program, arg->key);
        keys |= keys_in(program, arg->expr);
    }
    keys |= keys_in(program, expr->left) | keys_in(program, expr->right);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next)
        keys |= keys_in(program, arm->when) | keys_in(program, arm->then);
    return keys | keys_in(program, expr->otherwise);
}

static uint64_t
keys_of(const struct slc_program *program, const struct slc_release *release)
{
    uint64_t keys = 0;
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        keys |= keys_in(program, statement->expr);
    return keys;
}

/* One release for each different set of keys in a destination. */
struct key_set {
    uint64_t keys;
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
        uint64_t keys = release->destination == destination ? keys_of(program, release) : 0;
        const struct key_set *set = sets;
        bool known = false;
        for (; keys != 0 && set != NULL; set = set->next) {
            known = known || set->keys == keys;
            if ((set->keys & keys) == 0) {
                report_no_shared_key(program, release, set->release);
                break;
            }
        }
        if (keys == 0 || known)
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
    uint64_t keys = keys_of(program, release);
    const struct slc_release **same_table = &held->by_table[release->table->first_column];
    if (*same_table != NULL && (*same_table)->destination != release->destination)
        report_second(program, release, *same_table, "both carry rows of one table");
    else if (keys != 0 && held->pseudonymous != NULL &&
             held->pseudonymous->destination != release->destination)
        report_second(program, release, held->pseudonymous, "both carry pseudonyms");
    if (*same_table == NULL)
        *same_table = release;
    if (keys != 0 && held->pseudonymous == NULL)
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
