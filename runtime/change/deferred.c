#include "change/deferred.h"

#include "maxima.h"

#include <stdlib.h>

bool
slp_deferred_init(struct slp_deferred *deferred)
{
    *deferred = (struct slp_deferred) { .arena = sl_arena_new(SLP_MAX_DEFERRED_ARENA_BYTES) };
    if (deferred->arena == NULL)
        return false;
    deferred->rows = calloc(SLP_MAX_DEFERRED_ROWS, sizeof *deferred->rows);
    deferred->wanted = calloc(SLP_MAX_DEFERRED_ROWS, sizeof *deferred->wanted);
    return deferred->rows != NULL && deferred->wanted != NULL;
}

void
slp_deferred_done(struct slp_deferred *deferred)
{
    sl_arena_free(deferred->arena);
    free(deferred->rows);
    free(deferred->wanted);
}

/* What the old row of the message can give: under FULL everything, else the identity. */
static bool
old_row_has(const struct slp_binding *binding, const struct slp_row_change *row, uint32_t position)
{
    return row->old == SLP_OLD_FULL || (row->old == SLP_OLD_KEY && binding->identity[position]);
}

bool
slp_deferred_lacks(const struct slp_binding *binding, const struct slp_row_change *row)
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

/* Never NULL where nothing is asked for: NULL says that memory is short. */
static void *
take(struct slp_deferred *deferred, size_t size, size_t align)
{
    return size == 0 ? (void *)deferred->rows : sl_arena_alloc(deferred->arena, size, align);
}

static bool
copy_tuple(struct slp_deferred *deferred, struct slp_tuple *tuple)
{
    struct slp_cell *cells =
        take(deferred, sizeof *cells * tuple->ncells, alignof(struct slp_cell));
    if (cells == NULL)
        return false;
    for (uint32_t i = 0; i < tuple->ncells; i++) {
        cells[i] = tuple->cells[i];
        if (cells[i].kind != SLP_CELL_TEXT)
            continue;
        cells[i].text = take(deferred, cells[i].len, 1);
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
copy_key_column(struct slp_deferred *deferred, const struct slp_binding *binding,
                const struct slp_row_change *row, uint32_t column, struct sl_str *ret_text)
{
    for (uint32_t i = 0; i < binding->npositions; i++) {
        if (binding->columns[i] != column)
            continue;
        const struct slp_cell *cell = &row->after.cells[i];
        if (cell->kind == SLP_CELL_UNCHANGED && row->before.ncells == binding->npositions)
            cell = &row->before.cells[i];
        char *copy =
            cell->kind == SLP_CELL_TEXT ? sl_arena_alloc(deferred->arena, cell->len + 1, 1) : NULL;
        if (copy == NULL)
            return false;
        memcpy(copy, cell->text, cell->len);
        *ret_text = (struct sl_str) { .ptr = copy, .len = cell->len };
        return true;
    }
    return false;
}

static bool
want(struct slp_deferred *deferred, const struct slp_binding *binding,
     const struct slp_row_change *row)
{
    const struct sl_table *declared = binding->table->declared;
    struct slp_wanted *wanted = &deferred->wanted[deferred->nwanted];
    struct sl_str *key = take(deferred, sizeof *key * declared->ncolumns, alignof(struct sl_str));
    struct sl_value *image =
        take(deferred, sizeof *image * declared->ncolumns, alignof(struct sl_value));
    if (key == NULL || image == NULL)
        return false;
    *wanted = (struct slp_wanted) { .table = binding->table, .key = key, .image = image };
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        if ((declared->columns[i].flags & SL_COLUMN_KEY) == 0)
            continue;
        if (!copy_key_column(deferred, binding, row, i, &key[wanted->nkey++]))
            return false;
    }
    deferred->nwanted++;
    return true;
}

int
slp_deferred_add(struct slp_deferred *deferred, const struct slp_changed_row *changed, bool lacks,
                 struct sl_err *reterr)
{
    const struct sl_table *declared = changed->binding->table->declared;
    struct slp_changed_row *copy = &deferred->rows[deferred->nrows];
    *copy = *changed;
    if (lacks) {
        if (!want(deferred, changed->binding, &changed->row))
            return sl_fail(reterr, SL_RETRY, "no memory for a row of %s.%s to be read again",
                           declared->schema, declared->name);
        copy->wanted = &deferred->wanted[deferred->nwanted - 1];
    }
    if (!copy_tuple(deferred, &copy->row.before) || !copy_tuple(deferred, &copy->row.after))
        return sl_fail(reterr, SL_RETRY, "no memory for a row of %s.%s that is held back",
                       declared->schema, declared->name);
    deferred->nrows++;
    return 0;
}

bool
slp_deferred_is_full(const struct slp_deferred *deferred)
{
    return deferred->nrows == SLP_MAX_DEFERRED_ROWS ||
           sl_arena_used(deferred->arena) >= SLP_MAX_DEFERRED_BYTES;
}

void
slp_deferred_clear(struct slp_deferred *deferred)
{
    deferred->nrows = deferred->nwanted = 0;
    sl_arena_reset(deferred->arena);
}
