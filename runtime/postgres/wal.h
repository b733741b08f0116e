/* wal.h - how far the server's write-ahead log is: inserted, durable, streamed (PostgreSQL 9.28.3).
 *
 * A server that has nothing to write leaves its last page unwritten for long. What waits for it longer than a
 * moment commits a message of its own (pg_logical_emit_message, 9.28.7): that has the log written, and is no
 * row of anybody's. */
#ifndef SLP_WAL_H
#define SLP_WAL_H

#include "postgres/stream.h"

/* The log's end, as of now: all that is committed lies before it, durable or not. */
SL_MUST_USE int slp_wal_insert_lsn(struct slp_conn *conn, uint64_t *ret_lsn, struct sl_err *reterr);

/* A transaction's number, higher than those of all that run now. */
SL_MUST_USE int slp_wal_take_xid(struct slp_conn *conn, uint64_t *ret_xid, struct sl_err *reterr);

/* Waits until all before an insert position is durable. Not within a transaction, whose own hint bits might
 * hold it back. */
SL_MUST_USE int slp_wal_await_flush(struct slp_conn *conn, uint64_t insert_lsn,
                                    struct sl_err *reterr);

/* An insert position that a stream is to come to; `sql` is another connection to its server. */
struct slp_wal_goal {
    struct slp_conn *sql;
    struct slp_stream *stream;
    uint64_t lsn;
    int64_t since_ms; /* when it was asked for first; 0: not yet */
};

/* Whether the stream has, having passed `passed_lsn`. If not, the server is asked where it is: call again
 * soon. */
SL_MUST_USE int slp_wal_reach(struct slp_wal_goal *goal, uint64_t passed_lsn, bool *ret_reached,
                              struct sl_err *reterr);

#endif
