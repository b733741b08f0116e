#include "drift/relation_names.h"

/* A column that is gone from the table by now has no number to compare. */
static bool
is_in_order(const struct slp_relation *message, const struct slp_found_table *found)
{
    int16_t last = 0;
    for (uint32_t i = 0; i < message->ncolumns; i++) {
        for (uint32_t j = 0; j < found->ncolumns; j++) {
            if (!sl_str_equal(found->columns[j].name, message->columns[i].name))
                continue;
            if (found->columns[j].attnum <= last)
                return false;
            last = found->columns[j].attnum;
        }
    }
    return true;
}

static bool
has_column(const struct slp_relation *message, const char *name)
{
    for (uint32_t i = 0; i < message->ncolumns; i++) {
        if (sl_str_is(message->columns[i].name, name))
            return true;
    }
    return false;
}

bool
slp_relation_names_fit(const struct slp_relation *message, const struct sl_table *declared,
                       const struct slp_found_table *found)
{
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        const struct sl_column *column = &declared->columns[i];
        if ((column->flags & SL_COLUMN_PUBLISHED) != 0 && !has_column(message, column->name))
            return false;
    }
    return is_in_order(message, found);
}
