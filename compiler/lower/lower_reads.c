#include "lower/lower_reads.h"

#include "releases/keyed.h"
#include "syntax/walk.h"

#include <assert.h>
#include <stdlib.h>

/* ---- what expressions read ----------------------------------------------------------------- */

static void
mark_column(void *columns_read, struct slc_expr *expr)
{
    bool *columns = columns_read;
    if (expr->kind == SLC_EXPR_NAME && expr->column != NULL)
        columns[expr->column->number] = true;
}

void
slc_collect_reads(struct slc_expr *expr, bool *columns)
{
    slc_walk(expr, mark_column, columns);
}

/* ---- cells --------------------------------------------------------------------------------- */

bool
slc_fits_destination(const struct slc_ir_destination *destination, struct slc_ir_label label)
{
    return label.level <= destination->clearance &&
           slc_number_set_is_subset(label.categories, destination->accepts);
}

static void
lower_cells(struct slc_release_to_ir *to)
{
    uint32_t ncolumns = to->table->ncolumns;
    struct sl_arena *arena = to->all->arena;
    bool *read = SL_NEW_ARRAY(arena, bool, ncolumns + 1);
    for (const struct slc_statement *s = to->release->statements; s != NULL; s = s->next)
        slc_collect_reads(s->expr, read);
    to->cells = SL_NEW_ARRAY(arena, struct slc_ir_cell, ncolumns + 1);
    to->cell_of = SL_NEW_ARRAY(arena, uint32_t, ncolumns + 1);
    for (uint32_t i = 0; i < ncolumns; i++) {
        if (!read[i])
            continue;
        to->cell_of[i] = to->ncells;
        to->cells[to->ncells++] = (struct slc_ir_cell) {
            .column = i,
            .sealed = to->table->columns[i].encryption != NULL ||
                      !slc_fits_destination(to->destination, to->table->columns[i].carried),
        };
    }
}

/* ---- key slots ----------------------------------------------------------------------------- */

static const struct slc_ir_key *
lowered_key(const struct slc_to_ir *from, struct sl_str name)
{
    uint32_t i = 0;
    while (!sl_str_equal(from->keys[i].name, name))
        i++;
    return &from->keys[i];
}

static void
count_key(void *count, struct slc_expr *expr)
{
    struct slc_keyed keyed;
    *(uint32_t *)count += slc_keyed_call(expr, &keyed);
}

static int
compare_uses(const void *a, const void *b)
{
    const struct slc_ir_key_use *left = a, *right = b;
    int order = sl_str_compare(left->key->name, right->key->name);
    return order != 0 ? order : sl_str_compare(left->kind, right->kind);
}

static void
add_use(void *release_to_ir, struct slc_expr *expr)
{
    struct slc_release_to_ir *to = release_to_ir;
    struct slc_keyed keyed;
    if (!slc_keyed_call(expr, &keyed))
        return;
    struct slc_ir_key_use use = { lowered_key(to->all, keyed.key->name.text),
                                  slc_keyed_kind(to->all->arena, &keyed) };
    uint32_t i = 0;
    while (i < to->nkeys && compare_uses(&to->keys[i], &use) != 0)
        i++;
    if (i == to->nkeys)
        to->keys[to->nkeys++] = use;
}

static void
lower_keys_used(struct slc_release_to_ir *to)
{
    uint32_t count = 0;
    for (const struct slc_statement *s = to->release->statements; s != NULL; s = s->next)
        slc_walk(s->expr, count_key, &count);
    to->keys = SL_NEW_ARRAY(to->all->arena, struct slc_ir_key_use, (size_t)count + 1);
    for (const struct slc_statement *s = to->release->statements; s != NULL; s = s->next)
        slc_walk(s->expr, add_use, to);
    qsort(to->keys, to->nkeys, sizeof *to->keys, compare_uses);
}

uint32_t
slc_key_slot(const struct slc_release_to_ir *to, const struct slc_expr *call)
{
    struct slc_keyed keyed;
    bool is_keyed = slc_keyed_call(call, &keyed);
    assert(is_keyed && "a call with a key");
    (void)is_keyed;
    struct sl_str kind = slc_keyed_kind(to->all->arena, &keyed);
    uint32_t slot = 0;
    while (slot < to->nkeys && !(sl_str_equal(to->keys[slot].key->name, keyed.key->name.text) &&
                                 sl_str_equal(to->keys[slot].kind, kind)))
        slot++;
    assert(slot < to->nkeys && "collected before");
    return slot;
}

void
slc_lower_reads(struct slc_release_to_ir *to)
{
    lower_cells(to);
    lower_keys_used(to);
}

/* ---- what is noted while an expression is lowered ------------------------------------------ */

void
slc_begin_reading(struct slc_release_to_ir *to)
{
    struct sl_arena *arena = to->all->arena;
    to->reading = (struct slc_reading) {
        .cells = SL_NEW_ARRAY(arena, bool, to->ncells + 1),
        .rules = SL_NEW_ARRAY(arena, const struct slc_ir_rule *, to->all->nrules + 1),
    };
}

const uint32_t *
slc_cells_read(struct slc_release_to_ir *to, uint32_t *ret_count)
{
    uint32_t *cells = SL_NEW_ARRAY(to->all->arena, uint32_t, to->ncells + 1);
    *ret_count = 0;
    for (uint32_t i = 0; i < to->ncells; i++)
        if (to->reading.cells[i])
            cells[(*ret_count)++] = i;
    return cells;
}
