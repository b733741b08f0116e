#include "drift/new_columns.h"

#include "log.h"

bool
slp_withholds_new_column(const struct sl_table *declared, const struct slp_found_column *found)
{
    return declared->withholds_new_columns && !found->published &&
           slp_table_column(declared, found->name) < 0;
}

static bool
had_column(const struct slp_found_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_equal(table->columns[i].name, name))
            return true;
    }
    return false;
}

void
slp_new_columns_log(const struct slp_catalogue *now, const struct slp_catalogue *before)
{
    for (uint32_t i = 0; i < now->policy_tables->count; i++) {
        const struct sl_table *declared = now->policy_tables->items[i].declared;
        for (uint32_t j = 0; j < now->tables[i].ncolumns; j++) {
            const struct slp_found_column *found = &now->tables[i].columns[j];
            if (!slp_withholds_new_column(declared, found) ||
                (before != NULL && had_column(&before->tables[i], found->name)))
                continue;
            sl_log(SL_LOG_WARNING, "new_column_withheld",
                   SL_FIELDS(SL_NAME("schema", sl_str_of(declared->schema)),
                             SL_NAME("table", sl_str_of(declared->name)),
                             SL_NAME("column", found->name),
                             SL_NAME("remedy", SL_STR("label the column in the table's block, and "
                                                      "decide in each release what becomes of "
                                                      "it"))));
        }
    }
}
