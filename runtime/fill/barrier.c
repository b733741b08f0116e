#include "fill/barrier.h"

#include "fill/tree_sql.h"
#include "maxima.h"
#include "postgres/result.h"

#include <inttypes.h>
#include <stdio.h>

/* search_path is empty: unqualified names are pg_catalog's. A lock that is waited for has written nothing
 * under it yet. The weaker locks of VACUUM, ANALYZE and CREATE INDEX are no writers'. */
#define LOCKS_ON_TREE                                                                              \
    " FROM pg_locks l "                                                                            \
    "WHERE l.locktype = 'relation' AND l.granted AND l.database = (SELECT oid FROM pg_database "   \
    "WHERE datname = current_database()) AND (l.relation = $1::oid OR l.relation IN "              \
    "(" SLP_TREE_SQL("$1") ")) AND l.mode IN "

#define WRITERS_SQL                                                                                \
    "SELECT array_agg(DISTINCT l.virtualtransaction)::text" LOCKS_ON_TREE                          \
    "('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')"

/* A prepared transaction keeps the virtual number of the session that began it, and locks its own number. */
#define GID                                                                                        \
    "(SELECT x.gid FROM pg_prepared_xacts x JOIN pg_locks n ON n.locktype = 'transactionid' AND "  \
    "n.transactionid = x.transaction WHERE n.virtualtransaction = l.virtualtransaction LIMIT 1)"

#define WHOM                                                                                       \
    "string_agg(DISTINCT CASE WHEN l.pid IS NOT NULL THEN 'pid ' || l.pid "                        \
    "ELSE 'prepared transaction ' || coalesce(" GID ", l.virtualtransaction) END, ', ')"

/* The only lock that keeps others from reading (13.3.1). */
#define HOLDERS_SQL "SELECT " WHOM LOCKS_ON_TREE "('AccessExclusiveLock')"

#define LEFT_SQL "SELECT " WHOM " FROM pg_locks l WHERE l.virtualtransaction = ANY ($1::text[])"

#define OLDER_SQL                                                                                  \
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > $1::bigint, (SELECT " WHOM     \
    " FROM pg_locks l WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND "        \
    "l.granted AND l.pid IS DISTINCT FROM pg_backend_pid() AND "                                   \
    "age(l.transactionid) > age(($1::bigint % 4294967296)::text::xid))"

void
slp_barrier_init(struct slp_barrier *barrier)
{
    *barrier = (struct slp_barrier) { .noted = false };
    sl_buf_init(&barrier->writers, SL_MIB);
}

void
slp_barrier_done(struct slp_barrier *barrier)
{
    sl_buf_done(&barrier->writers);
}

int
slp_barrier_note(struct slp_barrier *barrier, struct slp_conn *conn, uint32_t oid,
                 struct sl_err *reterr)
{
    char text[16];
    const char *const params[] = { text };
    const struct slp_statement statement = {
        .doing = "listing who writes to a table", .sql = WRITERS_SQL, .nparams = 1, .params = params
    };
    (void)snprintf(text, sizeof text, "%" PRIu32, oid);
    sl_buf_clear(&barrier->writers);
    PGresult *result = slp_conn_query_params(conn, &statement, reterr);
    if (result == NULL)
        return -1;
    if (PQntuples(result) == 1 && PQgetisnull(result, 0, 0) == 0)
        sl_buf_add_str(&barrier->writers, sl_str_of(PQgetvalue(result, 0, 0)));
    PQclear(result);
    barrier->noted = true;
    return sl_buf_failed(&barrier->writers) ? sl_fail(reterr, SL_RETRY, "memory is short") : 0;
}

static void
copy_whom(const PGresult *result, int column, struct slp_waited *ret)
{
    (void)snprintf(ret->whom, sizeof ret->whom, "%s",
                   PQgetisnull(result, 0, column) == 0 ? PQgetvalue(result, 0, column) : "");
}

int
slp_barrier_ask(const struct slp_barrier *barrier, struct slp_conn *conn, struct slp_waited *ret,
                struct sl_err *reterr)
{
    struct sl_buf *writers = (struct sl_buf *)(uintptr_t)&barrier->writers;
    const char *const params[] = { sl_buf_cstr(writers) };
    const struct slp_statement statement = {
        .doing = "waiting for who writes to a table",
        .sql = LEFT_SQL,
        .nparams = 1,
        .params = params,
    };
    *ret = (struct slp_waited) { .ended = barrier->writers.len == 0 };
    if (ret->ended)
        return 0;
    PGresult *result = slp_conn_query_params(conn, &statement, reterr);
    if (result == NULL)
        return -1;
    copy_whom(result, 0, ret);
    ret->ended = PQgetisnull(result, 0, 0) != 0;
    PQclear(result);
    return 0;
}

int
slp_barrier_ask_xid(struct slp_conn *conn, uint64_t xid, struct slp_waited *ret,
                    struct sl_err *reterr)
{
    char text[24];
    const char *const params[] = { text };
    const struct slp_statement statement = { .doing = "waiting for running transactions",
                                             .sql = OLDER_SQL,
                                             .nparams = 1,
                                             .params = params };
    (void)snprintf(text, sizeof text, "%" PRIu64, xid);
    PGresult *result = slp_conn_query_params(conn, &statement, reterr);
    if (result == NULL)
        return -1;
    ret->ended = slp_result_is_true(result, 0, 0);
    copy_whom(result, 1, ret);
    PQclear(result);
    return 0;
}

int
slp_barrier_ask_lock(struct slp_conn *conn, uint32_t oid, struct slp_waited *ret,
                     struct sl_err *reterr)
{
    char text[16];
    const char *const params[] = { text };
    const struct slp_statement statement = {
        .doing = "asking who locks a table", .sql = HOLDERS_SQL, .nparams = 1, .params = params
    };
    (void)snprintf(text, sizeof text, "%" PRIu32, oid);
    PGresult *result = slp_conn_query_params(conn, &statement, reterr);
    if (result == NULL)
        return -1;
    ret->ended = PQgetisnull(result, 0, 0) != 0;
    copy_whom(result, 0, ret);
    PQclear(result);
    return 0;
}
