/* stream.h - the replication stream: frames in, status replies out (PostgreSQL 55.4).
 *
 * The caller's loop: slp_stream_next() until it gives SLP_STREAM_WAIT; then wait for the socket
 * (unless slp_stream_buffered() says that TLS already holds bytes), slp_stream_receive(), and again.
 * Whenever it likes, and at least every reply interval, slp_stream_reply().
 *
 * A warning from the server stops the stream: PostgreSQL 18 merely warns when it skips a
 * publication, and the rows of the time would be lost in silence. */
#ifndef SLP_STREAM_H
#define SLP_STREAM_H

#include "postgres/conn.h"

struct slp_stream;

enum slp_stream_step {
    SLP_STREAM_WAIT,      /* nothing more without receiving */
    SLP_STREAM_DATA,      /* 'w': one message of the output plugin */
    SLP_STREAM_KEEPALIVE, /* 'k': the server has nothing for us up to wal_end */
    SLP_STREAM_ENDED,     /* the server ended the stream (shutdown) */
};

struct slp_stream_item {
    enum slp_stream_step step;
    char *bytes; /* of DATA: until the next call on the stream */
    size_t len;
    uint64_t wal_end; /* of KEEPALIVE */
};

/* START_REPLICATION from the slot's own position. The connection stays the caller's. NULL and
 * *reterr on failure. */
struct slp_stream *slp_stream_start(struct slp_conn *conn, const char *slot,
                                    const char *publication, struct sl_err *reterr);

/* Frees; the connection is left as it is. NULL is allowed. */
void slp_stream_free(struct slp_stream *stream);

/* Takes the next frame out of what was received. -1 and *reterr: RETRY when the connection is gone,
 * otherwise what the server's error says. */
SL_MUST_USE int slp_stream_next(struct slp_stream *stream, struct slp_stream_item *ret_item,
                                struct sl_err *reterr);

/* Reads what the socket holds, without waiting. */
SL_MUST_USE int slp_stream_receive(struct slp_stream *stream, struct sl_err *reterr);

/* Whether TLS holds bytes that poll() does not see. */
bool slp_stream_buffered(const struct slp_stream *stream);

/* Whether a reply has to be sent now: the server asked, or the interval (a third of its
 * wal_sender_timeout, at most 10 s) is over. */
bool slp_stream_reply_due(const struct slp_stream *stream, int64_t now_ms);

/* Tells the server that everything before `flush_lsn` is durable. Does not wait: what the socket
 * does not take now goes with the next call. */
SL_MUST_USE int slp_stream_reply(struct slp_stream *stream, uint64_t flush_lsn, int64_t now_ms,
                                 struct sl_err *reterr);

/* The next reply, which is due at once, asks the server to tell where it is: an idle one answers with a
 * keepalive. */
void slp_stream_ask(struct slp_stream *stream);

/* Whether the server is still there. A connection can be dead although the other end acknowledges what is sent: a
 * proxy may, or an operating system whose server hangs. The server is asked when it has said nothing for a third
 * of its wal_sender_timeout (60 s where that is off); -1 and *reterr (RETRY) when it has not answered at the end
 * of it. */
SL_MUST_USE int slp_stream_listen(struct slp_stream *stream, int64_t now_ms, struct sl_err *reterr);

/* The last flush position sent, 0 before the first. */
uint64_t slp_stream_replied(const struct slp_stream *stream);

/* A last reply, the end of our side, and the server's, at most for `timeout_ms`; after it the
 * connection takes commands again, or is gone. */
SL_MUST_USE int slp_stream_stop(struct slp_stream *stream, uint64_t flush_lsn, int64_t timeout_ms,
                                struct sl_err *reterr);

#endif
