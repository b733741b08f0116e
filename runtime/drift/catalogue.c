#include "drift/catalogue.h"

#include "drift/catalogue_answers.h"
#include "drift/catalogue_sql.h"
#include "maxima.h"
#include "pg_array.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const doing = "reading the catalogue";

/* ---- asking --------------------------------------------------------------------------------- */

/* A statement, and who takes the rows of its answer; `take` NULL: there are none. */
struct question {
    const char *sql;
    int nparams;
    slp_take_fn *take;
};

static int
ask(struct slp_look *look, const struct question *question, const char *const *params,
    struct sl_err *reterr)
{
    const struct slp_statement statement = {
        .doing = doing, .sql = question->sql, .nparams = question->nparams, .params = params
    };
    PGresult *result = slp_conn_query_params(look->conn, &statement, reterr);
    if (result == NULL)
        return -1;
    for (int row = 0; question->take != NULL && row < PQntuples(result); row++)
        question->take(look, result, row);
    PQclear(result);
    return 0;
}

/* Columns before what is marked in them. */
static int
ask_all(struct slp_look *look, struct sl_err *reterr)
{
    static const struct question questions[] = {
        { SLP_TABLES_SQL, 3, slp_take_table },    { SLP_COLUMNS_SQL, 2, slp_take_column },
        { SLP_LABELS_SQL, 2, slp_take_label },    { SLP_MEMBERS_SQL, 2, slp_take_member },
        { SLP_SURPLUS_SQL, 3, slp_take_surplus }, { SLP_PUBLISHED_SQL, 3, slp_take_published },
        { SLP_REFUSED_SQL, 3, slp_take_refused },
    };
    static const struct question about_keys[] = {
        { SLP_KEYS_SQL, 3, slp_take_key },
        { SLP_GUARDS_SQL, 3, slp_take_guard },
        { SLP_KEY_FAULTS_SQL, 3, slp_take_key_fault },
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (ask(look, &questions[i], look->params, reterr) != 0)
            return -1;
    }
    for (size_t i = 0; i < sizeof about_keys / sizeof *about_keys; i++) {
        if (ask(look, &about_keys[i], look->key_params, reterr) != 0)
            return -1;
    }
    return 0;
}

/* All statements see one state of the database; the WAL position is asked for behind them. */
static int
look_at_database(struct slp_look *look, struct sl_err *reterr)
{
    static const struct question begin = { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0,
                                           NULL };
    static const struct question commit = { "COMMIT", 0, NULL }, rollback = { "ROLLBACK", 0, NULL };
    static const struct question seen = { SLP_SEEN_SQL, 1, slp_take_seen };
    static const struct question publication = { SLP_PUBLICATION_SQL, 1, slp_take_publication };
    static const struct question wal_lsn = { SLP_WAL_LSN_SQL, 0, slp_take_wal_lsn };
    const char *const xid[] = { look->xid };
    if (ask(look, &begin, NULL, reterr) != 0)
        return -1;
    int failed = ask(look, &seen, xid, reterr);
    if (failed == 0)
        failed = ask(look, &publication, &look->params[2], reterr);
    if (failed == 0)
        failed = ask_all(look, reterr);
    if (failed == 0)
        failed = ask(look, &wal_lsn, NULL, reterr);
    struct sl_err ignored; /* after a failure, the first error is the one to tell */
    int ended = ask(look, failed == 0 ? &commit : &rollback, NULL, failed == 0 ? reterr : &ignored);
    return failed != 0 ? failed : ended;
}

/* The names of its key columns as one element of an array of such. */
static void
add_key(struct sl_buf *keys, const struct sl_table *table)
{
    struct sl_buf key;
    sl_buf_init(&key, SLP_MAX_CATALOGUE_BYTES);
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if ((table->columns[i].flags & SL_COLUMN_KEY) != 0)
            sl_pg_array_add(&key, sl_str_of(table->columns[i].name));
    }
    sl_pg_array_add(keys, sl_str_of(sl_pg_array_end(&key)));
    sl_buf_done(&key);
}

static int
fill_params(struct slp_look *look, const struct slp_tables *tables, const char *publication,
            struct sl_err *reterr)
{
    for (uint32_t i = 0; i < tables->count; i++) {
        sl_pg_array_add(&look->schemas, sl_str_of(tables->items[i].declared->schema));
        sl_pg_array_add(&look->names, sl_str_of(tables->items[i].declared->name));
        add_key(&look->keys, tables->items[i].declared);
    }
    look->params[0] = sl_pg_array_end(&look->schemas);
    look->params[1] = sl_pg_array_end(&look->names);
    look->params[2] = publication;
    look->key_params[0] = look->params[0];
    look->key_params[1] = look->params[1];
    look->key_params[2] = sl_pg_array_end(&look->keys);
    return look->params[0] == NULL || look->params[1] == NULL || look->key_params[2] == NULL
               ? sl_fail(reterr, SL_RETRY, "memory is short")
               : 0;
}

static struct slp_catalogue *
catalogue_new(const struct slp_tables *tables)
{
    struct sl_arena *arena = sl_arena_new(SLP_MAX_CATALOGUE_BYTES);
    if (arena == NULL)
        return NULL;
    struct slp_catalogue *catalogue = SL_NEW(arena, struct slp_catalogue);
    catalogue->arena = arena;
    catalogue->policy_tables = tables;
    catalogue->tables = SL_NEW_ARRAY(arena, struct slp_found_table, tables->count);
    return catalogue;
}

struct slp_catalogue *
slp_catalogue_load(struct slp_conn *conn, const struct slp_tables *tables, const char *publication,
                   uint32_t xid, struct sl_err *reterr)
{
    struct slp_look look = { .conn = conn, .catalogue = catalogue_new(tables) };
    if (look.catalogue == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short");
        return NULL;
    }
    look.catalogue->publication.name = sl_arena_copy(look.catalogue->arena, sl_str_of(publication));
    (void)snprintf(look.xid, sizeof look.xid, "%u", xid);
    sl_buf_init(&look.schemas, SLP_MAX_CATALOGUE_BYTES);
    sl_buf_init(&look.names, SLP_MAX_CATALOGUE_BYTES);
    sl_buf_init(&look.keys, SLP_MAX_CATALOGUE_BYTES);
    int failed = fill_params(&look, tables, publication, reterr);
    if (failed == 0)
        failed = look_at_database(&look, reterr);
    sl_buf_done(&look.schemas);
    sl_buf_done(&look.names);
    sl_buf_done(&look.keys);
    if (failed == 0)
        return look.catalogue;
    slp_catalogue_free(look.catalogue);
    return NULL;
}

void
slp_catalogue_free(struct slp_catalogue *catalogue)
{
    if (catalogue != NULL)
        sl_arena_free(catalogue->arena);
}

/* ---- reading a look ------------------------------------------------------------------------- */

const struct slp_found_table *
slp_catalogue_table(const struct slp_catalogue *catalogue, const struct slp_table *table)
{
    return &catalogue->tables[table - catalogue->policy_tables->items];
}

bool
slp_catalogue_is_leaf(const struct slp_catalogue *catalogue, uint32_t oid)
{
    for (uint32_t i = 0; i < catalogue->policy_tables->count; i++) {
        const struct slp_found_table *table = &catalogue->tables[i];
        for (uint32_t j = 0; j < table->nmembers; j++) {
            if (table->members[j].oid == oid)
                return table->members[j].is_leaf;
        }
    }
    return false;
}

const struct slp_found_column *
slp_found_column_named(const struct slp_found_table *table, const char *name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_is(table->columns[i].name, name))
            return &table->columns[i];
    }
    return NULL;
}

const struct slp_found_key *
slp_found_key_named(const struct slp_found_table *table, const char *name)
{
    for (uint32_t i = 0; i < table->nkeys; i++) {
        if (sl_str_is(table->keys[i].column, name))
            return &table->keys[i];
    }
    return NULL;
}

/* The description tells table, attribute number, and type, of a domain its base (PostgreSQL 55.7). */
bool
slp_found_has_columns(const struct slp_found_table *table, const PGresult *result, int first)
{
    for (int at = first; at < PQnfields(result); at++) {
        const struct slp_found_column *column = slp_found_column_named(table, PQfname(result, at));
        if (column == NULL || PQftable(result, at) != table->oid ||
            PQftablecol(result, at) != column->attnum || PQftype(result, at) != column->type.oid)
            return false;
    }
    return true;
}
