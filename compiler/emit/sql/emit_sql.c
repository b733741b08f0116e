#include "emit/sql/emit_sql.h"

#include "emit/sql/setup_parts.h"
#include "text/escape.h"
#include "text/width.h"

/* Names from policies stand in quoted identifiers and string literals alone, never inside the
 * dollar-quoted block, whose text is the same for every policy. */

/* ---- tables -------------------------------------------------------------------------------- */

static void
add_table_name(struct sl_buf *out, const struct slc_ir_table *table)
{
    slc_add_sql_name(out, table->schema);
    sl_buf_add_byte(out, '.');
    slc_add_sql_name(out, table->name);
}

typedef bool column_test(const struct slc_ir_column *column);

static bool
is_read(const struct slc_ir_column *column)
{
    return column->read;
}

/* What the stream must carry: what is read, and the identity. */
static bool
is_published(const struct slc_ir_column *column)
{
    return column->read || column->key;
}

enum { SQL_WIDTH = 100 };

typedef void add_quoted(struct sl_buf *out, struct sl_str text);

/* The columns that pass the test, as names ("a", "b") or as strings ('a', 'b') */
static void
add_columns(struct sl_buf *out, const struct slc_ir_table *table, column_test *test,
            add_quoted *add)
{
    bool first = true;
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (!test(&table->columns[i]))
            continue;
        bool fits = slc_line_width(out) + slc_text_width(table->columns[i].name) + 6 <= SQL_WIDTH;
        if (!first)
            sl_buf_add_str(out, fits ? SL_STR(", ") : SL_STR(",\n        "));
        add(out, table->columns[i].name);
        first = false;
    }
}

/* What an identity index is over, for the hint: the key columns and those that a filter reads. */
static struct sl_str
index_columns(const struct slc_ir *ir, const struct slc_ir_table *table)
{
    bool *wanted = SL_NEW_ARRAY(ir->arena, bool, table->ncolumns + 1);
    for (uint32_t c = 0; c < table->ncolumns; c++)
        wanted[c] = table->columns[c].key;
    for (uint32_t r = 0; r < ir->nreleases; r++)
        for (uint32_t i = 0; ir->releases[r].table == table && i < ir->releases[r].nfilter_cells;
             i++) {
            const struct slc_ir_release *release = &ir->releases[r];
            uint32_t c = release->cells[release->filter_cells[i]].column;
            wanted[c] = !table->columns[c].type.nullable; /* as key columns are */
        }
    struct sl_str text = SL_STR("");
    for (uint32_t c = 0; c < table->ncolumns; c++)
        if (wanted[c])
            text = sl_arena_format(ir->arena, "%.*s%s%.*s", SL_FMT(text), text.len > 0 ? ", " : "",
                                   SL_FMT(table->columns[c].name));
    return text;
}

static void
add_table_row(struct sl_buf *out, const struct slc_ir *ir, const struct slc_ir_table *table)
{
    static const char letters[] = {
        [SLC_IR_IDENTITY_DEFAULT] = 'd', [SLC_IR_IDENTITY_INDEX] = 'i', [SLC_IR_IDENTITY_FULL] = 'f'
    };
    bool index = table->identity == SLC_IR_IDENTITY_INDEX;
    sl_buf_add_str(out, SL_STR("    ("));
    slc_add_sql_string(out, table->schema);
    sl_buf_add_str(out, SL_STR(", "));
    slc_add_sql_string(out, table->name);
    sl_buf_printf(out, ", '%c', ", letters[table->identity]);
    slc_add_sql_string(out, table->identity_index);
    sl_buf_add_str(out, SL_STR(", "));
    slc_add_sql_string(out, index ? index_columns(ir, table) : SL_STR(""));
    sl_buf_printf(out, ", %s,\n     ARRAY[", table->publishes_whole_rows ? "true" : "false");
    add_columns(out, table, is_read, slc_add_sql_string);
    sl_buf_add_str(out, SL_STR("])"));
}

static void
add_tables(struct sl_buf *out, const struct slc_ir *ir)
{
    sl_buf_add_str(
        out,
        SL_STR("-- ---- what the policies need of each table -------------------------------"
               "-------------\n"
               "-- Its replica identity: d the primary key, i an index, f the whole row; whether "
               "whole\n"
               "-- rows are published; and the columns that a release reads. With them go ctid "
               "and\n"
               "-- tableoid, the place of a row: a release is filled range by range of "
               "these.\n\n"
               "CREATE TEMPORARY TABLE sluice_tables ON COMMIT DROP AS\n"
               "SELECT schema_name::text, table_name::text, identity::\"char\",\n"
               "       index_name::text, index_columns::text, whole,\n"
               "       readable::text[] || ARRAY['ctid', 'tableoid'] AS readable\n"
               "FROM (VALUES\n"));
    for (uint32_t t = 0; t < ir->ntables; t++) {
        add_table_row(out, ir, &ir->tables[t]);
        sl_buf_add_str(out, t + 1 < ir->ntables ? SL_STR(",\n") : SL_STR("\n"));
    }
    sl_buf_add_str(out, SL_STR(") AS t (schema_name, table_name, identity, index_name, "
                               "index_columns, whole, readable);\n\n"));
}

/* ---- publication --------------------------------------------------------------------------- */

static void
add_published_table(struct sl_buf *out, const struct slc_ir_table *table, bool last)
{
    bool full = table->identity == SLC_IR_IDENTITY_FULL;
    if (table->publishes_whole_rows)
        sl_buf_add_str(out, full ? SL_STR("    -- the policy says `replica identity full`: no "
                                          "column list is possible, every column\n"
                                          "    -- of the table crosses the wire to the reader\n")
                                 : SL_STR("    -- the policy says `publish whole rows`: every "
                                          "column of the table crosses the wire\n"
                                          "    -- to the reader\n"));
    sl_buf_add_str(out, SL_STR("    ONLY "));
    add_table_name(out, table);
    if (!table->publishes_whole_rows) {
        sl_buf_add_str(out, SL_STR(" ("));
        add_columns(out, table, is_published, slc_add_sql_name);
        sl_buf_add_byte(out, ')');
    }
    sl_buf_add_str(out, last ? SL_STR(";\n\n") : SL_STR(",\n"));
}

static void
add_publication(struct sl_buf *out, const struct slc_ir *ir)
{
    sl_buf_add_str(out, sl_str_of(slc_setup_publication));
    for (uint32_t t = 0; t < ir->ntables; t++)
        add_published_table(out, &ir->tables[t], t + 1 == ir->ntables);
}

void
slc_emit_sql(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    struct sl_buf *out = slc_output_begin(outputs);
    sl_buf_printf(out,
                  "-- What the pusher needs in PostgreSQL 15 to 18: two roles, their grants, the "
                  "publication.\n"
                  "-- Generated by %s. Do not edit: change the policies and generate again.\n",
                  slc_compiler_version());
    sl_buf_add_str(out, sl_str_of(slc_setup_head));
    sl_buf_add_str(out, sl_str_of(slc_setup_variables));
    sl_buf_add_str(out, sl_str_of(slc_setup_roles));
    add_tables(out, ir);
    sl_buf_add_str(out, sl_str_of(slc_setup_tables));
    sl_buf_add_str(out, sl_str_of(slc_setup_identities));
    sl_buf_add_str(out, sl_str_of(slc_setup_identities_set));
    sl_buf_add_str(out, sl_str_of(slc_setup_grants));
    add_publication(out, ir);
    sl_buf_add_str(out, sl_str_of(slc_setup_platform));
    sl_buf_add_str(out, SL_STR("COMMIT;\n"));
    slc_output_end(outputs, SL_STR("setup.sql"));
}
