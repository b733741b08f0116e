#include "releases/codes.h"

#include "names/symbols.h"
#include "syntax/walk.h"

struct collecting {
    struct sl_arena *arena;
    const struct slc_release *release;
    struct slc_symbols sets; /* destination, key, form and kind -> struct slc_code_set */
    struct slc_code_set **end;
    uint32_t count;
};

/* The set of these codes, made where it lacks. */
static struct slc_code_set *
set_of(struct collecting *collecting, const struct slc_expr *call, const struct slc_keyed *keyed)
{
    struct sl_arena *arena = collecting->arena;
    struct sl_str name =
        slc_symbol_pair(arena, collecting->release->destination->name.text, keyed->key->name.text);
    name = slc_symbol_pair(arena, name, sl_arena_format(arena, "%d", (int)keyed->form));
    name = slc_symbol_pair(arena, name, slc_keyed_kind(arena, keyed));
    struct slc_code_set *set = SL_NEW(arena, struct slc_code_set);
    set->end = &set->first;
    const struct slc_symbol *earlier = slc_symbols_add(&collecting->sets, name, call->at, set);
    if (earlier != NULL)
        return earlier->object;
    set->number = collecting->count++;
    *collecting->end = set;
    collecting->end = &set->next;
    return set;
}

static void
collect_call(void *context, struct slc_expr *expr)
{
    struct collecting *collecting = context;
    struct slc_keyed keyed;
    if (!slc_keyed_call(expr, &keyed) || keyed.first == NULL ||
        (keyed.form != SLC_KEYED_CODE && keyed.form != SLC_KEYED_MATCH))
        return;
    struct slc_code_set *set = set_of(collecting, expr, &keyed);
    *set->end = SL_NEW(collecting->arena, struct slc_code_use);
    **set->end = (struct slc_code_use) { collecting->release, expr, keyed, NULL };
    set->end = &(*set->end)->next;
}

void
slc_collect_codes(struct slc_program *program)
{
    struct collecting collecting = { .arena = program->arena, .end = &program->code_sets };
    slc_symbols_init(&collecting.sets, program->arena);
    program->code_sets = NULL;
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        collecting.release = release;
        if (release->destination == NULL)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            slc_walk(statement->expr, collect_call, &collecting);
    }
}
