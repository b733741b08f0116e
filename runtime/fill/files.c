#include "fill/files.h"

#include "fill/tree_sql.h"
#include "postgres/result.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* search_path is empty: unqualified names are pg_catalog's. A partitioned table has no file of its own. The
 * tree is read from pg_inherits: pg_partition_tree() waits for locks on partitions. */
#define FILES_SQL                                                                                  \
    "SELECT md5(string_agg(t.oid::text || ':' || coalesce(pg_relation_filenode(t.oid), 0)::text, " \
    "',' ORDER BY t.oid)) FROM (" SLP_TREE_SQL("$1") ") t"

#define BLOCKS_SQL                                                                                 \
    "SELECT max(coalesce(pg_relation_size(t.oid), 0) / "                                           \
    "current_setting('block_size')::bigint) FROM (" SLP_TREE_SQL("$1") ") t"

#define ENTRY_SQL                                                                                  \
    "SELECT (SELECT md5(concat_ws(' ', p.oid, p.xmin, r.oid, r.xmin)) FROM pg_publication p "      \
    "LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = $1::oid "                 \
    "WHERE p.pubname = $2)"

/* A statement about one table, by its OID. */
static PGresult *
ask(struct slp_conn *conn, const char *sql, uint32_t oid, struct sl_err *reterr)
{
    char text[16];
    const char *const params[] = { text };
    const struct slp_statement statement = {
        .doing = "looking at a table's files", .sql = sql, .nparams = 1, .params = params
    };
    (void)snprintf(text, sizeof text, "%" PRIu32, oid);
    return slp_conn_query_params(conn, &statement, reterr);
}

int
slp_files_ask(struct slp_conn *conn, uint32_t oid, struct slp_files *ret, struct sl_err *reterr)
{
    PGresult *result = ask(conn, FILES_SQL, oid, reterr);
    if (result == NULL)
        return -1;
    (void)snprintf(ret->text, sizeof ret->text, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return 0;
}

int
slp_files_blocks(struct slp_conn *conn, uint32_t oid, uint32_t *ret_blocks, bool *ret_locked,
                 struct sl_err *reterr)
{
    PGresult *result = ask(conn, BLOCKS_SQL, oid, reterr);
    *ret_locked = result == NULL && strcmp(slp_conn_sqlstate(conn), SLP_LOCK_NOT_AVAILABLE) == 0;
    if (result == NULL)
        return *ret_locked ? 0 : -1;
    *ret_blocks = slp_result_u32(result, 0, 0);
    PQclear(result);
    return 0;
}

int
slp_entry_ask(struct slp_conn *conn, uint32_t oid, const char *publication, struct slp_entry *ret,
              struct sl_err *reterr)
{
    char text[16];
    const char *const params[] = { text, publication };
    const struct slp_statement statement = { .doing = "looking at the publication's entry",
                                             .sql = ENTRY_SQL,
                                             .nparams = 2,
                                             .params = params };
    (void)snprintf(text, sizeof text, "%" PRIu32, oid);
    PGresult *result = slp_conn_query_params(conn, &statement, reterr);
    if (result == NULL)
        return -1;
    (void)snprintf(ret->text, sizeof ret->text, "%s", PQgetvalue(result, 0, 0));
    PQclear(result);
    return 0;
}
