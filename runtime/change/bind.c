#include "change/bind.h"

#include "record/read.h"

int
slp_bind_value(const struct sl_table *table, uint32_t column, char *text, size_t len,
               struct sl_value *ret_value, struct sl_err *reterr)
{
    const struct sl_column *declared = &table->columns[column];
    if (text == NULL) {
        *ret_value = (struct sl_value) { .state = SL_MISSING, .kind = declared->kind };
        return 0;
    }
    if ((declared->flags & SL_COLUMN_ENCRYPTED) != 0 ? sl_read_stored(text, len, ret_value)
                                                     : sl_read(declared, text, len, ret_value))
        return 0;
    if (declared->labels != NULL) {
        (void)sl_fail(reterr, SL_DRIFT,
                      "%s.%s.%s holds an enum label that the policy does not list", table->schema,
                      table->name, declared->name);
        return sl_remedy(reterr,
                         "add the new label to the column's enum in the policy, review what "
                         "it may become, and build the pusher again");
    }
    (void)sl_fail(reterr, SL_DRIFT, "%s.%s.%s holds a value that is no %s", table->schema,
                  table->name, declared->name, declared->type);
    return sl_remedy(reterr, "compare the column's type in the database with the policy's: "
                             "sluice-pusher check");
}

static int
bind_cell(const struct sl_table *table, uint32_t column, const struct slp_cell *cell,
          struct sl_value *ret_value, struct sl_err *reterr)
{
    switch (cell->kind) {
    case SLP_CELL_NULL: return slp_bind_value(table, column, NULL, 0, ret_value, reterr);
    case SLP_CELL_TEXT:
        return slp_bind_value(table, column, cell->text, cell->len, ret_value, reterr);
    case SLP_CELL_UNCHANGED: return 0; /* as every column starts */
    }
    return 0;
}

static void
all_unchanged(const struct slp_table *table, struct sl_value *image)
{
    for (uint32_t i = 0; i < table->nreads; i++) {
        uint32_t column = table->reads[i];
        image[column] = (struct sl_value) { .state = SL_UNCHANGED,
                                            .kind = table->declared->columns[column].kind };
    }
}

int
slp_bind(const struct slp_binding *binding, const struct slp_tuple *tuple, enum slp_part part,
         struct sl_value *ret_image, struct sl_err *reterr)
{
    const struct sl_table *declared = binding->table->declared;
    if (tuple->ncells != binding->npositions)
        return sl_fail(reterr, SL_DRIFT, "a row of %s.%s has %u columns, its Relation message %u",
                       declared->schema, declared->name, tuple->ncells, binding->npositions);
    all_unchanged(binding->table, ret_image);
    for (uint32_t i = 0; i < tuple->ncells; i++) {
        uint32_t column = binding->columns[i];
        if (column == SLP_UNREAD || (part == SLP_IDENTITY_ALONE && !binding->identity[i]))
            continue;
        if (bind_cell(declared, column, &tuple->cells[i], &ret_image[column], reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_bind_published(const struct slp_table *table, const struct slp_tuple *tuple,
                   struct sl_value *ret_image, struct sl_err *reterr)
{
    const struct sl_table *declared = table->declared;
    uint32_t position = 0;
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        if ((declared->columns[i].flags & SL_COLUMN_PUBLISHED) == 0)
            continue;
        if (position == tuple->ncells)
            break;
        if (bind_cell(declared, i, &tuple->cells[position++], &ret_image[i], reterr) != 0)
            return -1;
    }
    return position == tuple->ncells
               ? 0
               : sl_fail(reterr, SL_BUG, "a snapshot row of %s.%s has %u columns", declared->schema,
                         declared->name, tuple->ncells);
}

void
slp_image_fill(const struct slp_table *table, struct sl_value *image, const struct sl_value *other)
{
    for (uint32_t i = 0; i < table->nreads; i++) {
        uint32_t column = table->reads[i];
        if (image[column].state == SL_UNCHANGED)
            image[column] = other[column];
    }
}

void
slp_image_cells(const struct sl_projection *projection, const struct sl_value *image,
                struct sl_value *ret_cells)
{
    for (uint32_t i = 0; i < projection->ncolumns; i++)
        ret_cells[i] = image[projection->columns[i]];
}

bool
slp_image_lacks(const struct sl_projection *projection, const struct sl_value *image)
{
    for (uint32_t i = 0; i < projection->ncolumns; i++) {
        if (image[projection->columns[i]].state == SL_UNCHANGED)
            return true;
    }
    return false;
}

/* A key that is only spelled differently (1.0 and 1.00) counts as another one: its delete and its
 * upsert carry the same released key, and the upsert comes last. */
static bool
same_value(const struct sl_value *a, const struct sl_value *b)
{
    if (a->state != SL_VALUE || b->state != SL_VALUE)
        return a->state == b->state;
    switch (a->kind) {
    case SL_BOOLEAN: return a->boolean == b->boolean;
    case SL_INTEGER:
    case SL_DATE:
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: return a->integer == b->integer;
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_TEXT:
    case SL_UUID:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return sl_str_equal(a->text, b->text);
    }
    return false;
}

bool
slp_image_same_key(const struct sl_table *table, const struct sl_value *a, const struct sl_value *b)
{
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if ((table->columns[i].flags & SL_COLUMN_KEY) != 0 && !same_value(&a[i], &b[i]))
            return false;
    }
    return true;
}
