/* found_text.h - what a database has, spelled as a policy writes it. */
#ifndef SLC_FOUND_TEXT_H
#define SLC_FOUND_TEXT_H

#include "buf.h"
#include "database/catalogue.h"

/* Whether a policy can name it at all: no backquote, nothing that policies refuse. */
bool slc_name_can_be_written(struct sl_str name);

/* The name, in backquotes where it needs them. */
void slc_add_name(struct sl_buf *out, struct sl_str name);

/* "…", escaped. Space and control characters become one space each, characters that policies refuse
 * are left out. Nothing when nothing is left. */
void slc_add_string(struct sl_buf *out, struct sl_str text);

/* Whether the type can be written: an enum only when all its labels can. */
bool slc_type_can_be_written(const struct slc_type *type);

/* numeric(12,2)?, enum("a", "b"), opaque? */
void slc_add_type(struct sl_buf *out, struct sl_arena *arena, const struct slc_type *type);

/* `column NAME TYPE unlabelled FLAGS "doc"`, without what `sluice import` says beside it. */
void slc_add_found_column(struct sl_buf *out, struct sl_arena *arena,
                          const struct slc_found_table *table,
                          const struct slc_found_column *column);

/* Whether the column belongs to the row key: the primary key where its replica identity tells it,
 * else the replica identity index. */
bool slc_is_key_column(const struct slc_found_table *table, const struct slc_found_column *column);

/* schema.name, each in backquotes where it needs them. */
void slc_add_table_name(struct sl_buf *out, const struct slc_found_table *table);

#endif
