/* c_lines.h - line breaks, and comments that quote the policy, in generated C. */
#ifndef SLC_C_LINES_H
#define SLC_C_LINES_H

#include "emit/c/c_file.h"

/* Lines of generated C are this wide where policy text allows it. */
enum { SLC_C_WIDTH = 100 };

/* A line break and `indent` spaces, where `more` further columns would not fit on this line; else
 * one space. */
void slc_add_c_break(struct sl_buf *out, size_t more, size_t indent);

/* A comment with the policy's text in its own lines, and `margin` flush right. */
void slc_add_c_quote(struct slc_c_file *file, const struct slc_ir_place *place,
                     struct sl_str margin);

/* A rule across the page: what follows, and where the policy says it. */
void slc_add_c_rule(struct sl_buf *out, struct sl_str title, const struct slc_ir_place *place);

#endif
