#include "drift/rights_compare.h"

static void
add(struct slp_drift *drift, const struct sl_table *declared, struct sl_str column,
    struct sl_str right)
{
    slp_drift_add(drift, SLP_DRIFT_RIGHT_MISSING, declared, column,
                  (struct slp_difference_text) {
                      .policy = right,
                      .database = SL_STR("no such right of the reader's role"),
                      .remedy = SL_STR("apply setup.sql of generated/ again: that of the build "
                                       "which is to run"),
                  });
}

void
slp_rights_compare(const struct slp_found_table *found, const struct sl_table *declared,
                   struct slp_drift *drift)
{
    if (!found->schema_usable)
        add(drift, declared, SL_STR(""), SL_STR("USAGE on the schema"));
    if (!found->positions_readable)
        add(drift, declared, SL_STR(""),
            SL_STR("SELECT on ctid and tableoid, by which rows are read range by range"));
    for (uint32_t i = 0; i < found->ncolumns; i++) {
        const struct slp_found_column *column = &found->columns[i];
        const int at = slp_table_column(declared, column->name);
        if (at >= 0 && !column->readable &&
            (declared->columns[at].flags & SL_COLUMN_PUBLISHED) != 0)
            add(drift, declared, column->name, SL_STR("SELECT on the column"));
    }
}
