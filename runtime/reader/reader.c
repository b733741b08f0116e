/* reader.c - what the reader does, in order. */
#include "reader/reader.h"

#include "log.h"
#include "postgres/lsn.h"
#include "reader/copy.h"
#include "reader/follow.h"
#include "reader/reader_open.h"
#include "reader/stop.h"
#include "sandbox/sandbox.h"

static int
take_snapshot(struct slp_reader *reader, struct sl_err *reterr)
{
    if (slp_watch_fail(reader->watch, reterr) != 0)
        return -1;
    const struct slp_copy copy = {
        .pump = &reader->pump,
        .replication = reader->replication,
        .sql = reader->sql,
        .change = reader->change,
        .watch = reader->watch,
        .slot = reader->config->slot,
        .slot_exists = reader->slot.exists,
        .slot_lsn = reader->slot.confirmed_lsn,
    };
    return slp_copy_run(&copy, reterr);
}

/* What is committed now: where until_current ends. */
static int
read_wal_end(struct slp_reader *reader, uint64_t *ret_lsn, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(reader->sql, "reading the end of WAL",
                                      "SELECT pg_catalog.pg_current_wal_lsn()", reterr);
    if (result == NULL)
        return -1;
    int failed = PQntuples(result) == 1 && slp_lsn_parse(PQgetvalue(result, 0, 0), ret_lsn)
                     ? 0
                     : sl_fail(reterr, SL_BUG, "the server's end of WAL is not a position");
    PQclear(result);
    return failed;
}

static int
follow_stream(struct slp_reader *reader, struct sl_err *reterr)
{
    struct slp_pump *pump = &reader->pump;
    struct slp_follow follow = {
        .pump = pump,
        .replication = reader->replication,
        .sql = reader->sql,
        .change = reader->change,
        .relations = reader->relations,
        .watch = reader->watch,
        .decoders = reader->decoders,
    };
    if (reader->config->until_current && read_wal_end(reader, &follow.until_lsn, reterr) != 0)
        return -1;
    struct slp_stream *stream = slp_stream_start(reader->replication, reader->config->slot,
                                                 reader->config->publication, reterr);
    if (stream == NULL)
        return -1;
    pump->stream = stream;
    sl_log(SL_LOG_INFO, "streaming", SL_FIELDS(SL_LSN("lsn", pump->position.flush_lsn)));
    int failed = slp_follow(&follow, reterr);
    pump->stream = NULL;
    slp_stream_free(stream);
    return failed;
}

static int
run(struct slp_reader *reader, struct sl_err *reterr)
{
    bool stop;
    if (slp_reader_open(reader, &stop, reterr) != 0)
        return -1;
    if (stop)
        return 0;
    if (slp_sandbox_reader(reader->config->report_fd, reterr) != 0)
        return -1;
    if (slp_reader_needs_snapshot(reader) && take_snapshot(reader, reterr) != 0)
        return -1;
    if (!reader->pump.stop && follow_stream(reader, reterr) != 0)
        return -1;
    sl_log(SL_LOG_INFO, "stopped",
           SL_FIELDS(SL_LSN("lsn", reader->pump.position.flush_lsn),
                     SL_COUNT("values_nulled", slp_change_nulled(reader->change))));
    return slp_pump_end(&reader->pump, reterr);
}

int
slp_reader_run(const struct slp_reader_config *config, struct sl_err *reterr)
{
    struct slp_reader reader = { .config = config };
    slp_stop_install();
    int failed = run(&reader, reterr);
    slp_reader_close(&reader);
    return failed;
}
