#include "database/migration_stops.h"

#include "database/catalogue_sql.h"
#include "database/migration_writes.h"
#include "database/table_stops.h"

struct slc_stops_of_table {
    bool before[SLC_NSTOPS], now[SLC_NSTOPS];
    struct slc_span since[SLC_NSTOPS];
};

/* ---- looking --------------------------------------------------------------------------------------- */

static void
find_stops(const struct slc_stops *stops, const struct slc_stream *stream,
           const struct slc_published *item, bool ret[SLC_NSTOPS])
{
    slc_find_table_stops(
        &(struct slc_stop_search) { .table = slc_lowered_table_of(stops->ir, item->table),
                                    .oid = item->oid,
                                    .before = stops->before,
                                    .now = stream },
        ret);
}

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
    stops->before = slc_stream_read(stops->trial, stops->reader.role, stops->publication, reterr);
    if (stops->before == NULL || slc_reader_begin(stops->trial, &stops->reader, reterr) != 0)
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
    bool now[SLC_NSTOPS] = { false };
    find_stops(stops, stream, &stops->published->items[index], now);
    for (int stop = 0; stop < SLC_NSTOPS; stop++) {
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
        slc_stream_read(stops->trial, stops->reader.role, stops->publication, reterr);
    if (stream == NULL || slc_reader_look(stops->trial, &stops->reader, statement, reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < stops->published->count; i++) {
        if (is_theirs(stops, &stops->published->items[i]))
            look_at_table(stops, stream, i, statement);
    }
    return 0;
}

/* ---- findings ---------------------------------------------------------------------------------------- */

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
                 SL_FMT(name), SL_FMT(item->publication), slc_stop_texts[stop].says);
    slc_help(findings, finding, "%s", slc_stop_texts[stop].help);
}

/* Where there is no reader, that is told instead. */
static bool
follows_from_the_reader(const struct slc_stops *stops, int stop)
{
    return stops->reader.now == SLC_READER_ABSENT &&
           (stop == SLC_STOP_ROW_SECURITY || stop == SLC_STOP_SCHEMA_CLOSED ||
            stop == SLC_STOP_UNREADABLE);
}

static int
report_table(const struct slc_stops *stops, uint32_t index, struct sl_err *reterr)
{
    const struct slc_published *item = &stops->published->items[index];
    const struct slc_stops_of_table *of_table = &stops->items[index];
    for (int stop = 0; stop < SLC_NSTOPS; stop++) {
        if (!of_table->now[stop] || of_table->before[stop] || follows_from_the_reader(stops, stop))
            continue;
        const int there = stop == SLC_STOP_EXCHANGED
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
    if (stops->ir == NULL)
        return 0;
    slc_reader_report(&stops->reader, stops->program->findings);
    for (uint32_t i = 0; i < stops->published->count; i++) {
        if (report_table(stops, i, reterr) != 0)
            return -1;
    }
    return 0;
}
