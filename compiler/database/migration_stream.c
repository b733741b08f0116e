#include "database/migration_stream.h"

#include "database/catalogue_sql.h"
#include "database/cell.h"
#include "maxima.h"
#include "pg_array.h"

#include <stdlib.h>

static const char *
array_of(struct sl_arena *arena, struct sl_str first, struct sl_str second)
{
    struct sl_buf buf;
    sl_buf_init(&buf, SL_MIB);
    sl_pg_array_add(&buf, first);
    sl_pg_array_add(&buf, second);
    const char *text = sl_arena_copy(arena, sl_str_of(sl_pg_array_end(&buf))).ptr;
    sl_buf_done(&buf);
    return text;
}

static struct slc_stream_column
read_column(struct sl_arena *arena, const PGresult *result, int row)
{
    return (struct slc_stream_column) {
        .table = (uint32_t)strtoul(PQgetvalue(result, row, SLC_STREAM_OID), NULL, 10),
        .schema = slc_cell_text(arena, result, row, SLC_STREAM_SCHEMA),
        .table_name = slc_cell_text(arena, result, row, SLC_STREAM_TABLE),
        .name = slc_cell_text(arena, result, row, SLC_STREAM_COLUMN),
        .number = (int)strtol(PQgetvalue(result, row, SLC_STREAM_NUMBER), NULL, 10),
        .named = slc_cell_is_true(result, row, SLC_STREAM_NAMED),
        .row_security = slc_cell_is_true(result, row, SLC_STREAM_ROW_SECURITY),
        .all_changes = slc_cell_is_true(result, row, SLC_STREAM_ALL_CHANGES),
        .filtered = slc_cell_is_true(result, row, SLC_STREAM_FILTERED),
        .listed = slc_cell_is_true(result, row, SLC_STREAM_LISTED),
        .readable = slc_cell_is_true(result, row, SLC_STREAM_READABLE),
        .places_readable = slc_cell_is_true(result, row, SLC_STREAM_PLACES_READABLE),
        .schema_usable = slc_cell_is_true(result, row, SLC_STREAM_SCHEMA_USABLE),
    };
}

const struct slc_stream *
slc_stream_read(const struct slc_trial *trial, struct sl_str reader, struct sl_str publication,
                struct sl_err *reterr)
{
    const char *names = array_of(trial->arena, reader, publication);
    PGresult *result = slc_session_query(trial->session, SLC_STREAM_SQL, names, reterr);
    if (result == NULL)
        return NULL;
    struct slc_stream *stream = SL_NEW(trial->arena, struct slc_stream);
    stream->count = (uint32_t)PQntuples(result);
    stream->columns = SL_NEW_ARRAY(trial->arena, struct slc_stream_column, stream->count + 1);
    for (int row = 0; row < (int)stream->count; row++)
        stream->columns[row] = read_column(trial->arena, result, row);
    PQclear(result);
    return stream;
}
