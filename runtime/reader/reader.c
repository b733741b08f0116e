/* reader.c - what the reader does, in order. */
#include "reader/reader.h"

#include "log.h"
#include "postgres/wal.h"
#include "reader/follow.h"
#include "reader/make_slot.h"
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
    sl_log(SL_LOG_INFO, "streaming",
           SL_FIELDS(SL_LSN("lsn", pump->position.flush_lsn),
                     SL_COUNT("not_whole", slp_fills_count_not_whole(reader->fills))));
    int failed = slp_follow(&follow, reterr);
    pump->stream = NULL;
    slp_stream_free(stream);
    return failed;
}

/* Asked to stop: whether all that was handed over is delivered, and nothing is left to be filled. If not, the
 * supervisor says so. */
static int
tell_rest(const struct slp_reader *reader, struct sl_err *reterr)
{
    if (!reader->pump.stop)
        return 0;
    if (!slp_checkpoint_is_settled(reader->pump.checkpoint))
        return sl_fail(reterr, SL_RETRY,
                       "stopped before all was delivered: the next start delivers it");
    if (!slp_fills_are_done(reader->fills))
        return sl_fail(reterr, SL_RETRY,
                       "stopped before all was filled: the next start goes on with it");
    return 0;
}

static int
run(struct slp_reader *reader, struct sl_err *reterr)
{
    bool stop;
    if (slp_reader_open(reader, &stop, reterr) != 0)
        return -1;
    if (stop)
        return 0;
    if (slp_reader_make_slot(reader, reterr) != 0 ||
        slp_sandbox_reader(reader->config->report_fd, reterr) != 0)
        return -1;
    if (!reader->pump.stop && follow_stream(reader, reterr) != 0)
        return -1;
    sl_log(SL_LOG_INFO, "stopped",
           SL_FIELDS(SL_LSN("lsn", reader->pump.position.flush_lsn),
                     SL_COUNT("values_nulled", slp_change_nulled(reader->change)),
                     SL_COUNT("not_whole", slp_fills_count_not_whole(reader->fills))));
    return slp_pump_end(&reader->pump, reterr) == 0 ? tell_rest(reader, reterr) : -1;
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
