/* slot.c - pg_replication_slots, CREATE_REPLICATION_SLOT, DROP_REPLICATION_SLOT (PostgreSQL 55.4). */
#include "postgres/slot.h"

#include "buf.h"
#include "maxima.h"
#include "postgres/lsn.h"
#include "postgres/quote.h"
#include "postgres/result.h"

#include <string.h>

/* wal_status is `lost` when WAL was removed and, up to 16, also when the server invalidated the
 * slot for another reason; from 17 on it is the same. */
int
slp_slot_read(struct slp_conn *conn, const char *name, struct slp_slot *ret_slot,
              struct sl_err *reterr)
{
    struct sl_buf sql;
    sl_buf_init(&sql, 4 * SL_KIB);
    sl_buf_add_str(&sql, SL_STR("SELECT active, plugin = 'pgoutput' AND NOT temporary AND database "
                                "= pg_catalog.current_database(), "
                                "coalesce(wal_status = 'lost', false), "
                                "coalesce(confirmed_flush_lsn, '0/0'), active_pid, "
                                "confirmed_flush_lsn IS NOT NULL "
                                "FROM pg_catalog.pg_replication_slots WHERE slot_name = "));
    slp_quote_literal(&sql, name);
    *ret_slot = (struct slp_slot) { .exists = false };
    PGresult *result = slp_conn_query_buf(conn, "reading the slot's state", &sql, reterr);
    sl_buf_done(&sql);
    if (result == NULL)
        return -1;
    int failed = 0;
    if (PQntuples(result) == 1) {
        ret_slot->exists = true;
        ret_slot->active = slp_result_is_true(result, 0, 0);
        ret_slot->usable = slp_result_is_true(result, 0, 1);
        ret_slot->lost = slp_result_is_true(result, 0, 2);
        ret_slot->active_pid = (int)slp_result_u32(result, 0, 4);
        ret_slot->has_position = slp_result_is_true(result, 0, 5);
        if (!slp_lsn_parse(PQgetvalue(result, 0, 3), &ret_slot->confirmed_lsn))
            failed = sl_fail(reterr, SL_BUG, "the slot's position is not one");
    }
    PQclear(result);
    return failed;
}

/* It waits for all transactions that run. */
static PGresult *
create_slot(struct slp_conn *conn, struct sl_buf *sql, struct sl_err *reterr)
{
    const struct slp_statement statement = { .doing = "creating the slot",
                                             .sql = sl_buf_cstr(sql),
                                             .time = SLP_TIME_ENDLESS };
    if (statement.sql != NULL)
        return slp_conn_query_params(conn, &statement, reterr);
    (void)sl_fail(reterr, SL_RETRY, "memory is short for a statement");
    return NULL;
}

/* The answer: slot_name, consistent_point, snapshot_name, output_plugin. */
int
slp_slot_create(struct slp_conn *conn, const char *name, uint64_t *ret_lsn, struct sl_err *reterr)
{
    const bool failover = slp_conn_version(conn) >= 170000;
    struct sl_buf sql;
    sl_buf_init(&sql, 4 * SL_KIB);
    sl_buf_add_str(&sql, SL_STR("CREATE_REPLICATION_SLOT "));
    slp_quote_identifier(&sql, name);
    sl_buf_add_str(&sql, SL_STR(" LOGICAL pgoutput (SNAPSHOT 'nothing'"));
    sl_buf_add_str(&sql, failover ? SL_STR(", FAILOVER true)") : SL_STR(")"));
    PGresult *result = create_slot(conn, &sql, reterr);
    sl_buf_done(&sql);
    if (result == NULL)
        return -1;
    int failed = PQntuples(result) == 1 && PQnfields(result) > 1 &&
                         slp_lsn_parse(PQgetvalue(result, 0, 1), ret_lsn)
                     ? 0
                     : sl_fail(reterr, SL_BUG, "the server's answer to the new slot is not one");
    PQclear(result);
    return failed;
}

int
slp_slot_drop(struct slp_conn *conn, const char *name, struct sl_err *reterr)
{
    struct sl_buf sql;
    sl_buf_init(&sql, 4 * SL_KIB);
    sl_buf_add_str(&sql, SL_STR("DROP_REPLICATION_SLOT "));
    slp_quote_identifier(&sql, name);
    PGresult *result = slp_conn_query_buf(conn, "dropping the slot", &sql, reterr);
    sl_buf_done(&sql);
    PQclear(result);
    return result != NULL ? 0 : -1;
}
