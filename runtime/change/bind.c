#include "change/bind.h"

#include "record/read.h"

/* The value is not quoted: it is a row's. */
static int
fail_value(const struct sl_table *table, const struct sl_column *declared, struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_DRIFT, "%s.%s.%s holds a value that is no %s", table->schema,
                  table->name, declared->name, declared->type);
    return sl_remedy(reterr, "compare the column's type in the database with the policy's: "
                             "sluice-pusher check");
}

int
slp_bind_cell(const struct sl_table *table, uint32_t column, const struct slp_cell *cell,
              struct sl_value *ret_value, struct sl_err *reterr)
{
    const struct sl_column *declared = &table->columns[column];
    if (cell->kind == SLP_CELL_NULL) {
        *ret_value = (struct sl_value) { .state = SL_MISSING, .kind = declared->kind };
        return 0;
    }
    bool read = (declared->flags & SL_COLUMN_ENCRYPTED) != 0
                    ? sl_read_stored(cell->text, cell->len, ret_value)
                    : sl_read(declared, cell->text, cell->len, ret_value);
    return read ? 0 : fail_value(table, declared, reterr);
}

/* A column that is unchanged stays as every column starts. */
static int
bind_column(const struct sl_table *table, uint32_t column, const struct slp_cell *cell,
            struct sl_value *image, struct sl_err *reterr)
{
    return cell->kind == SLP_CELL_UNCHANGED
               ? 0
               : slp_bind_cell(table, column, cell, &image[column], reterr);
}

int
slp_bind(const struct slp_binding *binding, const struct slp_tuple *tuple, enum slp_tuple_part part,
         struct sl_value *ret_image, struct sl_err *reterr)
{
    const struct sl_table *declared = binding->table->declared;
    if (tuple->ncells != binding->npositions)
        return sl_fail(reterr, SL_DRIFT, "a row of %s.%s has %u columns, its Relation message %u",
                       declared->schema, declared->name, tuple->ncells, binding->npositions);
    slp_image_clear(binding->table, ret_image);
    for (uint32_t i = 0; i < tuple->ncells; i++) {
        uint32_t column = binding->columns[i];
        if (column == SLP_UNREAD || (part == SLP_IDENTITY_ALONE && !binding->identity[i]))
            continue;
        if (bind_column(declared, column, &tuple->cells[i], ret_image, reterr) != 0)
            return -1;
    }
    return 0;
}

void
slp_bind_identity(const struct slp_binding *binding, const struct sl_value *after,
                  struct sl_value *ret_image)
{
    slp_image_clear(binding->table, ret_image);
    for (uint32_t i = 0; i < binding->npositions; i++) {
        uint32_t column = binding->columns[i];
        if (column != SLP_UNREAD && binding->identity[i])
            ret_image[column] = after[column];
    }
}
