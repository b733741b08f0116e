#include "change/image.h"

void
slp_image_clear(const struct slp_table *table, struct sl_value *image)
{
    for (uint32_t i = 0; i < table->nreads; i++) {
        uint32_t column = table->reads[i];
        image[column] = (struct sl_value) { .state = SL_UNCHANGED,
                                            .kind = table->declared->columns[column].kind };
    }
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
