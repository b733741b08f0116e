/* emit_text.h - policy text inside other languages: the only escapers, and words for labels. */
#ifndef SLC_EMIT_TEXT_H
#define SLC_EMIT_TEXT_H

#include "buf.h"
#include "ir/ir.h"

/* The buffer's text in the arena; ends the program as sl_arena_must does when the buffer failed. */
struct sl_str slc_keep_text(struct sl_arena *arena, const struct sl_buf *text);

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

/* "personal contact financial"; a label without categories is its level. */
void slc_add_label(struct sl_buf *out, const struct slc_ir *ir, struct slc_ir_label label);

/* "customers.policy:24" */
void slc_add_place(struct sl_buf *out, const struct slc_ir_place *place);

/* "personal contact -> internal, by shared.policy:24", and the other ways a field comes to its
 * label: by this decision, as it is. */
void slc_add_label_change(struct sl_buf *out, const struct slc_ir *ir,
                          const struct slc_ir_field *field);

/* Width on a screen, one column for each code point. */
size_t slc_text_width(struct sl_str text);

/* The width of what was written since the last line break. */
size_t slc_line_width(const struct sl_buf *out);

#endif
