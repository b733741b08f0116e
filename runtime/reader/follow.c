/* follow.c - the loop around the stream. */
#include "reader/follow.h"

#include "clock.h"
#include "log.h"
#include "postgres/lsn.h"
#include "postgres/wal.h"

#include <stdlib.h>

enum {
    BURST_MESSAGES = 512,       /* between two looks at everything else */
    STOP_TIMEOUT_MS = 10000,    /* for the sender to deliver when we stop */
    SHUTDOWN_TIMEOUT_MS = 5000, /* the same when the server is shutting down */
    END_TIMEOUT_MS = 2000,      /* for the server to end the stream */
};

/* The stream as it stands. */
struct course {
    const struct slp_follow *follow;
    struct slp_pump *pump;
    struct slp_pgoutput *decoder;
    bool in_transaction;
    bool repeated;     /* the transaction: it was delivered before this run began */
    uint32_t xid;      /* of the transaction */
    unsigned unserved; /* messages since the pump was served */
    bool ended;        /* by the server */
    bool moved;        /* something of the stream was handled since the end was looked for */
    bool flushed;      /* at the end: the sender was asked to deliver */
    /* The saved position when this run began. The slot may be behind it, and repeat transactions that
     * the ordinals of `positions apart`, saved with it, count already. */
    uint64_t delivered_lsn;
    uint64_t committed_lsn;  /* end of the last transaction */
    uint64_t received_lsn;   /* everything before it was handed over */
    struct slp_wal_goal end; /* where it is to end */
    int64_t shutdown_at_ms;  /* the server is shutting down: give up then; 0: it is not */
};

static int
on_begin(struct course *course, const struct slp_begin *begin, struct sl_err *reterr)
{
    if (course->in_transaction)
        return sl_fail(reterr, SL_BUG, "the stream begins a transaction inside another");
    course->in_transaction = true;
    course->repeated = begin->commit_lsn < course->delivered_lsn;
    course->xid = begin->xid;
    if (slp_fills_begin(course->follow->fills, begin->commit_lsn, reterr) != 0)
        return -1;
    slp_checkpoint_begin(course->pump->checkpoint, &(struct slp_origin) { .xid = begin->xid });
    slp_change_begin(course->follow->change, begin);
    return 0;
}

static int
on_commit(struct course *course, const struct slp_commit *commit, struct sl_err *reterr)
{
    if (!course->in_transaction)
        return sl_fail(reterr, SL_BUG, "the stream ends a transaction that it did not begin");
    if (slp_change_settle(course->follow->change, reterr) != 0)
        return -1;
    course->in_transaction = false;
    course->committed_lsn = course->received_lsn = commit->end_lsn;
    slp_checkpoint_commit(course->pump->checkpoint, commit->end_lsn);
    slp_fills_end(course->follow->fills, course->xid);
    return 0;
}

/* A look may come with it, before its first row. */
static int
on_relation(struct course *course, const struct slp_relation *relation, struct sl_err *reterr)
{
    const struct slp_follow *follow = course->follow;
    if (slp_change_settle(follow->change, reterr) != 0)
        return -1;
    if (slp_watch_relation(follow->watch, follow->relations, relation, course->xid, reterr) != 0)
        return -1;
    return slp_fills_looked(follow->fills, reterr) == 0
               ? slp_fills_relation(follow->fills, relation, reterr)
               : -1;
}

static int
on_row(struct course *course, const struct slp_event *event, struct sl_err *reterr)
{
    if (!course->in_transaction)
        return sl_fail(reterr, SL_BUG, "the stream sent a row outside a transaction");
    if (course->repeated)
        return 0;
    if (event->kind == SLP_TRUNCATE)
        return slp_change_truncate(course->follow->change, course->follow->relations,
                                   &event->truncate, reterr);
    return slp_change_row(course->follow->change, course->follow->relations, event->kind,
                          &event->row, reterr);
}

static int
on_event(struct course *course, const struct slp_event *event, struct sl_err *reterr)
{
    switch (event->kind) {
    case SLP_BEGIN: return on_begin(course, &event->begin, reterr);
    case SLP_COMMIT: return on_commit(course, &event->commit, reterr);
    case SLP_RELATION: return on_relation(course, &event->relation, reterr);
    case SLP_TYPE: slp_relations_type(course->follow->relations, &event->type); return 0;
    case SLP_INSERT:
    case SLP_UPDATE:
    case SLP_DELETE:
    case SLP_TRUNCATE: return on_row(course, event, reterr);
    case SLP_ORIGIN:
    case SLP_MESSAGE: return 0; /* say nothing about rows */
    }
    return sl_fail(reterr, SL_BUG, "the stream sent an event of an unknown kind");
}

static int
on_data(struct course *course, const struct slp_stream_item *item, struct sl_err *reterr)
{
    struct slp_event event;
    course->moved = true;
    if (slp_pgoutput_decode(course->decoder, item->bytes, item->len, &event, reterr) != 0)
        return -1;
    return on_event(course, &event, reterr);
}

/* The server has nothing for us before this position. In the middle of a transaction it says so
 * too, while it skips other tables' changes: the checkpoint knows. */
static void
on_keepalive(struct course *course, uint64_t wal_end)
{
    if (wal_end > course->pump->idle_lsn)
        course->pump->idle_lsn = wal_end;
    if (!course->in_transaction && wal_end > course->received_lsn)
        course->received_lsn = wal_end;
}

/* Between two transactions: a chunk, or what else a fill needs next. */
static int
fill(struct course *course, bool idle, struct sl_err *reterr)
{
    const struct slp_fills_moment moment = { .passed_lsn = course->received_lsn, .idle = idle };
    return course->in_transaction ? 0 : slp_fills_step(course->follow->fills, &moment, reterr);
}

/* Handles what was received, up to a burst, or until a fill is due; *ret_count tells how much. */
static int
consume(struct course *course, unsigned *ret_count, struct sl_err *reterr)
{
    struct slp_stream_item item = { .step = SLP_STREAM_DATA };
    *ret_count = 0;
    while (*ret_count < BURST_MESSAGES && slp_handoff_has_room(course->pump->handoff)) {
        if (!course->in_transaction && *ret_count > 0 && slp_fills_is_due(course->follow->fills))
            return fill(course, false, reterr);
        if (slp_stream_next(course->pump->stream, &item, reterr) != 0)
            return -1;
        if (item.step == SLP_STREAM_WAIT)
            return 0;
        if (item.step == SLP_STREAM_ENDED) {
            course->ended = true;
            return 0;
        }
        *ret_count += 1;
        if (item.step == SLP_STREAM_KEEPALIVE)
            on_keepalive(course, item.wal_end);
        else if (on_data(course, &item, reterr) != 0)
            return -1;
    }
    return 0;
}

/* The SQL connection says first that the server is shutting down; the stream would stay open until
 * everything is confirmed, and hold the shutdown up. */
static int
look_at_sql(struct course *course, struct sl_err *reterr)
{
    PGconn *pq = slp_conn_pq(course->follow->sql);
    if (PQconsumeInput(pq) == 1 && PQstatus(pq) == CONNECTION_OK && PQsocket(pq) >= 0)
        return 0;
    course->shutdown_at_ms = slp_now_ms() + SHUTDOWN_TIMEOUT_MS;
    return slp_pump_flush(course->pump, reterr);
}

/* Until a fill or the watch has something to do. While the server shuts down nobody looks. */
static int
quiet_ms(const struct course *course)
{
    const int fills_ms = slp_fills_timeout_ms(course->follow->fills);
    const int64_t watch_ms = slp_watch_next_poll_ms(course->follow->watch) - slp_now_ms();
    if (course->shutdown_at_ms != 0 || watch_ms >= fills_ms)
        return fills_ms;
    return watch_ms > 0 ? (int)watch_ms : 0;
}

/* Nothing more to handle: waits for more and receives it. While the pipe to the sender is
 * full, the stream is left alone: the server waits then. */
static int
wait_for_more(struct course *course, struct sl_err *reterr)
{
    const bool room = slp_handoff_has_room(course->pump->handoff);
    struct slp_pump_wait wait = {
        .fd = room ? PQsocket(slp_conn_pq(course->follow->replication)) : -1,
        .other_fd = course->shutdown_at_ms == 0 ? PQsocket(slp_conn_pq(course->follow->sql)) : -1,
        .timeout_ms = quiet_ms(course),
    };
    if (slp_pump_wait(course->pump, &wait, reterr) != 0)
        return -1;
    if (wait.other_ready && look_at_sql(course, reterr) != 0)
        return -1;
    return wait.fd_ready ? slp_stream_receive(course->pump->stream, reterr) : 0;
}

/* Where to end: until_lsn, or earlier, because database and policy differ. 0: nowhere yet. */
static uint64_t
end_lsn(const struct slp_follow *follow)
{
    const uint64_t stop_lsn = slp_watch_stop_lsn(follow->watch);
    const uint64_t until_lsn = slp_lsn_floor(follow->until_lsn);
    return stop_lsn == 0 || (until_lsn != 0 && until_lsn < stop_lsn) ? until_lsn : stop_lsn;
}

/* Whether the end is reached: everything before it handed over, delivered, saved. With drift found
 * that is a failure, also where until_lsn came first. */
static int
look_at_end(struct course *course, bool *ret_done, struct sl_err *reterr)
{
    *ret_done = false;
    if (course->shutdown_at_ms == 0 &&
        slp_watch_poll(course->follow->watch, slp_now_ms(), reterr) != 0)
        return -1;
    if (slp_fills_looked(course->follow->fills, reterr) != 0)
        return -1;
    const uint64_t end = end_lsn(course->follow);
    if (course->moved && !course->flushed)
        slp_patience_moved(&course->pump->patience);
    course->moved = false;
    bool reached = false;
    if (slp_watch_stop_lsn(course->follow->watch) == 0 &&
        !slp_fills_are_done(course->follow->fills))
        return slp_fills_check_patience(course->follow->fills, reterr);
    course->end.lsn = end;
    if (end != 0 && slp_wal_reach(&course->end, course->received_lsn, &reached, reterr) != 0)
        return -1;
    if (!reached)
        return 0;
    if (!course->flushed && slp_pump_flush(course->pump, reterr) != 0)
        return -1;
    course->flushed = true;
    *ret_done = slp_checkpoint_flush_lsn(course->pump->checkpoint) >= end;
    if (!*ret_done)
        return 0;
    return slp_watch_fail(course->follow->watch, reterr) == 0
               ? slp_fills_fail(course->follow->fills, reterr)
               : -1;
}

/* One turn: handle what is there, receive or wait, do what is due. */
static int
turn(struct course *course, struct sl_err *reterr)
{
    unsigned count;
    if (consume(course, &count, reterr) != 0)
        return -1;
    if (course->ended)
        return 0;
    course->unserved += count;
    if (course->unserved >= BURST_MESSAGES) {
        course->unserved = 0;
        if (slp_pump_service(course->pump, reterr) != 0)
            return -1;
    }
    const bool room = slp_handoff_has_room(course->pump->handoff);
    if (count == BURST_MESSAGES && room)
        return 0;
    if (room && (count > 0 || slp_stream_buffered(course->pump->stream)))
        return slp_stream_receive(course->pump->stream, reterr);
    if (room && fill(course, true, reterr) != 0)
        return -1;
    return wait_for_more(course, reterr);
}

static int
run(struct course *course, struct sl_err *reterr)
{
    bool done = false;
    /* What was asked while no pusher ran lies in the channel: it counts before an end is looked for. */
    if (slp_pump_service(course->pump, reterr) != 0)
        return -1;
    while (!done && !course->pump->stop) {
        slp_decoders_log(course->follow->decoders, false);
        if (turn(course, reterr) != 0 || look_at_end(course, &done, reterr) != 0)
            return course->pump->stop && reterr->class == SL_RETRY ? 0 : -1;
        const bool shut_down =
            course->shutdown_at_ms != 0 && slp_now_ms() >= course->shutdown_at_ms;
        if (course->ended || shut_down)
            return sl_fail(reterr, SL_RETRY, "the server is shutting down");
    }
    return 0;
}

/* What was handed over is delivered, saved and confirmed; a transaction of which only a part was
 * handed over comes again. */
static int
wind_up(struct course *course, int64_t timeout_ms, struct sl_err *reterr)
{
    struct slp_pump *pump = course->pump;
    if (course->ended)
        pump->stream = NULL;
    if (slp_pump_settle(pump, course->committed_lsn, timeout_ms, reterr) != 0 ||
        pump->stream == NULL)
        return pump->stream == NULL ? 0 : -1;
    return slp_stream_stop(pump->stream, pump->position.flush_lsn, END_TIMEOUT_MS, reterr);
}

int
slp_follow(const struct slp_follow *follow, struct sl_err *reterr)
{
    struct course course = {
        .follow = follow,
        .pump = follow->pump,
        .delivered_lsn = follow->pump->position.flush_lsn,
        .committed_lsn = follow->pump->position.flush_lsn,
        .received_lsn = follow->pump->position.flush_lsn,
        .end = { .sql = follow->sql, .stream = follow->pump->stream },
        .decoder = calloc(1, sizeof(*course.decoder)),
    };
    struct sl_err ignored; /* the first failure is the one that explains */
    if (course.decoder == NULL)
        return sl_fail(reterr, SL_RETRY, "no memory for decoding the stream");
    int failed = run(&course, reterr);
    const int64_t timeout_ms = failed == 0 ? STOP_TIMEOUT_MS : SHUTDOWN_TIMEOUT_MS;
    int winding = wind_up(&course, timeout_ms, failed == 0 ? reterr : &ignored);
    free(course.decoder);
    return failed == 0 && winding == 0 ? 0 : -1;
}
