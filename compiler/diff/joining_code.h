/* joining_code.h - codes that are equal in two streams join their rows. */
#ifndef SLC_JOINING_CODE_H
#define SLC_JOINING_CODE_H

#include "ir/ir.h"

/* What makes the code of a call that codes a column: `pseudonym(…, using: KEY)`. NULL: it is none. */
const struct slc_ir_key_use *slc_coding_key(const struct slc_ir_release *release,
                                            const struct slc_ir_expr *expr);

/* The same where the code joins; buckets and shifts do not tell a row by itself. */
const struct slc_ir_key_use *slc_joining_key(const struct slc_ir_release *release,
                                             const struct slc_ir_expr *expr);

/* A release to the same destination of this table, or of another one, with a code of the same
 * kind under the same key. */
const struct slc_ir_release *slc_coded_release(const struct slc_ir *ir,
                                               const struct slc_ir_release *release,
                                               const struct slc_ir_key_use *key,
                                               bool of_this_table);

#endif
