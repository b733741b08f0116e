/* ir_text.h - parts of the IR as texts for people: in reports, contracts, changes and comments. */
#ifndef SLC_IR_TEXT_H
#define SLC_IR_TEXT_H

#include "buf.h"
#include "ir/ir.h"

/* "personal contact financial"; a label without categories is its level. */
void slc_add_label(struct sl_buf *out, const struct slc_ir *ir, struct slc_ir_label label);

/* "customers.policy:24" */
void slc_add_place(struct sl_buf *out, const struct slc_ir_place *place);

/* "personal contact -> internal, by shared.policy:24", and the other ways a field comes to its
 * label: by this decision, as it is. */
void slc_add_label_change(struct sl_buf *out, const struct slc_ir *ir,
                          const struct slc_ir_field *field);

/* ir_text_expr.c: an expression as a policy would say it, with columns by their names. */
struct sl_str slc_ir_expr_text(struct sl_arena *arena, const struct slc_ir_release *release,
                               const struct slc_ir_expr *expr);

/* What the receiver learns of an operator's result: a sentence, the same pointer for the same words;
 * NULL for what tells no more than its parts. */
const char *slc_operator_learns(enum slc_ir_op op);

#endif
