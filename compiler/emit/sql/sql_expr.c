/* sql_expr.c - columns, literals and operators. SQL's AND, OR, NOT and CASE know three values as the
 * language's do, and comparisons come here without missing operands. */
#include "emit/sql/sql_expr.h"

#include "emit/sql/sql_private.h"
#include "text/escape.h"

/* ---- leaves -------------------------------------------------------------------------------- */

static void
add_column(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    bool text = slc_ir_kind(expr) == SL_TEXT;
    sl_buf_add_str(sql->out, text ? SL_STR("(") : SL_STR(""));
    if (sql->row.len > 0)
        sl_buf_printf(sql->out, "%.*s.", SL_FMT(sql->row));
    slc_add_sql_name(sql->out, slc_ir_cell_column(sql->release, expr->cell)->name);
    /* char(n) loses its blanks, citext and enums what makes them compare otherwise */
    sl_buf_add_str(sql->out, text ? SL_STR("::text COLLATE \"C\")") : SL_STR(""));
}

void
slc_add_sql_literal(const struct slc_sql *sql, const struct slc_ir_literal *literal)
{
    switch (literal->kind) {
    case SLC_IR_TEXT:
        sl_buf_add_byte(sql->out, '(');
        slc_add_sql_string(sql->out, literal->text);
        sl_buf_add_str(sql->out, SL_STR("::text COLLATE \"C\")"));
        break;
    case SLC_IR_NUMBER:
        sl_buf_printf(sql->out, literal->digits < 0 ? "(%.*s)" : "%.*s", SL_FMT(literal->text));
        break;
    case SLC_IR_DATE: sl_buf_printf(sql->out, "'%.*s'::date", SL_FMT(literal->text)); break;
    case SLC_IR_MIDNIGHT:
        sl_buf_printf(sql->out, "'%.*s'::timestamp", SL_FMT(literal->text));
        break;
    case SLC_IR_MIDNIGHT_UTC:
        sl_buf_printf(sql->out, "'%.*s 00:00:00+00'::timestamptz", SL_FMT(literal->text));
        break;
    case SLC_IR_BOOLEAN:
        sl_buf_add_str(sql->out, literal->boolean ? SL_STR("true") : SL_STR("false"));
        break;
    }
}

/* ---- comparing ----------------------------------------------------------------------------- */

static bool
is_moment(enum sl_kind kind)
{
    return kind == SL_DATE || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

/* How two operands are compared: as they are, unless they differ, or floats take part: these are the
 * decimals that PostgreSQL prints. */
static enum slc_sql_form
common_form(const struct slc_ir_expr *a, const struct slc_ir_expr *b)
{
    enum sl_kind left = slc_ir_kind(a), right = slc_ir_kind(b);
    if (left == SL_FLOAT || right == SL_FLOAT)
        return SLC_SQL_NUMERIC;
    if (is_moment(left) && (left != SL_DATE || right != SL_DATE))
        return SLC_SQL_MOMENT;
    return SLC_SQL_PLAIN;
}

static void
add_comparison(const struct slc_sql *sql, const struct slc_ir_expr *expr, const char *sign)
{
    enum slc_sql_form form = common_form(expr->operands[0], expr->operands[1]);
    sl_buf_add_byte(sql->out, '(');
    slc_add_sql_form(sql, expr->operands[0], form);
    sl_buf_printf(sql->out, " %s ", sign);
    slc_add_sql_form(sql, expr->operands[1], form);
    sl_buf_add_byte(sql->out, ')');
}

static void
add_membership(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    sl_buf_add_byte(sql->out, '(');
    slc_add_sql(sql, expr->operands[0]);
    sl_buf_add_str(sql->out, SL_STR(" IN ("));
    for (uint32_t at = 0; at < expr->nliterals; at++) {
        sl_buf_add_str(sql->out, at > 0 ? SL_STR(", ") : SL_STR(""));
        slc_add_sql_literal(sql, &expr->literals[at]);
    }
    sl_buf_add_str(sql->out, SL_STR("))"));
}

/* ---- combining ----------------------------------------------------------------------------- */

static void
add_joined(const struct slc_sql *sql, const struct slc_ir_expr *expr, const char *word)
{
    sl_buf_add_byte(sql->out, '(');
    for (uint32_t at = 0; at < expr->noperands; at++) {
        if (at > 0)
            sl_buf_printf(sql->out, " %s ", word);
        slc_add_sql(sql, expr->operands[at]);
    }
    sl_buf_add_byte(sql->out, ')');
}

/* IS NULL would take a row of NULLs for one. */
static void
add_missing_test(const struct slc_sql *sql, const struct slc_ir_expr *expr, const char *count)
{
    sl_buf_printf(sql->out, "(%s(", count);
    slc_add_sql(sql, expr->operands[0]);
    sl_buf_add_str(sql->out, SL_STR(") = 1)"));
}

static void
add_if_missing(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    sl_buf_add_str(sql->out, SL_STR("coalesce("));
    slc_add_sql(sql, expr->operands[0]);
    sl_buf_add_str(sql->out, SL_STR(", "));
    slc_add_sql_literal(sql, &expr->literals[0]);
    sl_buf_add_byte(sql->out, ')');
}

typedef void add_value(const struct slc_sql *sql, const struct slc_ir_expr *expr);

static void
add_choose(const struct slc_sql *sql, const struct slc_ir_expr *expr, add_value *add)
{
    sl_buf_add_str(sql->out, SL_STR("CASE"));
    uint32_t at = 0;
    for (; at + 1 < expr->noperands; at += 2) {
        sl_buf_add_str(sql->out, SL_STR(" WHEN "));
        slc_add_sql(sql, expr->operands[at]);
        sl_buf_add_str(sql->out, SL_STR(" THEN "));
        add(sql, expr->operands[at + 1]);
    }
    sl_buf_add_str(sql->out, SL_STR(" ELSE "));
    add(sql, expr->operands[at]);
    sl_buf_add_str(sql->out, SL_STR(" END"));
}

void
slc_add_sql_numeric(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    bool is_float = slc_ir_kind(expr) == SL_FLOAT;
    sl_buf_add_byte(sql->out, '(');
    if (is_float && expr->op == SLC_IR_CHOOSE) {
        add_choose(sql, expr, slc_add_sql_numeric);
    } else if (is_float && expr->op == SLC_IR_IF_MISSING) {
        sl_buf_add_str(sql->out, SL_STR("coalesce("));
        slc_add_sql_numeric(sql, expr->operands[0]);
        sl_buf_add_str(sql->out, SL_STR(", "));
        slc_add_sql_literal(sql, &expr->literals[0]);
        sl_buf_add_byte(sql->out, ')');
    } else {
        slc_add_sql(sql, expr);
    }
    sl_buf_add_str(sql->out, is_float ? SL_STR(")::text::numeric") : SL_STR(")::numeric"));
}

void
slc_add_sql(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    switch (expr->op) {
    case SLC_IR_COLUMN: add_column(sql, expr); break;
    case SLC_IR_COMMIT_TIME: sl_buf_printf(sql->out, "(%.*s)", SL_FMT(sql->commit_time)); break;
    case SLC_IR_LITERAL: slc_add_sql_literal(sql, &expr->literals[0]); break;
    case SLC_IR_MISSING: sl_buf_add_str(sql->out, SL_STR("NULL")); break;
    case SLC_IR_CALL: slc_add_sql_call(sql, expr); break;
    case SLC_IR_LESS: add_comparison(sql, expr, "<"); break;
    case SLC_IR_LESS_OR_EQUAL: add_comparison(sql, expr, "<="); break;
    case SLC_IR_GREATER: add_comparison(sql, expr, ">"); break;
    case SLC_IR_GREATER_OR_EQUAL: add_comparison(sql, expr, ">="); break;
    case SLC_IR_IS:
    case SLC_IR_IN: add_membership(sql, expr); break;
    case SLC_IR_IS_MISSING: add_missing_test(sql, expr, "num_nulls"); break;
    case SLC_IR_NOT_MISSING: add_missing_test(sql, expr, "num_nonnulls"); break;
    case SLC_IR_AND: add_joined(sql, expr, "AND"); break;
    case SLC_IR_OR: add_joined(sql, expr, "OR"); break;
    case SLC_IR_NOT:
        sl_buf_add_str(sql->out, SL_STR("(NOT "));
        slc_add_sql(sql, expr->operands[0]);
        sl_buf_add_byte(sql->out, ')');
        break;
    case SLC_IR_IF_MISSING: add_if_missing(sql, expr); break;
    case SLC_IR_CHOOSE:
        sl_buf_add_byte(sql->out, '(');
        add_choose(sql, expr, slc_add_sql);
        sl_buf_add_byte(sql->out, ')');
        break;
    }
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void
add_printed(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    struct sl_buf value;
    struct slc_sql inner = *sql;
    sl_buf_init(&value, SIZE_MAX / 2);
    inner.out = &value;
    slc_add_sql(&inner, expr);
    slc_add_sql_printed(sql->out, slc_ir_kind(expr), sl_buf_str(&value));
    sl_buf_done(&value);
}

/* A literal's JSON is what the policy spells, whatever type stands beside it. */
static void
add_literal_json(const struct slc_sql *sql, const struct slc_ir_literal *literal)
{
    static const enum sl_kind kinds[] = {
        [SLC_IR_TEXT] = SL_TEXT,
        [SLC_IR_NUMBER] = SL_NUMERIC,
        [SLC_IR_DATE] = SL_DATE,
        [SLC_IR_MIDNIGHT] = SL_TIMESTAMP,
        [SLC_IR_MIDNIGHT_UTC] = SL_TIMESTAMPTZ,
        [SLC_IR_BOOLEAN] = SL_BOOLEAN,
    };
    struct sl_buf value;
    struct slc_sql inner = *sql;
    sl_buf_init(&value, SIZE_MAX / 2);
    inner.out = &value;
    slc_add_sql_literal(&inner, literal);
    slc_add_sql_printed(sql->out, kinds[literal->kind], sl_buf_str(&value));
    sl_buf_done(&value);
}

/* The value as JSON, or NULL: by arms, since their types may differ in how they print. */
static void
add_json(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_MISSING) {
        sl_buf_add_str(sql->out, SL_STR("NULL"));
    } else if (expr->op == SLC_IR_LITERAL) {
        add_literal_json(sql, &expr->literals[0]);
    } else if (expr->op == SLC_IR_CHOOSE) {
        sl_buf_add_byte(sql->out, '(');
        add_choose(sql, expr, add_json);
        sl_buf_add_byte(sql->out, ')');
    } else if (expr->op == SLC_IR_IF_MISSING) {
        sl_buf_add_str(sql->out, SL_STR("(CASE WHEN "));
        add_missing_test(sql, expr, "num_nulls");
        sl_buf_add_str(sql->out, SL_STR(" THEN "));
        add_literal_json(sql, &expr->literals[0]);
        sl_buf_add_str(sql->out, SL_STR(" ELSE "));
        add_json(sql, expr->operands[0]);
        sl_buf_add_str(sql->out, SL_STR(" END)"));
    } else {
        add_printed(sql, expr);
    }
}

void
slc_add_sql_json(const struct slc_sql *sql, const struct slc_ir_expr *expr)
{
    sl_buf_add_str(sql->out, SL_STR("coalesce("));
    add_json(sql, expr);
    sl_buf_add_str(sql->out, SL_STR(", 'null')"));
}
