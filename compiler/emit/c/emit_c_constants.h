/* emit_c_constants.h - static tables that an expression needs: edges, lists, numbers.
 *
 * They are numbered in the order in which the expression's C (emit_c_expr.h) names them. */
#ifndef SLC_EMIT_C_CONSTANTS_H
#define SLC_EMIT_C_CONSTANTS_H

#include "emit/c/c_file.h"

/* Writes them, and counts file->constants on. */
void slc_add_c_constants(struct slc_c_file *file, const struct slc_ir_expr *expr);

/* "EDGES_1": the name of constant number file->constants, of a parameter's label or of "list". */
void slc_add_c_constant_name(struct slc_c_file *file, const char *label);

#endif
