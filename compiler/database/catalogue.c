#include "database/catalogue.h"

#include "buf.h"
#include "database/catalogue_sql.h"
#include "database/cell.h"
#include "maxima.h"

#include <stdlib.h>

/* ---- cells of an answer -------------------------------------------------------------------- */

static uint32_t
oid_at(const PGresult *result, int row, int column)
{
    return (uint32_t)strtoul(PQgetvalue(result, row, column), NULL, 10);
}

/* How many rows from this one on have the same first column. */
static uint32_t
rows_of_one(const PGresult *result, int row)
{
    uint32_t count = 0, first = oid_at(result, row, 0);
    while (row < PQntuples(result) && oid_at(result, row, 0) == first) {
        row++;
        count++;
    }
    return count;
}

/* ---- types --------------------------------------------------------------------------------- */

_Static_assert((int)SLC_NTYPES == (int)SL_PG_NTYPES, "both are the types of types.def");

static struct sl_pg_type
pg_type_at(struct sl_arena *arena, const PGresult *result, int row)
{
    if (slc_cell_is_true(result, row, SLC_COLUMN_ENUM))
        return (struct sl_pg_type) { .id = SL_PG_ENUM };
    return sl_pg_type_with(
        sl_pg_type_named(slc_cell_text(arena, result, row, SLC_COLUMN_TYPE_SCHEMA),
                         slc_cell_text(arena, result, row, SLC_COLUMN_TYPE_NAME)),
        (int32_t)strtol(PQgetvalue(result, row, SLC_COLUMN_MODIFIER), NULL, 10));
}

/* What the language does not know is opaque. A policy writes no negative scale. */
static struct slc_type
type_of(const struct sl_pg_type *pg, bool nullable)
{
    struct slc_type type = { .nullable = nullable };
    type.id = pg->id == SL_PG_NONE ? SLC_TYPE_OPAQUE : (enum slc_type_id)pg->id;
    type.has_precision = pg->is_limited && pg->scale >= 0;
    type.precision = type.has_precision ? pg->precision : 0;
    type.scale = type.has_precision ? (uint32_t)pg->scale : 0;
    return type;
}

/* ---- tables -------------------------------------------------------------------------------- */

static struct slc_found_table
table_at(struct sl_arena *arena, const PGresult *result, int row)
{
    return (struct slc_found_table) {
        .oid = oid_at(result, row, SLC_TABLE_OID),
        .schema = slc_cell_text(arena, result, row, SLC_TABLE_SCHEMA),
        .name = slc_cell_text(arena, result, row, SLC_TABLE_NAME),
        .kind = PQgetvalue(result, row, SLC_TABLE_KIND)[0],
        .identity = PQgetvalue(result, row, SLC_TABLE_IDENTITY)[0],
        .identity_index = slc_cell_text(arena, result, row, SLC_TABLE_INDEX),
        .root = slc_cell_text(arena, result, row, SLC_TABLE_ROOT),
        .logged = slc_cell_is_true(result, row, SLC_TABLE_LOGGED),
        .of_extension = slc_cell_is_true(result, row, SLC_TABLE_EXTENSION),
        .has_primary_key = slc_cell_is_true(result, row, SLC_TABLE_PRIMARY_KEY),
        .other_leaf = slc_cell_text(arena, result, row, SLC_TABLE_OTHER_LEAF),
        .full_leaf = slc_cell_text(arena, result, row, SLC_TABLE_FULL_LEAF),
        .comment = slc_cell_text(arena, result, row, SLC_TABLE_COMMENT),
    };
}

struct slc_catalogue *
slc_catalogue_read(struct sl_arena *arena, struct slc_session *session, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(session, SLC_TABLES_SQL, NULL, reterr);
    if (result == NULL)
        return NULL;
    struct slc_catalogue *catalogue = SL_NEW(arena, struct slc_catalogue);
    catalogue->arena = arena;
    catalogue->ntables = (uint32_t)PQntuples(result);
    catalogue->tables = SL_NEW_ARRAY(arena, struct slc_found_table, catalogue->ntables + 1);
    for (uint32_t at = 0; at < catalogue->ntables; at++)
        catalogue->tables[at] = table_at(arena, result, (int)at);
    PQclear(result);
    return catalogue;
}

static int
compare_names(struct sl_str schema, struct sl_str name, const struct slc_found_table *table)
{
    int order = sl_str_compare(schema, table->schema);
    return order != 0 ? order : sl_str_compare(name, table->name);
}

struct slc_found_table *
slc_catalogue_table(const struct slc_catalogue *catalogue, struct sl_str schema, struct sl_str name)
{
    uint32_t low = 0, high = catalogue->ntables;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_names(schema, name, &catalogue->tables[middle]);
        if (order == 0)
            return &catalogue->tables[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- columns ------------------------------------------------------------------------------- */

static struct slc_found_column
column_at(struct sl_arena *arena, const PGresult *result, int row)
{
    const struct sl_pg_type pg = pg_type_at(arena, result, row);
    return (struct slc_found_column) {
        .name = slc_cell_text(arena, result, row, SLC_COLUMN_NAME),
        .type = type_of(&pg, slc_cell_is_true(result, row, SLC_COLUMN_NULLABLE)),
        .pg = pg,
        .type_oid = oid_at(result, row, SLC_COLUMN_TYPE_OID),
        .sql = slc_cell_text(arena, result, row, SLC_COLUMN_SQL),
        .generated = slc_cell_is_true(result, row, SLC_COLUMN_GENERATED),
        .in_primary_key = slc_cell_is_true(result, row, SLC_COLUMN_IN_PRIMARY_KEY),
        .in_identity = slc_cell_is_true(result, row, SLC_COLUMN_IN_IDENTITY),
        .unique = slc_cell_is_true(result, row, SLC_COLUMN_UNIQUE),
        .large = slc_cell_is_true(result, row, SLC_COLUMN_LARGE),
        .comment = slc_cell_text(arena, result, row, SLC_COLUMN_COMMENT),
    };
}

static int
compare_oids(const void *a, const void *b)
{
    uint32_t left = (*(struct slc_found_table *const *)a)->oid;
    uint32_t right = (*(struct slc_found_table *const *)b)->oid;
    return (left > right) - (left < right);
}

/* The wanted tables by OID, as the answer has them, and their OIDs as {1,2}. */
static uint32_t
wanted_tables(const struct slc_catalogue *catalogue, struct slc_found_table **tables,
              struct sl_buf *oids)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < catalogue->ntables; at++)
        if (catalogue->tables[at].wanted)
            tables[count++] = &catalogue->tables[at];
    qsort(tables, count, sizeof(struct slc_found_table *), compare_oids);
    for (uint32_t at = 0; at < count; at++)
        sl_buf_printf(oids, "%s%u", at == 0 ? "{" : ",", tables[at]->oid);
    sl_buf_add_str(oids, count == 0 ? SL_STR("{}") : SL_STR("}"));
    sl_buf_add_byte(oids, '\0');
    return count;
}

static void
take_columns(struct sl_arena *arena, const PGresult *result, struct slc_found_table **tables,
             uint32_t count)
{
    uint32_t table = 0;
    for (int row = 0; row < PQntuples(result);) {
        uint32_t oid = oid_at(result, row, SLC_COLUMN_TABLE), ncolumns = rows_of_one(result, row);
        while (table < count && tables[table]->oid < oid)
            table++;
        struct slc_found_column *columns = SL_NEW_ARRAY(arena, struct slc_found_column, ncolumns);
        for (uint32_t at = 0; at < ncolumns; at++)
            columns[at] = column_at(arena, result, row + (int)at);
        tables[table]->columns = columns;
        tables[table]->ncolumns = ncolumns;
        row += (int)ncolumns;
    }
}

static const struct slc_enum_label *
labels_at(struct sl_arena *arena, const PGresult *result, int row, uint32_t count)
{
    struct slc_enum_label *labels = SL_NEW_ARRAY(arena, struct slc_enum_label, count);
    for (uint32_t at = 0; at < count; at++) {
        labels[at].text = slc_cell_text(arena, result, row + (int)at, SLC_LABEL_TEXT);
        labels[at].next = at + 1 < count ? &labels[at + 1] : NULL;
    }
    return labels;
}

static void
take_labels(const struct slc_catalogue *catalogue, uint32_t type,
            const struct slc_enum_label *labels)
{
    for (uint32_t at = 0; at < catalogue->ntables; at++)
        for (uint32_t i = 0; i < catalogue->tables[at].ncolumns; i++) {
            struct slc_found_column *column = &catalogue->tables[at].columns[i];
            if (column->type.id == SLC_TYPE_ENUM && column->type_oid == type)
                column->type.labels = labels;
        }
}

int
slc_catalogue_columns(struct slc_catalogue *catalogue, struct slc_session *session,
                      struct sl_err *reterr)
{
    struct slc_found_table **tables =
        SL_NEW_ARRAY(catalogue->arena, struct slc_found_table *, catalogue->ntables + 1);
    struct sl_buf oids;
    sl_buf_init(&oids, SL_MIB);
    uint32_t count = wanted_tables(catalogue, tables, &oids);
    if (sl_buf_failed(&oids)) {
        sl_buf_done(&oids);
        return sl_fail(reterr, SL_CONFIG, "%u tables are too many for one look", count);
    }
    PGresult *columns = slc_session_query(session, SLC_COLUMNS_SQL, oids.bytes, reterr);
    sl_buf_done(&oids);
    if (columns == NULL)
        return -1;
    take_columns(catalogue->arena, columns, tables, count);
    PQclear(columns);
    PGresult *labels = slc_session_query(session, SLC_LABELS_SQL, NULL, reterr);
    if (labels == NULL)
        return -1;
    for (int row = 0; row < PQntuples(labels);) {
        uint32_t nlabels = rows_of_one(labels, row);
        take_labels(catalogue, oid_at(labels, row, SLC_LABEL_TYPE),
                    labels_at(catalogue->arena, labels, row, nlabels));
        row += (int)nlabels;
    }
    PQclear(labels);
    return 0;
}
