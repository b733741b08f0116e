/* emit_c_function.h - the C function of a field, and of a filter. */
#ifndef SLC_EMIT_C_FUNCTION_H
#define SLC_EMIT_C_FUNCTION_H

#include "emit/c/c_file.h"

/* As what a cell is passed: "sealed" or "open". Of an encrypted one, what is decrypted of it. */
const char *slc_c_cell_type(const struct slc_c_file *file, uint32_t cell);

/* The field's line of the policy as a comment, its constants, and its function. */
void slc_add_c_field(struct slc_c_file *file, const struct slc_ir_field *field);

/* The same of the release's filter. */
void slc_add_c_filter(struct slc_c_file *file);

/* "(out, in_email(row), sl_commit_time(row));\n": what a field's or filter's function is given. */
void slc_add_c_arguments(struct slc_c_file *file, const struct slc_ir_expr *expr,
                         const uint32_t *cells, uint32_t ncells);

#endif
