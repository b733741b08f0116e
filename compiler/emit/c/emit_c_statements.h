/* emit_c_statements.h - the statements of a release in the order of the policy, each as a comment above the C
 * that is made of it. */
#ifndef SLC_EMIT_C_STATEMENTS_H
#define SLC_EMIT_C_STATEMENTS_H

#include "emit/c/c_file.h"

void slc_add_c_statements(struct slc_c_file *file);

/* What the release's file has for one of its fields: the policy's line, constants, and function. */
struct sl_str slc_c_of_field(const struct slc_ir *ir, const struct slc_ir_release *release,
                             const struct slc_ir_field *field);

#endif
