#include "database/migration_stops.h"

#include "database/catalogue_sql.h"
#include "database/migration_writes.h"
#include "emit/sql/table_sql.h"

enum { EXCHANGED, UNNAMED, CHANGES, FILTERED, UNLISTED, ROW_SECURITY, SWAPPED, NSTOPS };

static const struct {
    const char *says, *help;
} texts[NSTOPS] = {
    [EXCHANGED] = { "another table has its name, and is not in the publication",
                    "run setup.sql behind the migration, which puts that one in" },
    [UNNAMED] = { "the publication has it by its schema or as one of all tables, no longer by its "
                  "own name",
                  "run setup.sql behind the migration, which puts it in by its name" },
    [CHANGES] = { "not all of its changes are published any more",
                  "run setup.sql, which publishes insert, update, delete and truncate, via the "
                  "root of partitions" },
    [FILTERED] = { "not all of its rows are published any more",
                   "take the WHERE out: the policies need every row" },
    [UNLISTED] = { "columns that the policies need are not published any more",
                   "run setup.sql behind the migration, which publishes them" },
    [ROW_SECURITY] = { "row security hides its rows from the pusher's reader",
                       "where the reader is to see every row: ALTER ROLE the reader BYPASSRLS" },
    [SWAPPED] = { "columns have taken each other's names",
                  "releases that read them pause; where the new names are right, sluice-pusher "
                  "resume fills them again" },
};

struct slc_stops_of_table {
    bool before[NSTOPS], now[NSTOPS];
    struct slc_span since[NSTOPS];
};

/* ---- one table ---------------------------------------------------------------------------------- */

static const struct slc_ir_column *
column_named(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_equal(table->columns[i].name, name))
            return &table->columns[i];
    }
    return NULL;
}

/* The column of the policy whose name its number had before, if that was another one and a release reads either. */
static bool
has_anothers_name(const struct slc_stream *before, const struct slc_ir_table *table,
                  const struct slc_stream_column *column)
{
    const struct slc_ir_column *is = column_named(table, column->name);
    for (uint32_t i = 0; is != NULL && i < before->count; i++) {
        const struct slc_stream_column *was = &before->columns[i];
        if (was->table != column->table || was->number != column->number)
            continue;
        const struct slc_ir_column *other = column_named(table, was->name);
        return other != NULL && other != is && (slc_is_read(is) || slc_is_read(other));
    }
    return false;
}

static void
note_column(const struct slc_stops *stops, const struct slc_ir_table *table,
            const struct slc_stream_column *column, bool ret[NSTOPS])
{
    const struct slc_ir_column *declared = column_named(table, column->name);
    ret[UNNAMED] |= !column->named;
    ret[CHANGES] |= !column->all_changes;
    ret[FILTERED] |= column->filtered;
    ret[UNLISTED] |= declared != NULL && slc_is_published(declared) && !column->listed;
    ret[ROW_SECURITY] |= column->row_security;
    ret[SWAPPED] |= has_anothers_name(stops->before, table, column);
}

static void
find_stops(const struct slc_stops *stops, const struct slc_stream *stream,
           const struct slc_published *item, bool ret[NSTOPS])
{
    const struct slc_ir_table *table = slc_lowered_table_of(stops->ir, item->table);
    bool elsewhere = false, here = false;
    for (uint32_t i = 0; table != NULL && i < stream->count; i++) {
        const struct slc_stream_column *column = &stream->columns[i];
        const bool named = sl_str_equal(column->schema, table->schema) &&
                           sl_str_equal(column->table_name, table->name);
        elsewhere |= !named && column->table == item->oid;
        here |= named;
        if (named)
            note_column(stops, table, column, ret);
    }
    ret[EXCHANGED] = elsewhere && !here;
}

/* ---- all ----------------------------------------------------------------------------------------- */

static bool
is_theirs(const struct slc_stops *stops, const struct slc_published *item)
{
    return sl_str_equal(item->publication, stops->publication);
}

int
slc_stops_begin(struct slc_stops *stops, struct sl_err *reterr)
{
    if (stops->ir == NULL)
        return 0;
    stops->before = slc_stream_read(stops->trial, stops->reader, stops->publication, reterr);
    if (stops->before == NULL)
        return -1;
    stops->items =
        SL_NEW_ARRAY(stops->trial->arena, struct slc_stops_of_table, stops->published->count + 1);
    for (uint32_t i = 0; i < stops->published->count; i++) {
        if (is_theirs(stops, &stops->published->items[i]))
            find_stops(stops, stops->before, &stops->published->items[i], stops->items[i].before);
    }
    return 0;
}

static void
look_at_table(struct slc_stops *stops, const struct slc_stream *stream, uint32_t index,
              struct slc_span statement)
{
    struct slc_stops_of_table *of_table = &stops->items[index];
    bool now[NSTOPS] = { false };
    find_stops(stops, stream, &stops->published->items[index], now);
    for (int stop = 0; stop < NSTOPS; stop++) {
        if (now[stop] && !of_table->now[stop])
            of_table->since[stop] = statement;
        of_table->now[stop] = now[stop];
    }
}

int
slc_stops_look(struct slc_stops *stops, struct slc_span statement, struct sl_err *reterr)
{
    if (stops->ir == NULL)
        return 0;
    const struct slc_stream *stream =
        slc_stream_read(stops->trial, stops->reader, stops->publication, reterr);
    if (stream == NULL)
        return -1;
    for (uint32_t i = 0; i < stops->published->count; i++) {
        if (is_theirs(stops, &stops->published->items[i]))
            look_at_table(stops, stream, i, statement);
    }
    return 0;
}

/* A table whose name nobody has is told by the comparison with the policies. */
static int
is_name_there(const struct slc_stops *stops, struct sl_str name, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(stops->trial->session, SLC_NAMED_SQL, name.ptr, reterr);
    const int there = result == NULL ? -1 : PQntuples(result) > 0;
    PQclear(result);
    return there;
}

static void
report(const struct slc_stops *stops, const struct slc_published *item, struct slc_span at,
       int stop)
{
    struct slc_findings *findings = stops->program->findings;
    const struct sl_str name = slc_published_name(stops->trial, item);
    struct slc_finding *finding =
        slc_find(findings, SLC_E0617, at, "releases of %.*s stop (publication %.*s): %s",
                 SL_FMT(name), SL_FMT(item->publication), texts[stop].says);
    slc_help(findings, finding, "%s", texts[stop].help);
}

static int
report_table(const struct slc_stops *stops, uint32_t index, struct sl_err *reterr)
{
    const struct slc_published *item = &stops->published->items[index];
    const struct slc_stops_of_table *of_table = &stops->items[index];
    for (int stop = 0; stop < NSTOPS; stop++) {
        if (!of_table->now[stop] || of_table->before[stop])
            continue;
        const int there = stop == EXCHANGED
                              ? is_name_there(stops, slc_published_name(stops->trial, item), reterr)
                              : 1;
        if (there < 0)
            return -1;
        if (there > 0)
            report(stops, item, of_table->since[stop], stop);
    }
    return 0;
}

int
slc_stops_report(const struct slc_stops *stops, struct sl_err *reterr)
{
    for (uint32_t i = 0; stops->ir != NULL && i < stops->published->count; i++) {
        if (report_table(stops, i, reterr) != 0)
            return -1;
    }
    return 0;
}
