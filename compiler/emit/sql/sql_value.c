/* sql_value.c - values in the forms in which functions take them, and as JSON. */
#include "emit/sql/sql_private.h"

/* Writes before, the value, behind. */
static void
wrap(const struct slc_sql *sql, const char *before, const struct slc_ir_expr *expr,
     const char *behind)
{
    sl_buf_add_str(sql->out, sl_str_of(before));
    slc_add_sql(sql, expr);
    sl_buf_add_str(sql->out, sl_str_of(behind));
}

/* ---- times --------------------------------------------------------------------------------- */

static void
add_day(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    enum sl_kind kind = slc_ir_kind(expr);
    wrap(sql, "(SELECT CASE WHEN d BETWEEN '0001-01-01' AND '9999-12-31' THEN d END FROM (SELECT (",
         expr,
         kind == SL_DATE          ? ") AS d) _)"
         : kind == SL_TIMESTAMPTZ ? " AT TIME ZONE 'UTC')::date AS d) _)"
                                  : ")::date AS d) _)");
}

static void
add_stamp(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    enum sl_kind kind = slc_ir_kind(expr);
    wrap(sql,
         "(SELECT CASE WHEN t >= '0001-01-01' AND t < '10000-01-01' THEN t::timestamp END "
         "FROM (SELECT ",
         expr, kind == SL_TIMESTAMPTZ ? " AT TIME ZONE 'UTC' AS t) _)" : " AS t) _)");
}

/* Microseconds since 1970 in 64 bits end there; what is later counts as that. */
static void
add_moment(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    if (slc_ir_kind(expr) == SL_DATE)
        wrap(sql,
             "(SELECT CASE WHEN d < '294247-01-11' OR d = 'infinity' "
             "THEN d::timestamp AT TIME ZONE 'UTC' "
             "WHEN d IS NOT NULL THEN '294247-01-10 04:00:54.775806+00'::timestamptz END "
             "FROM (SELECT ",
             expr, "::date AS d) _)");
    else
        wrap(sql,
             "(SELECT CASE WHEN m = 'infinity' OR m IS NULL THEN m "
             "ELSE least(m, '294247-01-10 04:00:54.775806+00'::timestamptz) END FROM (SELECT ",
             expr,
             slc_ir_kind(expr) == SL_TIMESTAMP ? " AT TIME ZONE 'UTC' AS m) _)" : " AS m) _)");
}

/* ---- text, presence, pseudonyms ------------------------------------------------------------ */

static void
add_present(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    if (slc_ir_kind(expr) == SL_TEXT)
        wrap(sql, "coalesce(btrim(", expr, ", " SLC_SQL_SPACE ") <> '', false)");
    else
        wrap(sql, "(num_nonnulls(", expr, ") = 1)");
}

/* docs/functions.md, "Keys": the same bytes for equal values of one kind. */
static void
add_keyed(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    switch (slc_ir_kind(expr)) {
    case SL_NUMERIC: wrap(sql, "trim_scale(", expr, ")::text"); break;
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: {
        bool zone = slc_ir_kind(expr) == SL_TIMESTAMPTZ;
        sl_buf_printf(sql->out,
                      "(SELECT CASE WHEN t >= '0001-01-01' AND t < '10000-01-01' "
                      "THEN to_char(t, 'YYYY-MM-DD\"T\"HH24:MI:SS.US%s') END FROM (SELECT ",
                      zone ? "\"Z\"" : "");
        wrap(sql, "", expr, zone ? " AT TIME ZONE 'UTC' AS t) _)" : " AS t) _)");
        break;
    }
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_TEXT:
    case SL_UUID:
    case SL_DATE:
    case SL_TIME:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: wrap(sql, "(", expr, ")::text"); break;
    }
}

void
slc_add_sql_form(const struct slc_sql *sql, const struct slc_ir_expr *expr, enum slc_sql_form form)
{
    switch (form) {
    case SLC_SQL_PLAIN: slc_add_sql(sql, expr); break;
    case SLC_SQL_TRIMMED: wrap(sql, "btrim(", expr, ", " SLC_SQL_SPACE ")"); break;
    case SLC_SQL_NUMERIC: slc_add_sql_numeric(sql, expr); break;
    case SLC_SQL_DAY: add_day(sql, expr); break;
    case SLC_SQL_STAMP: add_stamp(sql, expr); break;
    case SLC_SQL_MOMENT: add_moment(sql, expr); break;
    case SLC_SQL_PRESENT: add_present(sql, expr); break;
    case SLC_SQL_KEYED: add_keyed(sql, expr); break;
    case SLC_SQL_MATCHED:
        sl_buf_add_str(sql->out, SL_STR("lower(regexp_replace(btrim("));
        add_keyed(sql, expr);
        sl_buf_add_str(sql->out, SL_STR(" COLLATE \"C\", " SLC_SQL_SPACE "), '" SLC_SQL_SPACE_CLASS
                                        "+', ' ', 'g'))"));
        break;
    case SLC_SQL_COMPARABLE:
        if (slc_ir_kind(expr) == SL_TIMESTAMP || slc_ir_kind(expr) == SL_TIMESTAMPTZ)
            add_moment(sql, expr);
        else
            slc_add_sql(sql, expr);
        break;
    }
}

/* ---- JSON ---------------------------------------------------------------------------------- */

/* An expression over `v` for each kind, and what `v` is cast to. Dates and numbers that JSON cannot
 * hold are NULL. */
static const struct {
    const char *print, *cast;
} printed[] = {
    [SL_BOOLEAN] = { "v::text", "" },
    [SL_INTEGER] = { "v::text", "" },
    [SL_FLOAT] = { "CASE WHEN v NOT IN ('NaN', 'Infinity', '-Infinity') THEN v::text END", "" },
    [SL_NUMERIC] = { "CASE WHEN v NOT IN ('NaN', 'Infinity', '-Infinity') THEN v::text END",
                     "::numeric" },
    [SL_TEXT] = { "to_json(v)::text", "::text" },
    [SL_UUID] = { "'\"' || v || '\"'", "" },
    [SL_DATE] = { "CASE WHEN v BETWEEN '0001-01-01' AND '9999-12-31' "
                  "THEN to_char(v, '\"\\\"\"YYYY-MM-DD\"\\\"\"') END",
                  "" },
    [SL_TIME] = { "to_char(v, '\"\\\"\"HH24:MI:SS.US\"\\\"\"')", "::interval" },
    [SL_TIMESTAMP] = { "CASE WHEN v >= '0001-01-01' AND v < '10000-01-01' "
                       "THEN to_char(v, '\"\\\"\"YYYY-MM-DD\"T\"HH24:MI:SS.US\"\\\"\"') END",
                       "" },
    [SL_TIMESTAMPTZ] = { "CASE WHEN v >= '0001-01-01' AND v < '10000-01-01' "
                         "THEN to_char(v, '\"\\\"\"YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\\\"\"') END",
                         " AT TIME ZONE 'UTC'" },
    [SL_JSON] = { "v::text", "" },
    [SL_BYTES] = { "'\"' || translate(encode(v, 'base64'), E'\\n', '') || '\"'", "" },
    [SL_OPAQUE] = { "NULL", "" },
};

void
slc_add_sql_printed(struct sl_buf *out, enum sl_kind kind, struct sl_str value)
{
    sl_buf_printf(out, "(SELECT %s FROM (SELECT %.*s%s AS v) _)", printed[kind].print,
                  SL_FMT(value), printed[kind].cast);
}
