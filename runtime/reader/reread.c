#include "reader/reread.h"

#include "buf.h"
#include "change/bind.h"
#include "drift/catalogue_sql.h"
#include "maxima.h"
#include "pg_array.h"
#include "postgres/quote.h"
#include "postgres/replication_wait.h"
#include "postgres/result.h"
#include "postgres/wal.h"
#include "reader/fills.h"

#include <stdio.h>
#include <stdlib.h>

/* NAMEDATALEN of PostgreSQL: names are shorter. */
enum { IDENTIFIER_BYTES = 64 };

/* Columns of an answer before those of the table. */
enum { ANSWER_PLACE, ANSWER_SEEN, ANSWER_FOUND, ANSWER_COLUMNS };

/* SQLSTATE of a lock_timeout (appendix A). */
#define LOCK_NOT_AVAILABLE "55P03"

struct slp_reread {
    struct slp_conn *conn;
    const struct slp_watch *watch;
    struct slp_state *state;
    struct slp_fills *fills;
    bool has_lock_timeout;
    PGresult *results[SLP_MAX_DEFERRED_ROWS]; /* what the images borrow from */
    uint32_t nresults;
    struct sl_buf sql;
};

struct slp_reread *
slp_reread_new(struct slp_conn *conn, const struct slp_watch *watch, struct slp_state *state)
{
    struct slp_reread *reread = calloc(1, sizeof *reread);
    if (reread == NULL)
        return NULL;
    reread->conn = conn;
    reread->watch = watch;
    reread->state = state;
    sl_buf_init(&reread->sql, SLP_MAX_CATALOGUE_BYTES);
    return reread;
}

void
slp_reread_attach(struct slp_reread *reread, struct slp_fills *fills)
{
    reread->fills = fills;
}

static void
forget_results(struct slp_reread *reread)
{
    while (reread->nresults > 0)
        PQclear(reread->results[--reread->nresults]);
}

void
slp_reread_free(struct slp_reread *reread)
{
    if (reread == NULL)
        return;
    forget_results(reread);
    sl_buf_done(&reread->sql);
    free(reread);
}

/* ---- the statement -------------------------------------------------------------------------- */

/* unnest($2::type[], $3::type[], …) WITH ORDINALITY AS k(k1, k2, …, place); $1 is the xid. */
static void
add_keys(struct sl_buf *sql, const struct sl_table *declared, const struct slp_found_table *found)
{
    uint32_t nkey = 0;
    sl_buf_add_str(sql, SL_STR(" FROM unnest("));
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        if ((declared->columns[i].flags & SL_COLUMN_KEY) == 0)
            continue;
        sl_buf_printf(sql, "%s$%u::", nkey > 0 ? ", " : "", nkey + 2);
        sl_buf_add_str(sql, slp_found_column_named(found, declared->columns[i].name)->type_sql);
        sl_buf_add_str(sql, SL_STR("[]"));
        nkey++;
    }
    sl_buf_add_str(sql, SL_STR(") WITH ORDINALITY AS k("));
    for (uint32_t i = 0; i < nkey; i++)
        sl_buf_printf(sql, "k%u, ", i + 1);
    sl_buf_add_str(sql, SL_STR("place)"));
}

static void
add_columns(struct sl_buf *sql, const struct slp_table *table, const char *alias)
{
    for (uint32_t i = 0; i < table->nreads; i++) {
        sl_buf_printf(sql, ", %s.", alias);
        slp_quote_identifier(sql, table->declared->columns[table->reads[i]].name);
    }
}

static void
add_key_conditions(struct sl_buf *sql, const struct sl_table *declared,
                   const struct slp_found_table *found)
{
    uint32_t nkey = 0;
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        const char *name = declared->columns[i].name;
        if ((declared->columns[i].flags & SL_COLUMN_KEY) == 0)
            continue;
        const struct slp_found_key *key = slp_found_key_named(found, name);
        sl_buf_add_str(sql, nkey > 0 ? SL_STR(" AND t.") : SL_STR(" WHERE t."));
        slp_quote_identifier(sql, name);
        sl_buf_add_str(sql, SL_STR(" OPERATOR("));
        slp_quote_identifier(sql, key->operator_schema);
        sl_buf_printf(sql, ".%s) k.k%u", key->operator_name, ++nkey);
    }
}

/* A subquery for each key, so that the index is used however many there are. */
static void
write_statement(struct sl_buf *sql, const struct slp_table *table,
                const struct slp_found_table *found)
{
    const struct sl_table *declared = table->declared;
    sl_buf_clear(sql);
    sl_buf_add_str(sql, SL_STR("SELECT k.place, " SLP_SEES_XID_SQL("$1") ", r.found"));
    add_columns(sql, table, "r");
    add_keys(sql, declared, found);
    sl_buf_add_str(sql, SL_STR(" LEFT JOIN LATERAL (SELECT true AS found"));
    add_columns(sql, table, "t");
    sl_buf_add_str(sql, found->kind == 'p' ? SL_STR(" FROM ") : SL_STR(" FROM ONLY "));
    slp_quote_qualified(sql, declared->schema, declared->name);
    sl_buf_add_str(sql, SL_STR(" t"));
    add_key_conditions(sql, declared, found);
    sl_buf_add_str(sql, SL_STR(" LIMIT 1) r ON true"));
}

/* ---- one table's rows ----------------------------------------------------------------------- */

/* Those of the wanted rows that are of one table, and the statement's parameters. */
struct group {
    const struct slp_table *table;
    struct slp_wanted *rows[SLP_MAX_DEFERRED_ROWS];
    uint32_t count;
    char doing[32 + 2 * IDENTIFIER_BYTES]; /* for errors */
    char xid[16];
    struct sl_buf *arrays; /* one a key column */
    const char **params;   /* the xid, then the arrays */
    uint32_t nkey;
};

static int
check_key(const struct slp_table *table, const struct slp_found_table *found, struct sl_err *reterr)
{
    const struct sl_table *declared = table->declared;
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        const char *name = declared->columns[i].name;
        if ((declared->columns[i].flags & SL_COLUMN_KEY) != 0 &&
            (slp_found_column_named(found, name) == NULL ||
             slp_found_key_named(found, name) == NULL)) {
            (void)sl_fail(reterr, SL_DRIFT, "%s.%s.%s is a key column no more", declared->schema,
                          declared->name, name);
            return sl_remedy(reterr, "give the table the key that the policy declares, or change "
                                     "the policy");
        }
    }
    return 0;
}

static int
fill_group(struct group *group, uint32_t xid, struct sl_err *reterr)
{
    bool failed = false;
    (void)snprintf(group->xid, sizeof group->xid, "%u", xid);
    group->params[0] = group->xid;
    for (uint32_t k = 0; k < group->nkey; k++) {
        for (uint32_t i = 0; i < group->count; i++)
            sl_pg_array_add(&group->arrays[k], group->rows[i]->key[k]);
        group->params[k + 1] = sl_pg_array_end(&group->arrays[k]);
        failed = failed || group->params[k + 1] == NULL;
    }
    return failed ? sl_fail(reterr, SL_RETRY, "memory is short for reading rows again") : 0;
}

static struct slp_cell
cell_at(PGresult *result, int row, int column)
{
    return (struct slp_cell) {
        .kind = PQgetisnull(result, row, column) != 0 ? SLP_CELL_NULL : SLP_CELL_TEXT,
        .text = PQgetvalue(result, row, column),
        .len = (uint32_t)PQgetlength(result, row, column),
    };
}

static int
take_row(const struct group *group, PGresult *result, int row, struct sl_err *reterr)
{
    const struct slp_table *table = group->table;
    uint32_t place = slp_result_u32(result, row, ANSWER_PLACE);
    if (place == 0 || place > group->count)
        return sl_fail(reterr, SL_BUG, "a row was read again that nobody asked for");
    struct slp_wanted *wanted = group->rows[place - 1];
    wanted->found = PQgetisnull(result, row, ANSWER_FOUND) == 0;
    for (uint32_t i = 0; wanted->found && i < table->nreads; i++) {
        const struct slp_cell cell = cell_at(result, row, ANSWER_COLUMNS + (int)i);
        if (slp_bind_cell(table->declared, table->reads[i], &cell, &wanted->image[table->reads[i]],
                          reterr) != 0)
            return -1;
    }
    return 0;
}

static bool
has_seen(const PGresult *result)
{
    return PQntuples(result) > 0 && slp_result_is_true(result, 0, ANSWER_SEEN);
}

/* Until the transaction is visible and no lock is in the way. */
static PGresult *
ask(struct slp_reread *reread, const struct group *group, uint32_t xid, struct sl_err *reterr)
{
    const struct slp_statement statement = { .doing = group->doing,
                                             .sql = sl_buf_cstr(&reread->sql),
                                             .nparams = (int)group->nkey + 1,
                                             .params = group->params };
    const struct sl_table *declared = group->table->declared;
    struct slp_replication_wait wait = { .xid = xid };
    if (statement.sql == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short for reading rows again");
        return NULL;
    }
    for (;;) {
        PGresult *result = slp_conn_query_params(reread->conn, &statement, reterr);
        if (result == NULL && strcmp(slp_conn_sqlstate(reread->conn), LOCK_NOT_AVAILABLE) != 0) {
            slp_replication_wait_name(&wait, reterr);
            return NULL;
        }
        if (result != NULL && has_seen(result))
            return result;
        const int failed = result != NULL
                               ? slp_replication_wait_visible(&wait, reread->conn, reterr)
                               : slp_replication_wait_lock(&wait, reread->conn, declared->schema,
                                                           declared->name, reterr);
        PQclear(result);
        if (failed != 0)
            return NULL;
    }
}

/* Names may have come to mean other columns since the look that has judged them. */
static int
look_after_change(struct slp_reread *reread, const struct slp_table *table, struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_RETRY, "columns of %s.%s were changed while rows were read again",
                  table->declared->schema, table->declared->name);
    return slp_fills_look_again(reread->fills, table, reterr);
}

static int
read_group(struct slp_reread *reread, struct group *group, uint32_t xid, struct sl_err *reterr)
{
    const struct slp_catalogue *catalogue = slp_watch_catalogue(reread->watch);
    const struct slp_found_table *found = slp_catalogue_table(catalogue, group->table);
    if (check_key(group->table, found, reterr) != 0)
        return slp_fills_look_again(reread->fills, group->table, reterr);
    if (fill_group(group, xid, reterr) != 0)
        return -1;
    write_statement(&reread->sql, group->table, found);
    PGresult *result = ask(reread, group, xid, reterr);
    if (result == NULL)
        return slp_conn_is_refused(reread->conn)
                   ? slp_fills_look_again(reread->fills, group->table, reterr)
                   : -1;
    reread->results[reread->nresults++] = result;
    if (!slp_found_has_columns(found, result, ANSWER_COLUMNS))
        return look_after_change(reread, group->table, reterr);
    for (int row = 0; row < PQntuples(result); row++) {
        if (take_row(group, result, row, reterr) != 0)
            return -1;
    }
    return 0;
}

/* ---- all rows ------------------------------------------------------------------------------- */

/* Waiting behind ALTER TABLE must not queue up others behind us for long. Set with the first
 * re-read: a snapshot before it waits as long as it takes. */
static int
set_lock_timeout(struct slp_reread *reread, struct sl_err *reterr)
{
    if (reread->has_lock_timeout)
        return 0;
    PGresult *result =
        slp_conn_query(reread->conn, "setting lock_timeout", "SET lock_timeout = '2s'", reterr);
    PQclear(result);
    reread->has_lock_timeout = result != NULL;
    return result != NULL ? 0 : -1;
}

static void
gather_group(struct group *group, const struct slp_wanted_rows *wanted, uint32_t first)
{
    group->table = wanted->items[first].table;
    group->nkey = wanted->items[first].nkey;
    (void)snprintf(group->doing, sizeof group->doing, "reading a row of %s.%s again",
                   group->table->declared->schema, group->table->declared->name);
    group->count = 0;
    for (uint32_t i = first; i < wanted->count; i++) {
        if (wanted->items[i].table == group->table)
            group->rows[group->count++] = &wanted->items[i];
    }
}

static bool
is_first_of_table(const struct slp_wanted_rows *wanted, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        if (wanted->items[i].table == wanted->items[index].table)
            return false;
    }
    return true;
}

/* All rows of the table that `first` is a row of. */
static int
read_table(struct slp_reread *reread, const struct slp_wanted_rows *wanted, uint32_t first,
           struct sl_err *reterr)
{
    struct group group;
    gather_group(&group, wanted, first);
    group.arrays = calloc(group.nkey, sizeof *group.arrays);
    group.params = calloc(group.nkey + 1, sizeof *group.params);
    int failed = group.arrays == NULL || group.params == NULL
                     ? sl_fail(reterr, SL_RETRY, "memory is short for reading rows again")
                     : 0;
    for (uint32_t k = 0; failed == 0 && k < group.nkey; k++)
        sl_buf_init(&group.arrays[k], SLP_MAX_DEFERRED_ARENA_BYTES);
    if (failed == 0)
        failed = read_group(reread, &group, wanted->xid, reterr);
    for (uint32_t k = 0; group.arrays != NULL && k < group.nkey; k++) {
        sl_buf_wipe(&group.arrays[k]);
        sl_buf_done(&group.arrays[k]);
    }
    free(group.arrays);
    free(group.params);
    return failed;
}

/* Until all that the statements saw is durable, and within the state's bound. */
static int
settle(struct slp_reread *reread, struct sl_err *reterr)
{
    uint64_t lsn;
    if (slp_wal_insert_lsn(reread->conn, &lsn, reterr) != 0 ||
        slp_wal_await_flush(reread->conn, lsn, reterr) != 0)
        return -1;
    return slp_state_raise_bound(reread->state, lsn, reterr);
}

static int
read_rows(void *context, const struct slp_wanted_rows *wanted, struct sl_err *reterr)
{
    struct slp_reread *reread = context;
    forget_results(reread);
    if (set_lock_timeout(reread, reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < wanted->count; i++) {
        if (is_first_of_table(wanted, i) && read_table(reread, wanted, i, reterr) != 0)
            return -1;
    }
    return settle(reread, reterr);
}

struct slp_row_reader
slp_reread_row_reader(struct slp_reread *reread)
{
    return (struct slp_row_reader) { .context = reread, .read = read_rows };
}
