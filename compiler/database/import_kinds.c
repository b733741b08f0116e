/* What columns identify, proposed from foreign keys: a column that others reference, and these, have one
 * kind. It is called as the column that all of them lead to, without the `_id` at its end. Foreign keys of
 * several columns, and a second one of a column, are noted for a person. */
#include "database/catalogue_sql.h"
#include "database/cell.h"
#include "database/import.h"
#include "names/confusable.h"
#include "names/symbols.h"
#include "syntax/keyword.h"

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

/* Whether a name is the plural of another, as it is formed for sure: parties of party, boxes of box. */
static bool
is_plural_of(struct sl_str plural, struct sl_str word)
{
    bool begins = plural.len > word.len && memcmp(plural.ptr, word.ptr, word.len) == 0;
    struct sl_str end = begins ? sl_str_from(plural, word.len) : plural;
    if (begins)
        return sl_str_is(end, "s") || sl_str_is(end, "es");
    return ends_in(word, "y") && ends_in(plural, "ies") && word.len + 2 == plural.len &&
           memcmp(plural.ptr, word.ptr, word.len - 1) == 0;
}

/* What a table holds one of is known by what the columns are called that lead to it: `news_id` leads to news,
 * and `party_id` to parties. */
static void
take_singular(struct sl_arena *arena, const struct slc_found_table *table,
              const struct slc_found_reference *reference)
{
    struct sl_str word = slc_plain_name(arena, reference->from->name);
    if (ends_in(word, "_id"))
        word = without(word, strlen("_id"));
    if (is_plural_of(slc_plain_name(arena, table->name), word))
        reference->to->singular = word;
}

/* ---- references ---------------------------------------------------------------------------- */

/* A wanted table; NULL: it is not wanted. */
static struct slc_found_table *
table_named(const struct slc_catalogue *catalogue, const PGresult *result, int row, int schema)
{
    struct sl_arena *arena = catalogue->arena;
    struct slc_found_table *table =
        slc_catalogue_table(catalogue, slc_cell_text(arena, result, row, schema),
                            slc_cell_text(arena, result, row, schema + 1));
    return table != NULL && table->wanted ? table : NULL;
}

static struct slc_found_column *
column_named(const struct slc_found_table *table, struct sl_str name)
{
    for (uint32_t at = 0; at < table->ncolumns; at++)
        if (sl_str_equal(table->columns[at].name, name))
            return &table->columns[at];
    return NULL;
}

static void
add_unproposed(struct sl_arena *arena, struct slc_found_table *table,
               struct slc_found_reference reference)
{
    struct slc_found_reference *added = SL_NEW(arena, struct slc_found_reference);
    *added = reference;
    added->next = table->unproposed;
    table->unproposed = added;
}

static void
take_reference(const struct slc_catalogue *catalogue, const PGresult *result, int row)
{
    struct sl_arena *arena = catalogue->arena;
    struct slc_found_table *table = table_named(catalogue, result, row, SLC_REFERENCE_SCHEMA);
    struct slc_found_table *to_table = table_named(catalogue, result, row, SLC_REFERENCE_TO_SCHEMA);
    if (table == NULL || to_table == NULL)
        return;
    const struct slc_found_reference reference = {
        .from = column_named(table, slc_cell_text(arena, result, row, SLC_REFERENCE_COLUMN)),
        .to = column_named(to_table, slc_cell_text(arena, result, row, SLC_REFERENCE_TO_COLUMN)),
        .several = !sl_str_is(slc_cell_text(arena, result, row, SLC_REFERENCE_COUNT), "1"),
        .words = slc_cell_text(arena, result, row, SLC_REFERENCE_WORDS),
    };
    if (reference.from == NULL || reference.to == NULL)
        return;
    if (reference.several || (reference.from->references != NULL && reference.from != reference.to))
        add_unproposed(arena, table, reference);
    else if (reference.from != reference.to)
        reference.from->references = reference.to;
    if (!reference.several)
        take_singular(arena, to_table, &reference);
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

/* ---- kinds ---------------------------------------------------------------------------------- */

/* "customer" of customer_id; of customers.id where a customer_id leads to it, else "customers". */
static struct sl_str
plain_kind(struct sl_arena *arena, const struct slc_found_table *table,
           const struct slc_found_column *column)
{
    struct sl_str name = slc_plain_name(arena, column->name);
    if (ends_in(name, "_id"))
        return without(name, strlen("_id"));
    if (!sl_str_is(name, "id"))
        return name;
    return column->singular.len > 0 ? column->singular : slc_plain_name(arena, table->name);
}

/* Whether another schema has a table of the name: also one that is not wanted, so that what is imported
 * later is called otherwise, too. */
static bool
has_namesake(const struct slc_catalogue *catalogue, const struct slc_found_table *table)
{
    for (uint32_t t = 0; t < catalogue->ntables; t++)
        if (&catalogue->tables[t] != table && sl_str_equal(catalogue->tables[t].name, table->name))
            return true;
    return false;
}

/* A name that no other column has, and that is no word of the language. */
static struct sl_str
kind_of(const struct slc_catalogue *catalogue, struct slc_symbols *kinds,
        const struct slc_found_table *table, struct slc_found_column *column)
{
    struct sl_arena *arena = kinds->arena;
    struct sl_str name = plain_kind(arena, table, column);
    if (has_namesake(catalogue, table))
        name = sl_arena_format(arena, "%.*s_%.*s", SL_FMT(slc_plain_name(arena, table->schema)),
                               SL_FMT(name));
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
                column->kind = kind_of(catalogue, &kinds, &catalogue->tables[t], column);
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
    for (int row = 0; row < PQntuples(result); row++)
        take_reference(catalogue, result, row);
    PQclear(result);
    name_kinds(catalogue);
    return 0;
}
