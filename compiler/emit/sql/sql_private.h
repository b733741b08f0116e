/* sql_private.h - between the files that write SQL expressions; nothing else includes it. */
#ifndef SLC_SQL_PRIVATE_H
#define SLC_SQL_PRIVATE_H

#include "emit/sql/sql_expr.h"

/* Forms in which functions and comparisons take a value. */
enum slc_sql_form {
    SLC_SQL_PLAIN,   /* as slc_add_sql() */
    SLC_SQL_TRIMMED, /* text without white space around it */
    SLC_SQL_NUMERIC, /* any number as numeric, a float as the decimal that PostgreSQL prints */
    SLC_SQL_DAY,     /* the UTC day as date; NULL outside the years 0001-9999 */
    SLC_SQL_STAMP,   /* the same day and its time, in UTC, as timestamp; a date is its midnight */
    SLC_SQL_MOMENT,  /* a date or time as timestamptz, none of them later than C can count */
    SLC_SQL_PRESENT, /* boolean: present(x) */
    SLC_SQL_KEYED,   /* text: what pseudonyms are made of */
    SLC_SQL_MATCHED, /* the same trimmed, squeezed, in lower case: what match codes are made of */
    SLC_SQL_COMPARABLE, /* for equality: times as moments, all else as it is */
};

void slc_add_sql_form(const struct slc_sql *sql, const struct slc_ir_expr *expr,
                      enum slc_sql_form form);

/* A literal with its type. */
void slc_add_sql_literal(const struct slc_sql *sql, const struct slc_ir_literal *literal);

/* A number as numeric. What a literal stands in for takes it as written: PostgreSQL would make a real
 * of it beside a real. */
void slc_add_sql_numeric(const struct slc_sql *sql, const struct slc_ir_expr *expr);

/* A call, by its function's template. */
void slc_add_sql_call(const struct slc_sql *sql, const struct slc_ir_expr *call);

/* The value in JSON, already written as SQL of this kind; NULL gives NULL. */
void slc_add_sql_printed(struct sl_buf *out, enum sl_kind kind, struct sl_str value);

/* ASCII white space, for btrim() and in brackets of a regular expression. */
#define SLC_SQL_SPACE "E' \\t\\n\\x0b\\f\\r'"
#define SLC_SQL_SPACE_CLASS "[ \\t\\n\\v\\f\\r]"

#endif
