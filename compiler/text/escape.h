/* escape.h - text of policies inside other languages. These functions are the only ones that escape it. */
#ifndef SLC_ESCAPE_H
#define SLC_ESCAPE_H

#include "buf.h"

/* A C string literal with its quotes; pure ASCII or UTF-8 as it is, control characters, quotes,
 * backslashes and would-be trigraphs escaped. */
void slc_add_c_string(struct sl_buf *out, struct sl_str text);

/* Text inside a C comment: cannot end it, begin another, or continue a line. */
void slc_add_c_comment(struct sl_buf *out, struct sl_str text);

/* "name" and 'text' of SQL (with standard_conforming_strings). */
void slc_add_sql_name(struct sl_buf *out, struct sl_str name);
void slc_add_sql_string(struct sl_buf *out, struct sl_str text);

/* `name` and 'text' of Spark's SQL, and of Hive's, whose strings have escapes; text cannot name a
 * variable that Spark would put in. */
void slc_add_spark_name(struct sl_buf *out, struct sl_str name);
void slc_add_spark_string(struct sl_buf *out, struct sl_str text);

/* Running text and `code` of Markdown. */
void slc_add_markdown(struct sl_buf *out, struct sl_str text);
void slc_add_markdown_code(struct sl_buf *out, struct sl_str text);

#endif
