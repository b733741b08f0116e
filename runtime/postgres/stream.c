/* stream.c - START_REPLICATION, and the stream's two directions. */
#include "postgres/stream.h"

#include "buf.h"
#include "clock.h"
#include "maxima.h"
#include "plural.h"
#include "postgres/lsn.h"
#include "postgres/quote.h"
#include "postgres/stream_frame.h"

#include <openssl/ssl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_REPLY_INTERVAL_MS = 10000,
    DEFAULT_PATIENCE_MS = 60000,
    TLS_READ_AHEAD_BYTES = 64 * 1024,
    DOING_BYTES = 200
};

struct slp_stream {
    struct slp_conn *conn;
    PGconn *pq;
    char doing[DOING_BYTES]; /* for errors */
    SSL *tls;                /* NULL without TLS */
    char *frame;             /* libpq's, of the last slp_stream_next() */
    bool reply_requested;    /* by the server */
    bool asking;             /* by us */
    int64_t reply_interval_ms, replied_at_ms;
    int64_t patience_ms; /* so long the server may say nothing, although it was asked */
    int64_t heard_at_ms, asked_at_ms; /* asked since it was heard; 0: not */
    uint64_t received_lsn, replied_lsn;
};

/* The server's wal_sender_timeout, as milliseconds without a unit; 0 switches it off. What the server allows us
 * without an answer we allow the server: while it decodes a large transaction, it looks for questions every
 * half of that time. */
static int
read_intervals(struct slp_stream *stream, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(stream->conn, "reading wal_sender_timeout",
                                      "SELECT setting FROM pg_catalog.pg_settings "
                                      "WHERE name = 'wal_sender_timeout'",
                                      reterr);
    if (result == NULL)
        return -1;
    int64_t timeout_ms = PQntuples(result) == 1 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    int64_t third_ms = timeout_ms / 3;
    stream->reply_interval_ms =
        timeout_ms > 0 && third_ms < MAX_REPLY_INTERVAL_MS ? third_ms : MAX_REPLY_INTERVAL_MS;
    stream->patience_ms = timeout_ms > 0 ? timeout_ms : DEFAULT_PATIENCE_MS;
    return 0;
}

/* publication_names is a list of identifiers inside a string literal. */
static int
start(struct slp_stream *stream, const char *slot, const char *publication, struct sl_err *reterr)
{
    struct sl_buf list, sql;
    sl_buf_init(&list, SL_KIB);
    sl_buf_init(&sql, 4 * SL_KIB);
    slp_quote_identifier(&list, publication);
    const char *quoted = sl_buf_cstr(&list);
    sl_buf_add_str(&sql, SL_STR("START_REPLICATION SLOT "));
    slp_quote_identifier(&sql, slot);
    sl_buf_add_str(&sql, SL_STR(" LOGICAL 0/0 (proto_version '1', publication_names "));
    slp_quote_literal(&sql, quoted != NULL ? quoted : "");
    sl_buf_add_byte(&sql, ')');
    const char *statement = sl_buf_cstr(&sql);
    int failed = quoted == NULL || statement == NULL
                     ? sl_fail(reterr, SL_CONFIG, "the publication's name is too long")
                     : slp_conn_copy(stream->conn, "starting the stream", statement,
                                     PGRES_COPY_BOTH, reterr);
    sl_buf_done(&list);
    sl_buf_done(&sql);
    return failed;
}

/* One read takes all that the socket holds, not one TLS record at a time. */
static void
set_read_ahead(struct slp_stream *stream)
{
    stream->tls = PQgetssl(stream->pq);
    if (stream->tls == NULL)
        return;
    SSL_set_default_read_buffer_len(stream->tls, TLS_READ_AHEAD_BYTES);
    SSL_set_read_ahead(stream->tls, 1);
}

struct slp_stream *
slp_stream_start(struct slp_conn *conn, const char *slot, const char *publication,
                 struct sl_err *reterr)
{
    struct slp_stream *stream = calloc(1, sizeof(*stream));
    if (stream == NULL) {
        sl_fail(reterr, SL_RETRY, "no memory for the stream");
        return NULL;
    }
    stream->conn = conn;
    stream->pq = slp_conn_pq(conn);
    (void)snprintf(stream->doing, sizeof stream->doing,
                   "reading the stream of slot %s, publication %s", slot, publication);
    set_read_ahead(stream);
    if (read_intervals(stream, reterr) != 0 || start(stream, slot, publication, reterr) != 0 ||
        PQsetnonblocking(stream->pq, 1) != 0) {
        slp_stream_free(stream);
        return NULL;
    }
    stream->replied_at_ms = stream->heard_at_ms = slp_now_ms();
    return stream;
}

static void
free_frame(struct slp_stream *stream)
{
    PQfreemem(stream->frame);
    stream->frame = NULL;
}

void
slp_stream_free(struct slp_stream *stream)
{
    if (stream == NULL)
        return;
    free_frame(stream);
    free(stream);
}

/* PostgreSQL 18 warns where older versions fail: rows are already missing then. */
static int
fail_warning(const struct slp_stream *stream, struct sl_err *reterr)
{
    sl_fail(reterr, SL_GAP, "the server warned while streaming (SQLSTATE %s)",
            slp_conn_warning(stream->conn));
    return sl_remedy(reterr,
                     "see the server's log; a publication that was missing, renamed or made "
                     "again loses rows: put it back, and fill every release");
}

/* The server ended the stream: its result is an error, or nothing on a shutdown. */
static int
stream_ended(struct slp_stream *stream, struct slp_stream_item *ret_item, struct sl_err *reterr)
{
    PGresult *result = PQgetResult(stream->pq);
    ExecStatusType status = PQresultStatus(result);
    int failed = 0;
    if (result != NULL && status != PGRES_COPY_IN && status != PGRES_COMMAND_OK)
        failed = slp_conn_fail(stream->conn, result, stream->doing, reterr);
    PQclear(result);
    ret_item->step = SLP_STREAM_ENDED;
    return failed;
}

static void
note_received(struct slp_stream *stream, const struct slp_server_frame *frame)
{
    uint64_t lsn =
        frame->item.step == SLP_STREAM_KEEPALIVE ? frame->item.wal_end : frame->wal_start;
    if (lsn > stream->received_lsn)
        stream->received_lsn = lsn;
    stream->reply_requested |= frame->reply_requested;
}

int
slp_stream_next(struct slp_stream *stream, struct slp_stream_item *ret_item, struct sl_err *reterr)
{
    struct slp_server_frame frame;
    free_frame(stream);
    *ret_item = (struct slp_stream_item) { .step = SLP_STREAM_WAIT };
    int len = PQgetCopyData(stream->pq, &stream->frame, 1);
    if (slp_conn_warning(stream->conn)[0] != '\0')
        return fail_warning(stream, reterr);
    if (len == 0)
        return 0;
    if (len == -1)
        return stream_ended(stream, ret_item, reterr);
    if (len < 0)
        return slp_conn_fail(stream->conn, NULL, stream->doing, reterr);
    if (slp_server_frame_read(stream->frame, (size_t)len, &frame, reterr) != 0)
        return -1;
    note_received(stream, &frame);
    *ret_item = frame.item;
    return 0;
}

static void
note_heard(struct slp_stream *stream, int64_t now_ms)
{
    stream->heard_at_ms = now_ms;
    stream->asked_at_ms = 0;
}

int
slp_stream_receive(struct slp_stream *stream, struct sl_err *reterr)
{
    if (PQconsumeInput(stream->pq) == 0)
        return slp_conn_fail(stream->conn, NULL, stream->doing, reterr);
    note_heard(stream, slp_now_ms());
    return 0;
}

/* What came and was not received yet, since the sender has no room for more, is a sign of life, too. */
static bool
has_come(const struct slp_stream *stream)
{
    struct pollfd socket = { .fd = PQsocket(stream->pq), .events = POLLIN };
    return slp_stream_buffered(stream) || poll(&socket, 1, 0) > 0;
}

int
slp_stream_listen(struct slp_stream *stream, int64_t now_ms, struct sl_err *reterr)
{
    const int64_t ask_ms = stream->patience_ms / 3;
    if (now_ms - stream->heard_at_ms < ask_ms)
        return 0;
    if (has_come(stream)) {
        note_heard(stream, now_ms);
        return 0;
    }
    if (stream->asked_at_ms == 0) {
        stream->asked_at_ms = now_ms;
        slp_stream_ask(stream);
    }
    if (now_ms - stream->asked_at_ms < stream->patience_ms - ask_ms)
        return 0;
    int64_t seconds = (now_ms - stream->heard_at_ms) / 1000;
    (void)sl_fail(reterr, SL_RETRY, "the database has not answered for %lld second%s",
                  (long long)seconds, sl_plural((uint64_t)seconds));
    return sl_remedy(reterr, "see whether the network or a proxy between has dropped the "
                             "connection; another one is made");
}

bool
slp_stream_buffered(const struct slp_stream *stream)
{
    return stream->tls != NULL && SSL_has_pending(stream->tls) == 1;
}

bool
slp_stream_reply_due(const struct slp_stream *stream, int64_t now_ms)
{
    return stream->reply_requested || stream->asking ||
           now_ms - stream->replied_at_ms >= stream->reply_interval_ms;
}

int
slp_stream_reply(struct slp_stream *stream, uint64_t flush_lsn, int64_t now_ms,
                 struct sl_err *reterr)
{
    const struct slp_status status = {
        .written_lsn = stream->received_lsn > flush_lsn ? stream->received_lsn : flush_lsn,
        .flushed_lsn = flush_lsn,
        .time_us = slp_wall_us(),
        .asks = stream->asking,
    };
    char bytes[SLP_STATUS_BYTES];
    if (slp_conn_warning(stream->conn)[0] != '\0')
        return fail_warning(stream, reterr);
    slp_status_write(&status, bytes);
    if (PQputCopyData(stream->pq, bytes, sizeof(bytes)) != 1 || PQflush(stream->pq) < 0)
        return slp_conn_fail(stream->conn, NULL, "confirming a position", reterr);
    stream->reply_requested = stream->asking = false;
    stream->replied_at_ms = now_ms;
    stream->replied_lsn = flush_lsn;
    return 0;
}

void
slp_stream_ask(struct slp_stream *stream)
{
    stream->asking = true;
}

uint64_t
slp_stream_replied(const struct slp_stream *stream)
{
    return stream->replied_lsn;
}

/* Reads and drops frames until the server has ended its side too. What is dropped comes again with
 * the next START_REPLICATION: it is not confirmed. */
static int
drop_until_end(struct slp_stream *stream, int64_t deadline_ms, struct sl_err *reterr)
{
    for (;;) {
        free_frame(stream);
        int len = PQgetCopyData(stream->pq, &stream->frame, 1);
        if (len == -1)
            return 0;
        if (len < -1)
            return slp_conn_fail(stream->conn, NULL, "ending the stream", reterr);
        if (len > 0)
            continue;
        int64_t left_ms = deadline_ms - slp_now_ms();
        if (left_ms <= 0)
            return sl_fail(reterr, SL_RETRY, "the server does not end the stream");
        struct pollfd poll_fd = { .fd = PQsocket(stream->pq), .events = POLLIN };
        if (!slp_stream_buffered(stream))
            (void)poll(&poll_fd, 1, (int)left_ms);
        if (PQflush(stream->pq) < 0 || slp_stream_receive(stream, reterr) != 0)
            return slp_conn_fail(stream->conn, NULL, "ending the stream", reterr);
    }
}

int
slp_stream_stop(struct slp_stream *stream, uint64_t flush_lsn, int64_t timeout_ms,
                struct sl_err *reterr)
{
    const int64_t now_ms = slp_now_ms();
    if (slp_stream_reply(stream, flush_lsn, now_ms, reterr) != 0)
        return -1;
    if (PQputCopyEnd(stream->pq, NULL) != 1 || PQflush(stream->pq) < 0)
        return slp_conn_fail(stream->conn, NULL, "ending the stream", reterr);
    return drop_until_end(stream, now_ms + timeout_ms, reterr);
}
