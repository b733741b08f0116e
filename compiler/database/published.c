#include "database/published.h"

#include "database/catalogue_sql.h"

#include <stdlib.h>

static bool
is_of(const PGresult *result, int row, const struct slc_table *table)
{
    return sl_str_is(table->name.first.text, PQgetvalue(result, row, SLC_ENTRY_SCHEMA)) &&
           sl_str_is(table->name.second.text, PQgetvalue(result, row, SLC_ENTRY_TABLE));
}

static uint32_t
oid_at(const PGresult *result, int row)
{
    return (uint32_t)strtoul(PQgetvalue(result, row, SLC_ENTRY_OID), NULL, 10);
}

int
slc_published_read(struct slc_trial *trial, const struct slc_program *program,
                   struct slc_published_tables *ret, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(trial->session, SLC_ENTRIES_SQL, NULL, reterr);
    if (result == NULL)
        return -1;
    const int nrows = PQntuples(result);
    *ret = (struct slc_published_tables) { .items = SL_NEW_ARRAY(trial->arena, struct slc_published,
                                                                 (size_t)nrows + 1) };
    for (int row = 0; row < nrows; row++) {
        for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
            if (!is_of(result, row, table))
                continue;
            ret->items[ret->count++] = (struct slc_published) {
                .table = table,
                .oid = oid_at(result, row),
                .publication = sl_arena_copy(
                    trial->arena, sl_str_of(PQgetvalue(result, row, SLC_ENTRY_PUBLICATION))),
                .has_list = PQgetvalue(result, row, SLC_ENTRY_LIST)[0] == 't',
            };
        }
    }
    PQclear(result);
    return 0;
}

static bool
is_there(const PGresult *result, const struct slc_published *item)
{
    for (int row = 0; row < PQntuples(result); row++) {
        if (oid_at(result, row) == item->oid &&
            sl_str_is(item->publication, PQgetvalue(result, row, SLC_ENTRY_PUBLICATION)))
            return true;
    }
    return false;
}

int
slc_published_look(struct slc_trial *trial, struct slc_span statement,
                   struct slc_published_tables *tables, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(trial->session, SLC_ENTRIES_SQL, NULL, reterr);
    if (result == NULL)
        return -1;
    for (uint32_t i = 0; i < tables->count; i++) {
        struct slc_published *item = &tables->items[i];
        const bool gone = !is_there(result, item);
        if (gone && !item->gone)
            item->gone_at = statement;
        item->gone = gone;
        item->taken_out = item->taken_out && gone;
    }
    PQclear(result);
    return 0;
}

struct sl_str
slc_published_name(const struct slc_trial *trial, const struct slc_published *item)
{
    return sl_arena_format(trial->arena, "%.*s.%.*s", SL_FMT(item->table->name.first.text),
                           SL_FMT(item->table->name.second.text));
}
