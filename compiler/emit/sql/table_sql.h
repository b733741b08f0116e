/* table_sql.h - what setup.sql and a migration's transaction write of a table in the same words. */
#ifndef SLC_TABLE_SQL_H
#define SLC_TABLE_SQL_H

#include "buf.h"
#include "ir/ir.h"

/* "schema"."table" */
void slc_add_sql_table(struct sl_buf *out, const struct slc_ir_table *table);

typedef bool slc_column_test(const struct slc_ir_column *column);

/* Whether some release reads it: then the reader's role may. */
bool slc_is_read(const struct slc_ir_column *column);
/* What the stream must carry: what is read, and the identity. */
bool slc_is_published(const struct slc_ir_column *column);

typedef void slc_add_quoted(struct sl_buf *out, struct sl_str text);

/* The columns that pass the test, as names ("a", "b") or as strings ('a', 'b'). */
void slc_add_table_columns(struct sl_buf *out, const struct slc_ir_table *table,
                           slc_column_test *test, slc_add_quoted *add);

/* The table in a list of ADD TABLE or SET TABLE, with its columns, and what ends it. */
void slc_add_published_table(struct sl_buf *out, const struct slc_ir_table *table, bool last);

#endif
