#include "lower/lower_reads.h"

#include "syntax/walk.h"

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

struct key_set {
    const struct slc_key **keys;
    uint32_t count;
};

static void
add_keys(void *key_set, struct slc_expr *expr)
{
    struct key_set *set = key_set;
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next) {
        uint32_t i = 0;
        while (i < set->count && set->keys[i] != arg->key)
            i++;
        if (arg->key != NULL && i == set->count)
            set->keys[set->count++] = arg->key;
    }
}

/* Appends the keys that `keys` does not hold yet. */
static void
collect_keys(struct slc_expr *expr, const struct slc_key **keys, uint32_t *nkeys)
{
    struct key_set set = { keys, *nkeys };
    slc_walk(expr, add_keys, &set);
    *nkeys = set.count;
}

/* ---- cells and key slots of a release ------------------------------------------------------ */

/* Whether a value with this label may stand in a field of the destination as it is. */
static bool
fits(const struct slc_ir_destination *destination, struct slc_ir_label label)
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
                      !fits(to->destination, slc_ir_column_label(&to->table->columns[i])),
        };
    }
}

/* Slots in the order of ir->keys, which is by name. */
static void
lower_keys_used(struct slc_release_to_ir *to)
{
    struct sl_arena *arena = to->all->arena;
    uint32_t nkeys = to->all->ir->nkeys, count = 0;
    const struct slc_key **used = SL_NEW_ARRAY(arena, const struct slc_key *, nkeys + 1);
    for (const struct slc_statement *s = to->release->statements; s != NULL; s = s->next)
        collect_keys(s->expr, used, &count);
    to->keys = SL_NEW_ARRAY(arena, const struct slc_ir_key *, nkeys + 1);
    for (uint32_t i = 0; i < nkeys; i++)
        for (uint32_t k = 0; k < count; k++)
            if (sl_str_equal(to->all->keys[i].name, used[k]->name.text))
                to->keys[to->nkeys++] = &to->all->keys[i];
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
