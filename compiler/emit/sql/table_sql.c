#include "emit/sql/table_sql.h"

#include "text/escape.h"
#include "text/width.h"

void
slc_add_sql_table(struct sl_buf *out, const struct slc_ir_table *table)
{
    slc_add_sql_name(out, table->schema);
    sl_buf_add_byte(out, '.');
    slc_add_sql_name(out, table->name);
}

bool
slc_is_read(const struct slc_ir_column *column)
{
    return column->read;
}

bool
slc_is_published(const struct slc_ir_column *column)
{
    return column->read || column->key;
}

enum { SQL_WIDTH = 100 };

void
slc_add_table_columns(struct sl_buf *out, const struct slc_ir_table *table, slc_column_test *test,
                      slc_add_quoted *add)
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

void
slc_add_published_table(struct sl_buf *out, const struct slc_ir_table *table, bool last)
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
    slc_add_sql_table(out, table);
    if (!table->publishes_whole_rows) {
        sl_buf_add_str(out, SL_STR(" ("));
        slc_add_table_columns(out, table, slc_is_published, slc_add_sql_name);
        sl_buf_add_byte(out, ')');
    }
    sl_buf_add_str(out, last ? SL_STR(";\n\n") : SL_STR(",\n"));
}
