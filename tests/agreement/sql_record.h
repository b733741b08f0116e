/* sql_record.h - a release as one SELECT: the third way to a record, beside evaluator and C.
 *
 * A row of one text for each row of the table, in the form of what a record holds behind its
 * envelope: `"a":1,"b":null`; "-" for a row that the release's filter rejects. What it asks of the
 * session stands in sql_expr.h. Anybody who may select the columns can compare what it gives with
 * what left. */
#ifndef SLT_SQL_RECORD_H
#define SLT_SQL_RECORD_H

#include "buf.h"
#include "ir/ir.h"

/* `commit_time` is an expression of type timestamptz. Ends without ORDER BY and semicolon. */
void slt_add_sql_record(const struct slc_ir_release *release, struct sl_str commit_time,
                        struct sl_buf *out);

#endif
