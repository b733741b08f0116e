/* snapshot.c - SET TRANSACTION SNAPSHOT and COPY (SELECT …) TO STDOUT. */
#include "reader/snapshot.h"

#include "buf.h"
#include "maxima.h"
#include "postgres/copy_text.h"
#include "postgres/quote.h"

#include <stdio.h>
#include <stdlib.h>

/* 1,600 names of 63 bytes, quoted, and the words around them. */
enum { MAX_SQL_BYTES = 512 * 1024, DOING_BYTES = 160 };

struct slp_snapshot {
    struct slp_conn *conn;
    PGconn *pq;
    char doing[DOING_BYTES]; /* for errors: which table is being copied */
    struct sl_buf sql;
    char *line; /* libpq's, of the last slp_snapshot_next() */
    uint32_t ncells;
    struct slp_cell cells[SLP_MAX_COLUMNS];
};

/* Runs what is in snapshot->sql. */
static PGresult *
run(struct slp_snapshot *snapshot, struct sl_err *reterr)
{
    const char *text = sl_buf_cstr(&snapshot->sql);
    if (text == NULL) {
        sl_fail(reterr, SL_CONFIG, "a statement for the snapshot is too long");
        return NULL;
    }
    return slp_conn_query(snapshot->conn, snapshot->doing, text, reterr);
}

static int
import(struct slp_snapshot *snapshot, const char *name, struct sl_err *reterr)
{
    sl_buf_add_str(&snapshot->sql,
                   SL_STR("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                          "SET TRANSACTION SNAPSHOT "));
    slp_quote_literal(&snapshot->sql, name);
    PGresult *result = run(snapshot, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

struct slp_snapshot *
slp_snapshot_new(struct slp_conn *conn, const char *name, struct sl_err *reterr)
{
    struct slp_snapshot *snapshot = calloc(1, sizeof(*snapshot));
    if (snapshot == NULL) {
        sl_fail(reterr, SL_RETRY, "no memory for the snapshot");
        return NULL;
    }
    snapshot->conn = conn;
    snapshot->pq = slp_conn_pq(conn);
    (void)snprintf(snapshot->doing, sizeof snapshot->doing, "beginning the snapshot");
    sl_buf_init(&snapshot->sql, MAX_SQL_BYTES);
    if (import(snapshot, name, reterr) != 0) {
        slp_snapshot_free(snapshot);
        return NULL;
    }
    return snapshot;
}

/* A partitioned table has no rows of its own: ONLY would select nothing. An inherited child's rows
 * are the child's, hence ONLY for the others. */
static void
write_select(struct slp_snapshot *snapshot, const struct sl_table *table, bool partitioned)
{
    struct sl_buf *sql = &snapshot->sql;
    sl_buf_add_str(sql, SL_STR("SELECT "));
    snapshot->ncells = 0;
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if ((table->columns[i].flags & SL_COLUMN_PUBLISHED) == 0)
            continue;
        if (snapshot->ncells++ > 0)
            sl_buf_add_str(sql, SL_STR(", "));
        slp_quote_identifier(sql, table->columns[i].name);
    }
    sl_buf_add_str(sql, partitioned ? SL_STR(" FROM ") : SL_STR(" FROM ONLY "));
    slp_quote_qualified(sql, table->schema, table->name);
}

/* Whether the result's column is the one that the catalogue had under this name. The description
 * tells table, attribute number, and type, of a domain its base (PostgreSQL 55.7). */
static bool
is_same_column(const PGresult *result, int at, const struct slp_found_table *found)
{
    const struct slp_found_column *column = slp_found_column_named(found, PQfname(result, at));
    return column != NULL && PQftable(result, at) == found->oid &&
           PQftablecol(result, at) == column->attnum && PQftype(result, at) == column->type.oid;
}

/* Between the look at the catalogue and the slot may lie minutes, in which names can move. The
 * statement's lock on the table lasts until the transaction ends. */
static int
lock_and_compare(struct slp_snapshot *snapshot, const struct sl_table *table,
                 const struct slp_found_table *found, struct sl_err *reterr)
{
    sl_buf_clear(&snapshot->sql);
    write_select(snapshot, table, found->kind == 'p');
    sl_buf_add_str(&snapshot->sql, SL_STR(" LIMIT 0"));
    PGresult *result = run(snapshot, reterr);
    if (result == NULL)
        return -1;
    int failed = 0;
    for (int at = 0; at < PQnfields(result) && failed == 0; at++) {
        if (is_same_column(result, at, found))
            continue;
        failed = sl_fail(reterr, SL_DRIFT, "%s.%s.%s changed while the snapshot was prepared",
                         table->schema, table->name, PQfname(result, at));
        (void)sl_remedy(reterr, "start again: the table is then compared with the policy anew");
    }
    PQclear(result);
    return failed;
}

int
slp_snapshot_table(struct slp_snapshot *snapshot, const struct sl_table *table,
                   const struct slp_found_table *found, struct sl_err *reterr)
{
    (void)snprintf(snapshot->doing, sizeof snapshot->doing, "copying %s.%s", table->schema,
                   table->name);
    if (lock_and_compare(snapshot, table, found, reterr) != 0)
        return -1;
    sl_buf_clear(&snapshot->sql);
    sl_buf_add_str(&snapshot->sql, SL_STR("COPY ("));
    write_select(snapshot, table, found->kind == 'p');
    sl_buf_add_str(&snapshot->sql, SL_STR(") TO STDOUT"));
    const char *text = sl_buf_cstr(&snapshot->sql);
    if (text == NULL || snapshot->ncells > SLP_MAX_COLUMNS)
        return sl_fail(reterr, SL_CONFIG, "table %s.%s has too many columns", table->schema,
                       table->name);
    return slp_conn_copy(snapshot->conn, snapshot->doing, text, PGRES_COPY_OUT, reterr);
}

static void
free_line(struct slp_snapshot *snapshot)
{
    PQfreemem(snapshot->line);
    snapshot->line = NULL;
}

int
slp_snapshot_next(struct slp_snapshot *snapshot, enum slp_snapshot_step *ret_step,
                  struct slp_tuple *ret_row, struct sl_err *reterr)
{
    free_line(snapshot);
    int len = PQgetCopyData(snapshot->pq, &snapshot->line, 1);
    if (len == -1) {
        *ret_step = SLP_SNAPSHOT_END;
        return slp_conn_copy_end(snapshot->conn, snapshot->doing, reterr);
    }
    if (len < 0)
        return slp_conn_fail(snapshot->conn, NULL, snapshot->doing, reterr);
    *ret_step = len == 0 ? SLP_SNAPSHOT_WAIT : SLP_SNAPSHOT_ROW;
    *ret_row = (struct slp_tuple) { .ncells = snapshot->ncells, .cells = snapshot->cells };
    if (len == 0)
        return 0;
    return slp_copy_text_decode(snapshot->line, (size_t)len, snapshot->cells, snapshot->ncells,
                                reterr);
}

int
slp_snapshot_receive(struct slp_snapshot *snapshot, struct sl_err *reterr)
{
    if (PQconsumeInput(snapshot->pq) == 0)
        return slp_conn_fail(snapshot->conn, NULL, snapshot->doing, reterr);
    return 0;
}

int
slp_snapshot_end(struct slp_snapshot *snapshot, struct sl_err *reterr)
{
    sl_buf_clear(&snapshot->sql);
    sl_buf_add_str(&snapshot->sql, SL_STR("COMMIT"));
    PGresult *result = run(snapshot, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

void
slp_snapshot_free(struct slp_snapshot *snapshot)
{
    if (snapshot == NULL)
        return;
    free_line(snapshot);
    sl_buf_done(&snapshot->sql);
    free(snapshot);
}
