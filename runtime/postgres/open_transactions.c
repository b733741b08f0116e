#include "postgres/open_transactions.h"

#include <stdio.h>
#include <string.h>

/* search_path is empty: unqualified names are pg_catalog's. A transaction that has written holds a lock on its own
 * number, and so does each of its subtransactions; a prepared one has no process. */
#define OPEN_SQL(condition)                                                                        \
    "SELECT min(h.virtualtransaction), h.pid, x.gid, coalesce(a.usename, x.owner), "               \
    "coalesce(a.datname, x.database), max(age(h.transactionid)), "                                 \
    "extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, x.prepared))::bigint, "         \
    "quote_literal(x.gid), current_setting('synchronous_standby_names') <> '' "                    \
    "FROM pg_locks h LEFT JOIN pg_stat_activity a ON a.pid = h.pid "                               \
    "LEFT JOIN pg_prepared_xacts x ON x.transaction = h.transactionid "                            \
    "WHERE h.locktype = 'transactionid' AND h.mode = 'ExclusiveLock' AND h.granted AND "           \
    "h.pid IS DISTINCT FROM pg_backend_pid() AND " condition                                       \
    " GROUP BY 2, 3, 4, 5, 7, 8 ORDER BY 6 DESC LIMIT 64"

#define AWAITED                                                                                    \
    "h.transactionid IN (SELECT w.transactionid FROM pg_locks w WHERE w.pid = $1::int AND NOT "    \
    "w.granted)"

enum { ID, PID, GID, ROLE, DATABASE, TRANSACTIONS, SECONDS, QUOTED_GID, STANDBYS };

/* Whether a commit waits for a standby only roles with more rights are told. */
#define END_OF_A_BACKEND "SELECT pg_terminate_backend(%s)"
#define END_BESIDE_STANDBYS                                                                        \
    END_OF_A_BACKEND                                                                               \
    "; but where its commit waits for a synchronous standby that is away (pg_stat_replication), "  \
    "bring that back"

static void
take_row(const PGresult *result, int row, struct slp_open_transaction *ret)
{
    const bool prepared = PQgetisnull(result, row, PID) != 0;
    const bool aged = PQgetisnull(result, row, SECONDS) == 0;
    const char *name = PQgetvalue(result, row, prepared ? GID : PID);
    (void)snprintf(ret->id, sizeof ret->id, "%s", PQgetvalue(result, row, ID));
    (void)snprintf(ret->whom, sizeof ret->whom, "%s%s%s (user %s, database %s, %s%s %s ago)",
                   prepared ? "prepared transaction '" : "pid ", name, prepared ? "'" : "",
                   PQgetvalue(result, row, ROLE), PQgetvalue(result, row, DATABASE),
                   prepared ? "prepared " : "begun ",
                   PQgetvalue(result, row, aged ? SECONDS : TRANSACTIONS),
                   aged ? "seconds" : "transactions");
    const bool standbys = PQgetvalue(result, row, STANDBYS)[0] == 't';
    (void)snprintf(ret->end, sizeof ret->end,
                   prepared   ? "ROLLBACK PREPARED %s"
                   : standbys ? END_BESIDE_STANDBYS
                              : END_OF_A_BACKEND,
                   prepared ? PQgetvalue(result, row, QUOTED_GID) : name);
}

int
slp_open_transaction_before(struct slp_conn *conn, int pid, struct slp_open_transaction *ret,
                            bool *ret_found, struct sl_err *reterr)
{
    char text[16];
    const char *const params[] = { text };
    const struct slp_statement statement = { .doing = "asking which transaction is waited for",
                                             .sql = OPEN_SQL(AWAITED),
                                             .nparams = 1,
                                             .params = params };
    (void)snprintf(text, sizeof text, "%d", pid);
    PGresult *result = slp_conn_query_params(conn, &statement, reterr);
    if (result == NULL)
        return -1;
    *ret_found = PQntuples(result) > 0;
    if (*ret_found)
        take_row(result, 0, ret);
    PQclear(result);
    return 0;
}

int
slp_open_transactions(struct slp_conn *conn, struct slp_open_transaction *ret, uint32_t *ret_count,
                      struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(conn, "listing open transactions", OPEN_SQL("true"), reterr);
    if (result == NULL)
        return -1;
    *ret_count = (uint32_t)PQntuples(result);
    for (uint32_t at = 0; at < *ret_count; at++)
        take_row(result, (int)at, &ret[at]);
    PQclear(result);
    return 0;
}
