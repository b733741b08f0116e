#include "database/catalogue.h"
#include "database/catalogue_sql.h"
#include "database/cell.h"
#include "maxima.h"
#include "pg_array.h"

static const char *
parameter_of(struct sl_arena *arena, const struct slc_found_table *table,
             const struct slc_key_columns *key)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_MIB);
    sl_pg_array_add(&buf, sl_arena_format(arena, "%u", table->oid));
    for (uint32_t at = 0; at < key->count; at++)
        sl_pg_array_add(&buf, key->names[at]);
    const char *text = sl_arena_copy(arena, sl_str_of(sl_pg_array_end(&buf))).ptr;
    sl_buf_done(&buf);
    return text;
}

int
slc_catalogue_key_fault(const struct slc_catalogue *catalogue, struct slc_session *session,
                        struct slc_found_table *table, const struct slc_key_columns *key,
                        struct sl_err *reterr)
{
    struct sl_arena *arena = catalogue->arena;
    PGresult *result =
        slc_session_query(session, SLC_KEY_FAULT_SQL, parameter_of(arena, table, key), reterr);
    if (result == NULL)
        return -1;
    if (PQntuples(result) > 0)
        table->key_fault = (struct slc_found_key_fault) {
            .name = slc_cell_text(arena, result, 0, SLC_KEY_FAULT_NAME),
            .letter = PQgetvalue(result, 0, SLC_KEY_FAULT_LETTER)[0],
            .index = slc_cell_text(arena, result, 0, SLC_KEY_FAULT_INDEX),
            .heal = slc_cell_text(arena, result, 0, SLC_KEY_FAULT_HEAL),
        };
    PQclear(result);
    return 0;
}
