/* joining_code.h - codes that are equal join rows. */
#ifndef SLC_JOINING_CODE_H
#define SLC_JOINING_CODE_H

#include "ir/ir.h"

/* What makes the code of a call that codes a column: `pseudonym(…, using: KEY)`. NULL: it is none. */
const struct slc_ir_key_use *slc_coding_key(const struct slc_ir_release *release,
                                            const struct slc_ir_expr *expr);

/* The same where the code joins; buckets and shifts do not tell a row by itself. */
const struct slc_ir_key_use *slc_joining_key(const struct slc_ir_release *release,
                                             const struct slc_ir_expr *expr);

/* A field that is such a code. */
struct slc_coded_field {
    const struct slc_ir_release *release;
    const struct slc_ir_field *field;
};

bool slc_same_table(const struct slc_ir_table *a, const struct slc_ir_table *b);

/* Whether both are made of the same columns of one table. The codes may be of two versions. */
bool slc_same_columns(const struct slc_coded_field *a, const struct slc_coded_field *b);

/* The n-th code of a version, from 0, that is equal for equal values: of the same kind under the same key,
 * and of other columns, at the same destination. False: there are fewer. */
bool slc_equal_code(const struct slc_ir *ir, const struct slc_coded_field *code, uint32_t n,
                    struct slc_coded_field *ret_code);

/* The n-th code of a version of the same columns, under whatever key, at the same destination. */
bool slc_code_of_columns(const struct slc_ir *ir, const struct slc_coded_field *code, uint32_t n,
                         struct slc_coded_field *ret_code);

#endif
