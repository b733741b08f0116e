/* What columns identify, proposed from foreign keys: a column that others reference, and these, have one
 * kind. It is called as the column that all of them lead to, without the `_id` at its end. */
#include "database/catalogue_sql.h"
#include "database/cell.h"
#include "database/import.h"
#include "names/confusable.h"
#include "names/symbols.h"
#include "syntax/keyword.h"

/* ---- references ---------------------------------------------------------------------------- */

/* A column of a wanted table; NULL: the table is not wanted. */
static struct slc_found_column *
column_named(const struct slc_catalogue *catalogue, const PGresult *result, int row, int schema)
{
    struct sl_arena *arena = catalogue->arena;
    const struct slc_found_table *table =
        slc_catalogue_table(catalogue, slc_cell_text(arena, result, row, schema),
                            slc_cell_text(arena, result, row, schema + 1));
    struct sl_str name = slc_cell_text(arena, result, row, schema + 2);
    for (uint32_t at = 0; table != NULL && table->wanted && at < table->ncolumns; at++)
        if (sl_str_equal(table->columns[at].name, name))
            return &table->columns[at];
    return NULL;
}

static void
take_references(const struct slc_catalogue *catalogue, const PGresult *result)
{
    for (int row = 0; row < PQntuples(result); row++) {
        struct slc_found_column *from = column_named(catalogue, result, row, SLC_REFERENCE_SCHEMA);
        struct slc_found_column *to = column_named(catalogue, result, row, SLC_REFERENCE_TO_SCHEMA);
        if (from != NULL && to != NULL && from != to && from->references == NULL)
            from->references = to;
    }
}

/* The column that references lead to in the end; NULL where they go round. */
static struct slc_found_column *
end_of(const struct slc_catalogue *catalogue, struct slc_found_column *column)
{
    for (uint32_t steps = 0; steps <= catalogue->ntables; steps++) {
        if (column->references == NULL)
            return column;
        column = column->references;
    }
    return NULL;
}

/* ---- names --------------------------------------------------------------------------------- */

static bool
ends_in(struct sl_str name, const char *end)
{
    size_t len = strlen(end);
    return name.len > len && memcmp(name.ptr + name.len - len, end, len) == 0;
}

static struct sl_str
without(struct sl_str name, size_t len)
{
    return (struct sl_str) { name.ptr, name.len - len };
}

/* "customer" of customer_id, of customers.id, of a table called address. */
static struct sl_str
plain_kind(struct sl_arena *arena, const struct slc_found_table *table,
           const struct slc_found_column *column)
{
    struct sl_str name = slc_plain_name(arena, column->name);
    if (ends_in(name, "_id"))
        return without(name, strlen("_id"));
    if (!sl_str_is(name, "id"))
        return name;
    name = slc_plain_name(arena, table->name);
    if (ends_in(name, "ies"))
        return sl_arena_format(arena, "%.*sy", SL_FMT(without(name, strlen("ies"))));
    return ends_in(name, "s") && !ends_in(name, "ss") ? without(name, 1) : name;
}

/* A name that no other column has, and that is no word of the language. */
static struct sl_str
kind_of(struct slc_symbols *kinds, const struct slc_found_table *table,
        struct slc_found_column *column)
{
    struct sl_arena *arena = kinds->arena;
    struct sl_str name = plain_kind(arena, table, column);
    struct sl_str kind =
        slc_keyword(name) != 0 ? sl_arena_format(arena, "the_%.*s", SL_FMT(name)) : name;
    for (unsigned number = 2; slc_symbols_add(kinds, kind, (struct slc_span) { 0 }, column) != NULL;
         number++)
        kind = sl_arena_format(arena, "%.*s_%u", SL_FMT(name), number);
    return kind;
}

/* ---- all of them --------------------------------------------------------------------------- */

/* First the columns that all others lead to, in the order of their tables; then those. */
static void
name_kinds(const struct slc_catalogue *catalogue)
{
    struct slc_symbols kinds;
    slc_symbols_init(&kinds, catalogue->arena);
    for (uint32_t t = 0; t < catalogue->ntables; t++)
        for (uint32_t i = 0; i < catalogue->tables[t].ncolumns; i++) {
            struct slc_found_column *column = &catalogue->tables[t].columns[i];
            struct slc_found_column *end = end_of(catalogue, column);
            if (end != NULL && end != column)
                end->kind = SL_STR("?"); /* is referenced: named below */
        }
    for (uint32_t t = 0; t < catalogue->ntables; t++)
        for (uint32_t i = 0; i < catalogue->tables[t].ncolumns; i++) {
            struct slc_found_column *column = &catalogue->tables[t].columns[i];
            if (column->kind.len > 0)
                column->kind = kind_of(&kinds, &catalogue->tables[t], column);
        }
    for (uint32_t t = 0; t < catalogue->ntables; t++)
        for (uint32_t i = 0; i < catalogue->tables[t].ncolumns; i++) {
            struct slc_found_column *column = &catalogue->tables[t].columns[i];
            const struct slc_found_column *end = end_of(catalogue, column);
            if (end != NULL)
                column->kind = end->kind;
        }
}

int
slc_import_look_at_kinds(struct slc_catalogue *catalogue, struct slc_session *session,
                         struct sl_err *reterr)
{
    PGresult *result = slc_session_query(session, SLC_REFERENCES_SQL, NULL, reterr);
    if (result == NULL)
        return -1;
    take_references(catalogue, result);
    PQclear(result);
    name_kinds(catalogue);
    return 0;
}
