#include "lower/lower_declarations.h"

#include "lower/lower_parts.h"

#include <stdlib.h>

/* ---- levels, roles, categories and their rules ----------------------------------------------- */

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

/* ---- keys and destinations ------------------------------------------------------------------- */

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
        if (key->replaces.text.len > 0)
            ir->replaces = sl_arena_format(to->arena, "%.*s until %.*s", SL_FMT(key->replaces.text),
                                           SL_FMT(slc_span_text(key->replaces_until.at)));
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
                .shared = slc_lower_decision(to, &d->shared, -1),
                .owner = slc_lower_role(to, d->owner.text),
                .place = slc_lower_place_line(d->at),
            };
    qsort(to->destinations, to->ir->ndestinations, sizeof(*to->destinations), compare_str);
    to->ir->destinations = to->destinations;
}

void
slc_lower_declarations(struct slc_to_ir *to)
{
    lower_levels(to);
    lower_roles(to);
    lower_categories(to);
    lower_keys(to);
    lower_destinations(to);
}
