#include "postgres/wal.h"

#include "clock.h"
#include "postgres/lsn.h"

#include <stdlib.h>

enum { NUDGE_STREAM_AFTER_MS = 300, NUDGE_DISK_AFTER_MS = 50, SLEEP_MS = 5 };

static int
ask_lsn(struct slp_conn *conn, const char *sql, uint64_t *ret_lsn, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(conn, "reading the end of WAL", sql, reterr);
    if (result == NULL)
        return -1;
    int failed = PQntuples(result) == 1 && slp_lsn_parse(PQgetvalue(result, 0, 0), ret_lsn)
                     ? 0
                     : sl_fail(reterr, SL_BUG, "the server's end of WAL is not a position");
    PQclear(result);
    return failed;
}

int
slp_wal_insert_lsn(struct slp_conn *conn, uint64_t *ret_lsn, struct sl_err *reterr)
{
    return ask_lsn(conn, "SELECT pg_current_wal_insert_lsn()", ret_lsn, reterr);
}

int
slp_wal_take_xid(struct slp_conn *conn, uint64_t *ret_xid, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(conn, "taking a transaction's number",
                                      "SELECT pg_current_xact_id()", reterr);
    if (result == NULL)
        return -1;
    *ret_xid = strtoull(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    return 0;
}

/* Has the log written when it was waited for long enough; *since_ms begins then anew. */
static int
nudge(struct slp_conn *conn, int64_t *since_ms, int64_t after_ms, struct sl_err *reterr)
{
    const int64_t now_ms = slp_now_ms();
    if (*since_ms == 0)
        *since_ms = now_ms;
    if (now_ms - *since_ms < after_ms)
        return 0;
    *since_ms = now_ms;
    PGresult *result = slp_conn_query(conn, "having the log written",
                                      "SELECT pg_logical_emit_message(true, 'sluice', '')", reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

int
slp_wal_await_flush(struct slp_conn *conn, uint64_t insert_lsn, struct sl_err *reterr)
{
    int64_t since_ms = 0;
    for (;;) {
        uint64_t flush_lsn = 0;
        if (ask_lsn(conn, "SELECT pg_current_wal_flush_lsn()", &flush_lsn, reterr) != 0)
            return -1;
        if (flush_lsn >= slp_lsn_floor(insert_lsn))
            return 0;
        if (nudge(conn, &since_ms, NUDGE_DISK_AFTER_MS, reterr) != 0 ||
            slp_conn_pause(conn, SLEEP_MS, reterr) != 0)
            return -1;
    }
}

int
slp_wal_reach(struct slp_wal_goal *goal, uint64_t passed_lsn, bool *ret_reached,
              struct sl_err *reterr)
{
    *ret_reached = passed_lsn >= slp_lsn_floor(goal->lsn);
    if (*ret_reached)
        return 0;
    slp_stream_ask(goal->stream);
    return nudge(goal->sql, &goal->since_ms, NUDGE_STREAM_AFTER_MS, reterr);
}
