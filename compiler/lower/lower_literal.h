/* lower_literal.h - literals. */
#ifndef SLC_LOWER_LITERAL_H
#define SLC_LOWER_LITERAL_H

#include "ir/ir.h"
#include "syntax/ast.h"

/* NULL for an empty list. */
const struct slc_ir_literal *
slc_lower_literals(struct sl_arena *arena, const struct slc_literal *list, uint32_t *ret_count);

/* A literal where a value of the type leaves: a date is its midnight. */
const struct slc_ir_literal *
slc_literal_as(struct sl_arena *arena, const struct slc_ir_literal *literal, enum slc_type_id type);

#endif
