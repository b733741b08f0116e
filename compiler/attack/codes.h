/* codes.h - pseudonyms that a destination receives: of which columns, and beside what. */
#ifndef SLC_CODES_H
#define SLC_CODES_H

#include "ir/ir.h"

/* Where a release has the pseudonym of a column. */
struct slc_code_told {
    const struct slc_ir_release *release;
    uint32_t column;
    const struct slc_function *function;
    const struct slc_ir_key_use *use; /* NULL: the column as it is */
    bool seen;                        /* with an earlier one that makes equal codes */
};

/* All of one destination, by release and field. */
struct slc_codes {
    const struct slc_ir *ir;
    const struct slc_ir_destination *destination;
    struct slc_code_told *coded;
    uint32_t count, room;
};

struct slc_codes slc_codes_of(const struct slc_ir *ir,
                              const struct slc_ir_destination *destination);

/* The code of one column, as it stands. */
bool slc_coded_by(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
                  struct slc_code_told *ret);

/* Whether both make equal codes of equal values. */
bool slc_are_joined(const struct slc_code_told *a, const struct slc_code_told *b);

bool slc_is_same_column(const struct slc_code_told *a, const struct slc_code_told *b);

/* same_rows.c: the releases of the column's table that show rows with its codes, by themselves or because a row is known
 * again in them. `ret` has room for all releases; how many they are. */
uint32_t slc_releases_of(const struct slc_codes *codes, const struct slc_code_told *part,
                         const struct slc_ir_release **ret);

#endif
