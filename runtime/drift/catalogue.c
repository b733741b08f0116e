#include "drift/catalogue.h"

#include "buf.h"
#include "drift/catalogue_sql.h"
#include "maxima.h"
#include "postgres/array.h"
#include "postgres/lsn.h"
#include "postgres/result.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const doing = "reading the catalogue";

/* What one look works with. */
struct look {
    struct slp_conn *conn;
    struct slp_catalogue *catalogue;
    struct sl_buf schemas, names; /* $1 and $2 */
    const char *params[3];
    char xid[16]; /* $1 of SLP_SEEN_SQL */
};

/* Rows of one answer are handed to one of these. */
typedef void take_fn(struct look *look, const PGresult *result, int row);

/* ---- cells of an answer --------------------------------------------------------------------- */

static struct sl_str
text_at(const struct look *look, const PGresult *result, int row, int column)
{
    return sl_arena_copy(look->catalogue->arena, sl_str_of(PQgetvalue(result, row, column)));
}

static const char *
cstr_at(const struct look *look, const PGresult *result, int row, int column)
{
    return sl_arena_cstr(look->catalogue->arena, sl_str_of(PQgetvalue(result, row, column)));
}

static char
letter_at(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0];
}

/* A modifier or a column's number, which may be negative. */
static int32_t
signed_at(const PGresult *result, int row, int column)
{
    return (int32_t)strtol(PQgetvalue(result, row, column), NULL, 10);
}

static struct slp_found_table *
table_at(const struct look *look, const PGresult *result, int row)
{
    return &look->catalogue->tables[slp_result_u32(result, row, 0)];
}

static struct slp_found_column *
column_at(const struct look *look, const PGresult *result, int row, int column)
{
    struct slp_found_table *table = table_at(look, result, row);
    struct sl_str name = sl_str_of(PQgetvalue(result, row, column));
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_equal(table->columns[i].name, name))
            return &table->columns[i];
    }
    return NULL;
}

/* How many rows from this one on are about the same table: answers are in the tables' order. */
static uint32_t
same_table_rows(const PGresult *result, int row)
{
    uint32_t count = 0;
    uint32_t place = slp_result_u32(result, row, 0);
    while (row < PQntuples(result) && slp_result_u32(result, row, 0) == place) {
        row++;
        count++;
    }
    return count;
}

/* NULL, which makes these 0 and false, is an index that is not there. */
static struct slp_found_identity
index_at(const PGresult *result, int row, int oid_column, int immediate_column)
{
    return (struct slp_found_identity) {
        .index_oid = slp_result_u32(result, row, oid_column),
        .immediate = slp_result_is_true(result, row, immediate_column),
    };
}

/* ---- what each answer means ----------------------------------------------------------------- */

static void
take_table(struct look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    table->exists = true;
    table->oid = slp_result_u32(result, row, SLP_TABLE_OID);
    table->kind = letter_at(result, row, SLP_TABLE_KIND);
    table->identity = letter_at(result, row, SLP_TABLE_IDENTITY);
    table->row_security = slp_result_is_true(result, row, SLP_TABLE_SECURITY);
    table->schema_usable = slp_result_is_true(result, row, SLP_TABLE_USABLE);
    table->identity_index = text_at(look, result, row, SLP_TABLE_INDEX);
    table->index = index_at(result, row, SLP_TABLE_INDEX_OID, SLP_TABLE_IMMEDIATE);
    table->filenode = slp_result_u32(result, row, SLP_TABLE_FILENODE);
    table->positions_readable = slp_result_is_true(result, row, SLP_TABLE_POSITIONS);
    table->published = slp_result_is_true(result, row, SLP_TABLE_PUBLISHED);
    table->has_column_list = slp_result_is_true(result, row, SLP_TABLE_LIST);
    table->has_row_filter = slp_result_is_true(result, row, SLP_TABLE_FILTER);
    table->entry_oid = slp_result_u32(result, row, SLP_TABLE_ENTRY);
    table->entry_xmin = slp_result_u32(result, row, SLP_TABLE_ENTRY_XMIN);
}

static void
take_column(struct look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->columns == NULL)
        table->columns = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_column,
                                      same_table_rows(result, row));
    table->columns[table->ncolumns++] = (struct slp_found_column) {
        .name = text_at(look, result, row, SLP_COLUMN_NAME),
        .type = { .oid = slp_result_u32(result, row, SLP_COLUMN_TYPE_OID),
                  .schema = text_at(look, result, row, SLP_COLUMN_TYPE_SCHEMA),
                  .name = text_at(look, result, row, SLP_COLUMN_TYPE_NAME),
                  .modifier = signed_at(result, row, SLP_COLUMN_MODIFIER),
                  .modifier_known = true },
        .type_sql = text_at(look, result, row, SLP_COLUMN_TYPE_SQL),
        .nullable = slp_result_is_true(result, row, SLP_COLUMN_NULLS),
        .generated = slp_result_is_true(result, row, SLP_COLUMN_GENERATES),
        .is_enum = slp_result_is_true(result, row, SLP_COLUMN_ENUM),
        .readable = slp_result_is_true(result, row, SLP_COLUMN_READABLE),
        .attnum = (int16_t)signed_at(result, row, SLP_COLUMN_ATTNUM),
        .type_oid = slp_result_u32(result, row, SLP_COLUMN_OWN_TYPE_OID),
        .type_modifier = signed_at(result, row, SLP_COLUMN_OWN_MODIFIER),
        .xmin = slp_result_u32(result, row, SLP_COLUMN_XMIN),
    };
}

static void
take_key(struct look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->keys == NULL)
        table->keys = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_key,
                                   same_table_rows(result, row));
    table->keys[table->nkeys++] = (struct slp_found_key) {
        .column = text_at(look, result, row, SLP_KEY_COLUMN),
        .operator_schema = cstr_at(look, result, row, SLP_KEY_OPERATOR_SCHEMA),
        .operator_name = cstr_at(look, result, row, SLP_KEY_OPERATOR_NAME),
    };
}

static void
take_member(struct look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->members == NULL)
        table->members = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_member,
                                      same_table_rows(result, row));
    struct slp_found_member *member = &table->members[table->nmembers++];
    *member = (struct slp_found_member) {
        .oid = slp_result_u32(result, row, SLP_MEMBER_OID),
        .schema = text_at(look, result, row, SLP_MEMBER_SCHEMA),
        .name = text_at(look, result, row, SLP_MEMBER_NAME),
        .is_leaf = slp_result_is_true(result, row, SLP_MEMBER_IS_LEAF),
        .inherits_xmin = slp_result_u32(result, row, SLP_MEMBER_INHERITS),
        .filenode = slp_result_u32(result, row, SLP_MEMBER_FILENODE),
        .identity = letter_at(result, row, SLP_MEMBER_IDENTITY),
        .covers_identity = slp_result_is_true(result, row, SLP_MEMBER_COVERS),
        .index = index_at(result, row, SLP_MEMBER_INDEX_OID, SLP_MEMBER_IMMEDIATE),
    };
    table->nleaves += member->is_leaf;
}

static void
take_published(struct look *look, const PGresult *result, int row)
{
    struct slp_found_column *column = column_at(look, result, row, SLP_PUBLISHED_COLUMN);
    if (column != NULL)
        column->published = true;
}

static void
take_publication(struct look *look, const PGresult *result, int row)
{
    look->catalogue->publication = (struct slp_found_publication) {
        .name = look->catalogue->publication.name,
        .exists = true,
        .oid = slp_result_u32(result, row, SLP_PUBLICATION_OID),
        .xmin = slp_result_u32(result, row, SLP_PUBLICATION_XMIN),
        .inserts = slp_result_is_true(result, row, SLP_PUBLICATION_INSERTS),
        .updates = slp_result_is_true(result, row, SLP_PUBLICATION_UPDATES),
        .deletes = slp_result_is_true(result, row, SLP_PUBLICATION_DELETES),
        .truncates = slp_result_is_true(result, row, SLP_PUBLICATION_TRUNCATES),
        .via_root = slp_result_is_true(result, row, SLP_PUBLICATION_VIA_ROOT),
    };
}

static void
take_surplus(struct look *look, const PGresult *result, int row)
{
    look->catalogue->publication.nsurplus = slp_result_u32(result, row, SLP_SURPLUS_COUNT);
    look->catalogue->publication.surplus_name = text_at(look, result, row, SLP_SURPLUS_NAME);
}

static uint32_t
same_column_rows(const PGresult *result, int row)
{
    uint32_t most = same_table_rows(result, row);
    const char *name = PQgetvalue(result, row, SLP_LABEL_COLUMN);
    uint32_t count = 0;
    while (count < most &&
           strcmp(PQgetvalue(result, row + (int)count, SLP_LABEL_COLUMN), name) == 0)
        count++;
    return count;
}

static void
take_label(struct look *look, const PGresult *result, int row)
{
    struct slp_found_column *column = column_at(look, result, row, SLP_LABEL_COLUMN);
    if (column == NULL)
        return;
    if (column->labels == NULL)
        column->labels = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_label,
                                      same_column_rows(result, row));
    column->labels[column->nlabels++] = (struct slp_found_label) {
        .text = text_at(look, result, row, SLP_LABEL_TEXT),
        .oid = slp_result_u32(result, row, SLP_LABEL_OID),
        .xmin = slp_result_u32(result, row, SLP_LABEL_XMIN),
    };
}

static void
take_seen(struct look *look, const PGresult *result, int row)
{
    look->catalogue->saw_transaction = slp_result_is_true(result, row, SLP_SEEN_XID);
    look->catalogue->oldest_xid = strtoull(PQgetvalue(result, row, SLP_SEEN_OLDEST), NULL, 10);
}

static void
take_wal_lsn(struct look *look, const PGresult *result, int row)
{
    if (!slp_lsn_parse(PQgetvalue(result, row, 0), &look->catalogue->wal_lsn))
        look->catalogue->wal_lsn = 0;
}

/* ---- asking --------------------------------------------------------------------------------- */

/* A statement, and who takes the rows of its answer; `take` NULL: there are none. */
struct question {
    const char *sql;
    int nparams;
    take_fn *take;
};

static int
ask(struct look *look, const struct question *question, const char *const *params,
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
ask_all(struct look *look, struct sl_err *reterr)
{
    static const struct question questions[] = {
        { SLP_TABLES_SQL, 3, take_table },        { SLP_COLUMNS_SQL, 2, take_column },
        { SLP_LABELS_SQL, 2, take_label },        { SLP_KEYS_SQL, 2, take_key },
        { SLP_MEMBERS_SQL, 2, take_member },      { SLP_SURPLUS_SQL, 3, take_surplus },
        { SLP_PUBLISHED_SQL, 3, take_published },
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (ask(look, &questions[i], look->params, reterr) != 0)
            return -1;
    }
    return 0;
}

/* All statements see one state of the database; the WAL position is asked for behind them. */
static int
look_at_database(struct look *look, struct sl_err *reterr)
{
    static const struct question begin = { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0,
                                           NULL };
    static const struct question commit = { "COMMIT", 0, NULL }, rollback = { "ROLLBACK", 0, NULL };
    static const struct question seen = { SLP_SEEN_SQL, 1, take_seen };
    static const struct question publication = { SLP_PUBLICATION_SQL, 1, take_publication };
    static const struct question wal_lsn = { SLP_WAL_LSN_SQL, 0, take_wal_lsn };
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

static int
fill_params(struct look *look, const struct slp_tables *tables, const char *publication,
            struct sl_err *reterr)
{
    for (uint32_t i = 0; i < tables->count; i++) {
        slp_array_add(&look->schemas, sl_str_of(tables->items[i].declared->schema));
        slp_array_add(&look->names, sl_str_of(tables->items[i].declared->name));
    }
    look->params[0] = slp_array_end(&look->schemas);
    look->params[1] = slp_array_end(&look->names);
    look->params[2] = publication;
    return look->params[0] == NULL || look->params[1] == NULL
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
    struct look look = { .conn = conn, .catalogue = catalogue_new(tables) };
    if (look.catalogue == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short");
        return NULL;
    }
    look.catalogue->publication.name = sl_arena_copy(look.catalogue->arena, sl_str_of(publication));
    (void)snprintf(look.xid, sizeof look.xid, "%u", xid);
    sl_buf_init(&look.schemas, SLP_MAX_CATALOGUE_BYTES);
    sl_buf_init(&look.names, SLP_MAX_CATALOGUE_BYTES);
    int failed = fill_params(&look, tables, publication, reterr);
    if (failed == 0)
        failed = look_at_database(&look, reterr);
    sl_buf_done(&look.schemas);
    sl_buf_done(&look.names);
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
