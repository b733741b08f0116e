/* matching.h - which streams' records a receiver is meant to match, by pseudonyms and by values: LANGUAGE, "Keys and
 * destinations", read anew. */
#ifndef SLC_MATCHING_H
#define SLC_MATCHING_H

#include "ir/ir.h"

struct slc_matching {
    const struct slc_ir *ir;
    uint32_t *joined; /* by release: towards one that stands for all that codes join it with */
};

/* Of all releases. Lives in the IR's arena. */
struct slc_matching slc_matching_of(const struct slc_ir *ir);

/* Whether two streams of a destination have codes of one kind under one key in common, or are joined by others that
 * have. Of a column that does not say what it identifies, the key alone counts. */
bool slc_codes_match(const struct slc_matching *matching, const struct slc_ir_release *a,
                     const struct slc_ir_release *b);

/* Whether both tell one thing as it is: a unique column of one table, or columns that say that they identify the same. */
bool slc_values_match(const struct slc_ir_release *a, const struct slc_ir_release *b);

#endif
