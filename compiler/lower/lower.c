#include "lower/lower.h"
#include "ir/ir_canonical.h"
#include "stages.h"

#include <stdlib.h>

/* ---- parts --------------------------------------------------------------------------------- */

struct slc_ir_place
slc_lower_place(struct slc_span at)
{
    if (at.source == NULL)
        return (struct slc_ir_place) { 0 };
    return (struct slc_ir_place) { .file = at.source->name,
                                   .line = slc_source_place(at.source, at.begin).line,
                                   .text = slc_span_text(at) };
}

struct slc_ir_place
slc_lower_place_line(struct slc_span at)
{
    struct slc_ir_place place = slc_lower_place(at);
    const char *newline = place.text.len > 0 ? memchr(place.text.ptr, '\n', place.text.len) : NULL;
    if (newline != NULL)
        place.text.len = (size_t)(newline - place.text.ptr);
    return place;
}

struct slc_ir_date
slc_lower_date(struct slc_date date)
{
    if (date.at.source == NULL)
        return (struct slc_ir_date) { 0 };
    return (struct slc_ir_date) { .days = date.days, .text = slc_span_text(date.at) };
}

struct slc_ir_label
slc_lowered_label(struct slc_label label)
{
    return (struct slc_ir_label) { .level = label.level < 0 ? 0 : (uint32_t)label.level,
                                   .categories = label.categories };
}

const struct slc_ir_role *
slc_lower_role(const struct slc_to_ir *from, struct sl_str name)
{
    for (uint32_t i = 0; i < from->ir->nroles; i++)
        if (sl_str_equal(from->roles[i].name, name))
            return &from->roles[i];
    return NULL;
}

bool
slc_ir_fits(const struct slc_ir_destination *destination, struct slc_ir_label label)
{
    return label.level <= destination->clearance && (label.categories & ~destination->accepts) == 0;
}

/* ---- levels, roles, categories and their rules --------------------------------------------- */

static void
lower_levels(struct slc_to_ir *to)
{
    struct slc_ir_level *levels =
        SL_NEW_ARRAY(to->arena, struct slc_ir_level, (size_t)to->program->nlevels + 1);
    for (const struct slc_level *level = to->program->levels; level != NULL; level = level->next)
        levels[to->ir->nlevels++] =
            (struct slc_ir_level) { .name = level->name.text, .doc = level->doc.text };
    to->ir->levels = levels;
}

static void
lower_roles(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_role *role = to->program->roles; role != NULL; role = role->next)
        count++;
    to->roles = SL_NEW_ARRAY(to->arena, struct slc_ir_role, count + 1);
    for (const struct slc_role *role = to->program->roles; role != NULL; role = role->next)
        to->roles[to->ir->nroles++] =
            (struct slc_ir_role) { .name = role->name.text, .doc = role->doc.text };
    to->ir->roles = to->roles;
}

static uint32_t
count_downgrades(const struct slc_program *program)
{
    uint32_t count = 0;
    for (const struct slc_category *c = program->categories; c != NULL; c = c->next)
        for (const struct slc_downgrade *row = c->downgrades; row != NULL; row = row->next)
            count++;
    return count;
}

static void
lower_rules(struct slc_to_ir *to, const struct slc_category *category,
            const struct slc_ir_category *ir)
{
    for (const struct slc_downgrade *row = category->downgrades; row != NULL; row = row->next) {
        to->downgrades[to->nrules] = row;
        to->rules[to->nrules++] =
            (struct slc_ir_rule) { .category = ir,
                                   .by = row->by.text,
                                   .to = row->to_rank < 0 ? 0 : (uint32_t)row->to_rank,
                                   .until = slc_lower_date(row->until),
                                   .doc = row->doc.text,
                                   .place = slc_lower_place(row->at) };
    }
}

static void
lower_categories(struct slc_to_ir *to)
{
    uint32_t rules = count_downgrades(to->program);
    to->rules = SL_NEW_ARRAY(to->arena, struct slc_ir_rule, rules + 1);
    to->downgrades = SL_NEW_ARRAY(to->arena, const struct slc_downgrade *, rules + 1);
    to->categories =
        SL_NEW_ARRAY(to->arena, struct slc_ir_category, (size_t)to->program->ncategories + 1);
    for (const struct slc_category *c = to->program->categories; c != NULL; c = c->next) {
        struct slc_ir_category *ir = &to->categories[to->ir->ncategories++];
        *ir = (struct slc_ir_category) { .name = c->name.text,
                                         .doc = c->doc.text,
                                         .owner = slc_lower_role(to, c->owner.text) };
        lower_rules(to, c, ir);
    }
    to->ir->categories = to->categories;
}

/* ---- keys and destinations ----------------------------------------------------------------- */

static int
compare_str(const void *a, const void *b)
{
    return sl_str_compare(*(const struct sl_str *)a, *(const struct sl_str *)b);
}

static void
lower_links(struct slc_to_ir *to, const struct slc_key *key, struct slc_ir_key *ir)
{
    uint32_t count = 0;
    for (const struct slc_name *name = key->links; name != NULL; name = name->next)
        count++;
    struct sl_str *links = SL_NEW_ARRAY(to->arena, struct sl_str, count + 1);
    for (const struct slc_name *name = key->links; name != NULL; name = name->next)
        links[ir->nlinks++] = name->text;
    qsort(links, ir->nlinks, sizeof(*links), compare_str);
    ir->links = links;
}

/* Every object that is sorted by name has the name first. */
static void
lower_keys(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_key *key = to->program->keys; key != NULL; key = key->next)
        count++;
    to->keys = SL_NEW_ARRAY(to->arena, struct slc_ir_key, count + 1);
    for (const struct slc_key *key = to->program->keys; key != NULL; key = key->next) {
        struct slc_ir_key *ir = &to->keys[to->ir->nkeys++];
        *ir = (struct slc_ir_key) { .name = key->name.text,
                                    .purpose = key->purpose.text,
                                    .for_decryption = key->for_decryption,
                                    .place = slc_lower_place_line(key->at) };
        if (key->rotate_every.text.len > 0)
            ir->rotate_every =
                sl_arena_format(to->arena, "%.*s %.*s", SL_FMT(key->rotate_every.text),
                                SL_FMT(key->rotate_unit.text));
        lower_links(to, key, ir);
    }
    qsort(to->keys, to->ir->nkeys, sizeof(*to->keys), compare_str);
    to->ir->keys = to->keys;
}

static bool
has_release_to(const struct slc_program *program, const struct slc_destination *destination)
{
    for (const struct slc_release *r = program->releases; r != NULL; r = r->next)
        if (r->destination == destination)
            return true;
    return false;
}

static void
lower_destinations(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_destination *d = to->program->destinations; d != NULL; d = d->next)
        count++;
    to->destinations = SL_NEW_ARRAY(to->arena, struct slc_ir_destination, count + 1);
    for (const struct slc_destination *d = to->program->destinations; d != NULL; d = d->next)
        if (has_release_to(to->program, d))
            to->destinations[to->ir->ndestinations++] = (struct slc_ir_destination) {
                .name = d->name.text,
                .purpose = d->purpose.text,
                .clearance = d->clearance_rank < 0 ? 0 : (uint32_t)d->clearance_rank,
                .accepts = d->accepted,
                .positions_apart = d->positions_apart,
                .owner = slc_lower_role(to, d->owner.text),
                .place = slc_lower_place_line(d->at),
            };
    qsort(to->destinations, to->ir->ndestinations, sizeof(*to->destinations), compare_str);
    to->ir->destinations = to->destinations;
}

/* ---- releases and files -------------------------------------------------------------------- */

static int
compare_releases(const void *a, const void *b)
{
    const struct slc_ir_release *left = a, *right = b;
    return sl_str_compare(left->name, right->name);
}

static void
lower_releases(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_release *r = to->program->releases; r != NULL; r = r->next)
        count++;
    struct slc_ir_release *releases = SL_NEW_ARRAY(to->arena, struct slc_ir_release, count + 1);
    for (const struct slc_release *r = to->program->releases; r != NULL; r = r->next)
        slc_lower_release(to, r, &releases[to->ir->nreleases++]);
    qsort(releases, to->ir->nreleases, sizeof(*releases), compare_releases);
    for (uint32_t i = 0; i < to->ir->nreleases; i++) {
        const struct slc_ir_date *expiry = &releases[i].earliest_expiry;
        if (expiry->text.len == 0 ||
            (to->ir->earliest_expiry.text.len > 0 && expiry->days >= to->ir->earliest_expiry.days))
            continue;
        to->ir->earliest_expiry = *expiry;
        to->ir->earliest_release = releases[i].name;
    }
    to->ir->releases = releases;
    slc_ir_canonical(to->ir, releases);
}

static int
compare_inputs(const void *a, const void *b)
{
    const struct slc_ir_input *left = a, *right = b;
    return sl_str_compare(left->name, right->name);
}

static void
lower_inputs(struct slc_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_file *file = to->program->files; file != NULL; file = file->next)
        count++;
    struct slc_ir_input *inputs = SL_NEW_ARRAY(to->arena, struct slc_ir_input, count + 1);
    for (const struct slc_file *file = to->program->files; file != NULL; file = file->next) {
        struct slc_ir_input *input = &inputs[to->ir->ninputs++];
        input->name = file->source->name;
        input->standard = file->source->standard;
        sl_sha256_hex(file->source->text, input->sha256);
    }
    qsort(inputs, to->ir->ninputs, sizeof(*inputs), compare_inputs);
    to->ir->inputs = inputs;
}

struct slc_ir *
slc_lower(const struct slc_program *program)
{
    struct slc_ir *ir = SL_NEW(program->arena, struct slc_ir);
    struct slc_to_ir to = { .arena = program->arena, .program = program, .ir = ir };
    ir->arena = program->arena;
    lower_levels(&to);
    lower_roles(&to);
    lower_categories(&to);
    lower_keys(&to);
    lower_destinations(&to);
    slc_lower_tables(&to);
    lower_releases(&to);
    slc_lower_risks(&to);
    lower_inputs(&to);
    return ir;
}
