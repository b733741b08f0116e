#include "change/deferred.h"

#include "maxima.h"

#include <stdlib.h>

bool
slp_held_init(struct slp_held *held)
{
    *held = (struct slp_held) { .arena = sl_arena_new(SLP_MAX_HELD_ARENA_BYTES) };
    if (held->arena == NULL)
        return false;
    held->rows = calloc(SLP_MAX_HELD_ROWS, sizeof *held->rows);
    held->wanted = calloc(SLP_MAX_HELD_ROWS, sizeof *held->wanted);
    return held->rows != NULL && held->wanted != NULL;
}

void
slp_held_done(struct slp_held *held)
{
    sl_arena_free(held->arena);
    free(held->rows);
    free(held->wanted);
}

/* What the old row of the message can give: under FULL everything, else the identity. */
static bool
old_row_has(const struct slp_binding *binding, const struct slp_row_change *row, uint32_t position)
{
    return row->old == SLP_OLD_FULL || (row->old == SLP_OLD_KEY && binding->identity[position]);
}

bool
slp_held_lacks(const struct slp_binding *binding, const struct slp_row_change *row)
{
    uint32_t present = 0;
    for (uint32_t i = 0; i < binding->npositions && i < row->after.ncells; i++) {
        if (binding->columns[i] == SLP_UNREAD)
            continue;
        present++;
        if (row->after.cells[i].kind == SLP_CELL_UNCHANGED && !old_row_has(binding, row, i))
            return true;
    }
    return row->after.ncells > 0 && present < binding->table->nreads;
}

static void *
take(struct slp_held *held, size_t size, size_t align)
{
    return size == 0 ? (void *)held->rows : sl_arena_alloc(held->arena, size, align);
}

static bool
copy_tuple(struct slp_held *held, struct slp_tuple *tuple)
{
    struct slp_cell *cells = take(held, sizeof *cells * tuple->ncells, alignof(struct slp_cell));
    if (cells == NULL)
        return false;
    for (uint32_t i = 0; i < tuple->ncells; i++) {
        cells[i] = tuple->cells[i];
        if (cells[i].kind != SLP_CELL_TEXT)
            continue;
        cells[i].text = take(held, cells[i].len, 1);
        if (cells[i].text == NULL)
            return false;
        memcpy(cells[i].text, tuple->cells[i].text, cells[i].len);
    }
    tuple->cells = cells;
    return true;
}

/* Where the key's text stands: in the new row, or, TOASTed and unchanged, in the old one. The text
 * is copied once more, since reading a value may decode it in place. */
static bool
copy_key_column(struct slp_held *held, const struct slp_binding *binding,
                const struct slp_row_change *row, uint32_t column, struct sl_str *ret_text)
{
    for (uint32_t i = 0; i < binding->npositions; i++) {
        if (binding->columns[i] != column)
            continue;
        const struct slp_cell *cell = &row->after.cells[i];
        if (cell->kind == SLP_CELL_UNCHANGED && row->before.ncells == binding->npositions)
            cell = &row->before.cells[i];
        char *copy =
            cell->kind == SLP_CELL_TEXT ? sl_arena_alloc(held->arena, cell->len + 1, 1) : NULL;
        if (copy == NULL)
            return false;
        memcpy(copy, cell->text, cell->len);
        *ret_text = (struct sl_str) { .ptr = copy, .len = cell->len };
        return true;
    }
    return false;
}

static bool
want(struct slp_held *held, const struct slp_binding *binding, const struct slp_row_change *row)
{
    const struct sl_table *declared = binding->table->declared;
    struct slp_wanted *wanted = &held->wanted[held->nwanted];
    struct sl_str *key = take(held, sizeof *key * declared->ncolumns, alignof(struct sl_str));
    struct sl_value *image =
        take(held, sizeof *image * declared->ncolumns, alignof(struct sl_value));
    if (key == NULL || image == NULL)
        return false;
    *wanted = (struct slp_wanted) { .table = binding->table, .key = key, .image = image };
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        if ((declared->columns[i].flags & SL_COLUMN_KEY) == 0)
            continue;
        if (!copy_key_column(held, binding, row, i, &key[wanted->nkey++]))
            return false;
    }
    held->nwanted++;
    return true;
}

int
slp_held_add(struct slp_held *held, enum slp_event_kind kind, const struct slp_binding *binding,
             const struct slp_row_change *row, bool lacks, struct sl_err *reterr)
{
    struct slp_held_row *copy = &held->rows[held->nrows];
    *copy = (struct slp_held_row) { .kind = kind, .binding = binding, .row = *row };
    if (lacks) {
        if (!want(held, binding, row))
            return sl_fail(reterr, SL_RETRY, "no memory for a row of %s.%s to be read again",
                           binding->table->declared->schema, binding->table->declared->name);
        copy->wanted = &held->wanted[held->nwanted - 1];
    }
    if (!copy_tuple(held, &copy->row.before) || !copy_tuple(held, &copy->row.after))
        return sl_fail(reterr, SL_RETRY, "no memory for a row of %s.%s that is held back",
                       binding->table->declared->schema, binding->table->declared->name);
    held->nrows++;
    return 0;
}

bool
slp_held_is_full(const struct slp_held *held)
{
    return held->nrows == SLP_MAX_HELD_ROWS || sl_arena_used(held->arena) >= SLP_MAX_HELD_BYTES;
}

void
slp_held_clear(struct slp_held *held)
{
    held->nrows = held->nwanted = 0;
    sl_arena_reset(held->arena);
}
