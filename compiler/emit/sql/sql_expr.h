/* sql_expr.h - an expression of the IR as SQL for PostgreSQL 14 to 18, which gives what generated C
 * gives, byte for byte: the third implementation of the language, for tests and for `explain`.
 *
 * An expression stands by itself: it needs no function of its own in the database but, for what is
 * keyed, pgcrypto's hmac() on the search path and the key in a setting, as hex digits:
 *   SET sluice_key.customer_link = '9f86d0…';
 * Of a setting it wants standard_conforming_strings, extra_float_digits at 1 or more, and the
 * database in UTF-8 (the defaults); not of DateStyle, TimeZone or collations.
 * Columns stand as they do in a query `FROM table` or `FROM table AS row`. A row of PostgreSQL knows no
 * unchanged value, so there is none here. An opaque column that is not an array fails in
 * count_items(): what it is, only the database knows. */
#ifndef SLC_SQL_EXPR_H
#define SLC_SQL_EXPR_H

#include "buf.h"
#include "ir/ir.h"

struct slc_sql {
    struct sl_buf *out;
    const struct slc_ir_release *release;
    struct sl_str row;         /* alias before columns: "t"; empty: columns by their names alone */
    struct sl_str commit_time; /* an expression of type timestamptz, in whole seconds: "now()" */
};

/* The value, of the type that its column or function has; text as type text with collation "C". A
 * condition is a boolean, a filter's included. Stands in parentheses where that matters. */
void slc_add_sql(const struct slc_sql *sql, const struct slc_ir_expr *expr);

/* The value as released JSON, of type text: what a record has behind the field's name; never SQL
 * NULL. slc_ir_field.expr is what to give it. */
void slc_add_sql_json(const struct slc_sql *sql, const struct slc_ir_expr *expr);

#endif
