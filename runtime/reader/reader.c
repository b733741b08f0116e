/* reader.c - what the reader does, in order. */
#include "reader/reader.h"

#include "log.h"
#include "postgres/wal.h"
#include "reader/follow.h"
#include "reader/reader_open.h"
#include "reader/stop.h"
#include "sandbox/sandbox.h"

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
        .fills = reader->fills,
        .decoders = reader->decoders,
    };
    /* What is committed now, durable or not. */
    if (reader->config->until_current &&
        slp_wal_insert_lsn(reader->sql, &follow.until_lsn, reterr) != 0)
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
    if (slp_reader_make_slot(reader, reterr) != 0)
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
