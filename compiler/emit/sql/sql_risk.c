#include "emit/sql/sql_risk.h"

#include "emit/sql/sql_expr.h"
#include "text/escape.h"

bool
slc_reads_encrypted(const struct slc_ir_release *release, const struct slc_ir_field *field)
{
    for (uint32_t i = 0; i < field->ncells; i++)
        if (slc_ir_cell_column(release, field->cells[i])->encryption != NULL &&
            slc_ir_reads_plain(release, field->expr, field->cells[i]))
            return true;
    return false;
}

/* ---- who is counted -------------------------------------------------------------------------- */

/* What makes the code of a column; NULL for other expressions. */
static const struct slc_ir_key_use *
key_of(const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    if (expr->op != SLC_IR_CALL || expr->nargs == 0 || expr->args[0].expr == NULL ||
        expr->args[0].expr->op != SLC_IR_COLUMN)
        return NULL;
    for (uint32_t i = 0; i < expr->nargs; i++)
        if (expr->args[i].kind == SLC_PARAMETER_KEY)
            return &release->keys[expr->args[i].key];
    return NULL;
}

static bool
has_row_key(const struct slc_ir_release *release, const struct slc_ir_key_use *wanted,
            const struct slc_function *function)
{
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_field *field = &release->fields[i];
        const struct slc_ir_key_use *key = key_of(release, field->expr);
        if (field->row_key && key != NULL && slc_same_key_use(key, wanted) &&
            field->expr->function == function)
            return true;
    }
    return false;
}

/* The column of a field that names rows of another stream of the destination; NULL: it does not. */
static const struct slc_ir_column *
other_rows_column(const struct slc_risk_query *query, const struct slc_ir_field *field)
{
    const struct slc_ir_key_use *key = key_of(query->release, field->expr);
    if (key == NULL || field->row_key || slc_reads_encrypted(query->release, field))
        return NULL;
    for (uint32_t i = 0; i < query->ir->nreleases; i++) {
        const struct slc_ir_release *other = &query->ir->releases[i];
        if (other != query->release && other->destination == query->release->destination &&
            has_row_key(other, key, field->expr->function))
            return slc_ir_cell_column(query->release, field->expr->args[0].expr->cell);
    }
    return NULL;
}

static void
add_row_key(const struct slc_risk_query *query, struct sl_buf *out)
{
    const struct slc_ir_table *table = query->release->table;
    const char *between = "ROW(";
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (!table->columns[i].key)
            continue;
        sl_buf_add_str(out, sl_str_of(between));
        slc_add_sql_name(out, table->columns[i].name);
        between = ", ";
    }
    sl_buf_add_str(out, SL_STR(")::text AS u0"));
}

/* How many units there are beside the row key. */
static uint32_t
add_units(const struct slc_risk_query *query, struct sl_buf *out)
{
    uint32_t units = 0;
    add_row_key(query, out);
    for (uint32_t i = 0; i < query->release->nfields; i++) {
        const struct slc_ir_column *column = other_rows_column(query, &query->release->fields[i]);
        if (column == NULL)
            continue;
        sl_buf_add_str(out, SL_STR(", "));
        slc_add_sql_name(out, column->name);
        sl_buf_printf(out, "::text AS u%u", ++units);
    }
    return units;
}

/* ---- the three layers: rows, groups, counts -------------------------------------------------- */

static void
add_fields(const struct slc_risk_query *query, const struct slc_ir_field *const *fields,
           uint32_t nfields, char letter, struct sl_buf *out)
{
    const struct slc_sql sql = { out, query->release, SL_STR(""),
                                 SL_STR("date_trunc('second', now())") };
    for (uint32_t i = 0; i < nfields; i++) {
        slc_add_sql_json(&sql, fields[i]->expr);
        sl_buf_printf(out, " AS %c%u,\n         ", letter, i);
    }
}

static uint32_t
add_rows(const struct slc_risk_query *query, struct sl_buf *out)
{
    const struct slc_ir_release *release = query->release;
    sl_buf_add_str(out, SL_STR("(SELECT "));
    add_fields(query, query->identifying, query->nidentifying, 'i', out);
    add_fields(query, query->sensitive, query->nsensitive, 's', out);
    uint32_t units = add_units(query, out);
    sl_buf_add_str(out, SL_STR("\n       FROM "));
    slc_add_sql_name(out, release->table->schema);
    sl_buf_add_byte(out, '.');
    slc_add_sql_name(out, release->table->name);
    if (release->filter != NULL) {
        const struct slc_sql sql = { out, release, SL_STR(""),
                                     SL_STR("date_trunc('second', now())") };
        sl_buf_add_str(out, SL_STR("\n       WHERE "));
        slc_add_sql(&sql, release->filter);
    }
    sl_buf_add_str(out, SL_STR(") r"));
    return units;
}

static void
add_groups(const struct slc_risk_query *query, struct sl_buf *out, struct sl_str rows,
           uint32_t units)
{
    sl_buf_add_str(out, SL_STR("(SELECT least(count(DISTINCT u0)"));
    for (uint32_t u = 1; u <= units; u++)
        sl_buf_printf(out, ", count(DISTINCT u%u)", u);
    sl_buf_add_str(out, SL_STR(") AS people"));
    for (uint32_t i = 0; i < query->nsensitive; i++)
        sl_buf_printf(out, ", count(DISTINCT s%u) AS v%u", i, i);
    sl_buf_add_str(out, SL_STR("\n  FROM "));
    sl_buf_add_str(out, rows);
    for (uint32_t i = 0; i < query->nidentifying; i++)
        sl_buf_printf(out, "%si%u", i == 0 ? "\n  GROUP BY " : ", ", i);
    sl_buf_add_str(out, SL_STR(") g"));
}

void
slc_add_sql_risk(const struct slc_risk_query *query, struct sl_buf *out)
{
    struct sl_buf rows;
    sl_buf_init(&rows, out->max_bytes);
    uint32_t units = add_rows(query, &rows);
    sl_buf_printf(out,
                  "SELECT count(*) AS groups, coalesce(sum(people), 0) AS people,\n"
                  "  coalesce(min(people), 0) AS smallest_group,\n"
                  "  count(*) FILTER (WHERE people < %lld) AS groups_too_small,\n"
                  "  coalesce(sum(people) FILTER (WHERE people < %lld), 0) AS people_in_these",
                  (long long)query->people, (long long)query->people);
    for (uint32_t i = 0; i < query->nsensitive; i++)
        sl_buf_printf(out,
                      ",\n  coalesce(min(v%u), 0) AS fewest_values_%u, "
                      "count(*) FILTER (WHERE v%u < %lld) AS groups_with_fewer_%u",
                      i, i, i, (long long)query->values, i);
    sl_buf_add_str(out, SL_STR("\nFROM "));
    add_groups(query, out, sl_buf_str(&rows), units);
    out->failed = out->failed || sl_buf_failed(&rows);
    sl_buf_done(&rows);
}
