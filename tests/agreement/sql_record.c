#include "sql_record.h"

#include "emit/sql/sql_expr.h"
#include "text/escape.h"

void
slt_add_sql_record(const struct slc_ir_release *release, struct sl_str commit_time,
                   struct sl_buf *out)
{
    const struct slc_sql sql = { out, release, SL_STR(""), commit_time };
    sl_buf_add_str(out, SL_STR("SELECT "));
    if (release->filter != NULL) {
        sl_buf_add_str(out, SL_STR("CASE WHEN NOT "));
        slc_add_sql(&sql, release->filter);
        sl_buf_add_str(out, SL_STR(" THEN '-' ELSE "));
    }
    for (uint32_t at = 0; at < release->nfields; at++) {
        sl_buf_printf(out, "%s'%s\"%.*s\":' || ", at > 0 ? "\n    || " : "", at > 0 ? "," : "",
                      SL_FMT(release->record[at]->name));
        slc_add_sql_json(&sql, release->record[at]->expr);
    }
    if (release->filter != NULL)
        sl_buf_add_str(out, SL_STR(" END"));
    sl_buf_add_str(out, SL_STR(" AS record\n  FROM "));
    slc_add_sql_name(out, release->table->schema);
    sl_buf_add_byte(out, '.');
    slc_add_sql_name(out, release->table->name);
}
