/* emit_c_expr.h - an expression in C. */
#ifndef SLC_EMIT_C_EXPR_H
#define SLC_EMIT_C_EXPR_H

#include "emit/c/c_file.h"

/* The expression as a `struct sl_open`. Its constants must stand above it, and file->constants be what it
 * was before they were written. */
void slc_add_c_open(struct slc_c_file *file, const struct slc_ir_expr *expr);

#endif
