#include "database/catalogue.h"
#include "database/catalogue_sql.h"
#include "database/cell.h"

#include <stdlib.h>

static struct slc_found_table *
table_of(const struct slc_catalogue *catalogue, uint32_t oid)
{
    for (uint32_t at = 0; at < catalogue->ntables; at++)
        if (catalogue->tables[at].oid == oid)
            return &catalogue->tables[at];
    return NULL;
}

int
slc_catalogue_refused(struct slc_catalogue *catalogue, struct slc_session *session,
                      struct sl_err *reterr)
{
    PGresult *result = slc_session_query(session, SLC_REFUSED_SQL, NULL, reterr);
    if (result == NULL)
        return -1;
    for (int row = 0; row < PQntuples(result); row++) {
        uint32_t oid = (uint32_t)strtoul(PQgetvalue(result, row, SLC_REFUSED_TABLE), NULL, 10);
        struct slc_found_table *table = table_of(catalogue, oid);
        if (table == NULL || table->refused.why != 0)
            continue;
        table->refused = (struct slc_found_refusal) {
            .name = slc_cell_text(catalogue->arena, result, row, SLC_REFUSED_NAME),
            .why = PQgetvalue(result, row, SLC_REFUSED_WHY)[0],
            .lacks = slc_cell_text(catalogue->arena, result, row, SLC_REFUSED_COLUMNS),
            .healed = slc_cell_text(catalogue->arena, result, row, SLC_REFUSED_HEAL),
        };
    }
    PQclear(result);
    return 0;
}
