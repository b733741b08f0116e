#include "database/found_text.h"
#include "database/import.h"

int
slc_import_look_at_keys(struct slc_catalogue *catalogue, struct slc_session *session,
                        struct sl_err *reterr)
{
    for (uint32_t at = 0; at < catalogue->ntables; at++) {
        struct slc_found_table *table = &catalogue->tables[at];
        struct slc_key_columns key = { .count = 0 };
        key.names = SL_NEW_ARRAY(catalogue->arena, struct sl_str, table->ncolumns + 1);
        for (uint32_t i = 0; i < table->ncolumns; i++) {
            if (slc_is_key_column(table, &table->columns[i]))
                key.names[key.count++] = table->columns[i].name;
        }
        if (table->wanted && key.count > 0 &&
            slc_catalogue_key_fault(catalogue, session, table, &key, reterr) != 0)
            return -1;
    }
    return 0;
}
