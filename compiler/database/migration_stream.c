#include "database/migration_stream.h"

#include "database/catalogue_sql.h"
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

static struct sl_str
text_at(struct sl_arena *arena, const PGresult *result, int row, int column)
{
    return sl_arena_copy(arena, sl_str_of(PQgetvalue(result, row, column)));
}

static bool
true_at(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0] == 't';
}

static struct slc_stream_column
read_column(struct sl_arena *arena, const PGresult *result, int row)
{
    return (struct slc_stream_column) {
        .table = (uint32_t)strtoul(PQgetvalue(result, row, SLC_STREAM_OID), NULL, 10),
        .schema = text_at(arena, result, row, SLC_STREAM_SCHEMA),
        .table_name = text_at(arena, result, row, SLC_STREAM_TABLE),
        .name = text_at(arena, result, row, SLC_STREAM_COLUMN),
        .number = (int)strtol(PQgetvalue(result, row, SLC_STREAM_NUMBER), NULL, 10),
        .named = true_at(result, row, SLC_STREAM_NAMED),
        .row_security = true_at(result, row, SLC_STREAM_ROW_SECURITY),
        .all_changes = true_at(result, row, SLC_STREAM_ALL_CHANGES),
        .filtered = true_at(result, row, SLC_STREAM_FILTERED),
        .listed = true_at(result, row, SLC_STREAM_LISTED),
        .readable = true_at(result, row, SLC_STREAM_READABLE),
        .places_readable = true_at(result, row, SLC_STREAM_PLACES_READABLE),
        .schema_usable = true_at(result, row, SLC_STREAM_SCHEMA_USABLE),
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
