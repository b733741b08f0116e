/* emit_c.h - between the files that write generated C; nothing else includes it.
 *
 * Identifiers. Names of functions made from fields are `field_` and the field's name (policies
 * allow [a-z0-9_] there). Names made from columns are the column's own where that is a plain C
 * identifier that nothing else can mean, else `cell_` and its number; a column called `cell_3` is
 * not plain, so that two columns never share an identifier; likewise one called `stored_x`, since
 * that is an encrypted column as the database holds it. Constants begin with a capital, which no
 * plain column does. */
#ifndef SLC_EMIT_C_H
#define SLC_EMIT_C_H

#include "emit/emit.h"

/* The release's file while it is written. */
struct slc_c_file {
    struct sl_buf *out;
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
    uint32_t constants; /* numbers those of the file: EDGES_1, LIST_2 */
    bool decided;       /* the statement being written carries a decision: it may disclose */
};

/* Lines of generated C are this wide where policy text allows it. */
enum { SLC_C_WIDTH = 100 };

/* A line break and `indent` spaces, where `more` further columns would not fit on this line; else
 * one space. */
void slc_add_c_break(struct sl_buf *out, size_t more, size_t indent);

/* The identifier of a cell's column. */
void slc_add_c_cell(struct slc_c_file *file, uint32_t cell);

/* `sluice_lake__customers`: unique among all releases (or tables) of the IR by `number`. */
void slc_add_c_symbol(struct sl_buf *out, const char *prefix, struct sl_str first,
                      struct sl_str second, uint32_t number);

/* The static tables that an expression needs; then the expression as a `struct sl_open`. The two
 * number constants in the same order: call them one after the other with `file->constants` as it
 * was before the first. */
void slc_add_c_constants(struct slc_c_file *file, const struct slc_ir_expr *expr);
void slc_add_c_open(struct slc_c_file *file, const struct slc_ir_expr *expr);

/* Whether commit_time stands anywhere in it. */
bool slc_c_reads_commit_time(const struct slc_ir_expr *expr);

/* A comment with the policy's text in its own lines, and `margin` flush right. */
void slc_add_c_quote(struct slc_c_file *file, const struct slc_ir_place *place,
                     struct sl_str margin);

/* A rule across the page: what follows, and where the policy says it. */
void slc_add_c_rule(struct sl_buf *out, struct sl_str title, const struct slc_ir_place *place);

/* "(out, in_email(row), sl_commit_time(row));\n": what a field's or filter's function is given. */
void slc_add_c_arguments(struct slc_c_file *file, const struct slc_ir_expr *expr,
                         const uint32_t *cells, uint32_t ncells);

/* The end of a release's file: upsert, erase, and the projection itself. */
void slc_add_c_record(struct slc_c_file *file);

/* One file for each release; policy.c and policy.h for all. */
void slc_emit_c_release(const struct slc_ir *ir, const struct slc_ir_release *release,
                        struct slc_outputs *outputs);
void slc_emit_c_policy(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
