/* witness.h - two rows that show what an expression tells and a view does not. */
#ifndef SLC_WITNESS_H
#define SLC_WITNESS_H

#include "diff/target.h"

/* Two rows, by what differs between them; texts as slc_shown_value() writes them. */
struct slc_witness_value {
    struct sl_str column, one, other;
};

struct slc_witness {
    struct slc_witness_value *values;
    uint32_t nvalues;
    struct sl_str one, other;       /* the target on the two rows */
    const struct sl_value *rows[2]; /* the rows themselves, by pair->columns */
};

/* A copy without its rows, which lives longer than the pair it was found in. */
const struct slc_witness *slc_witness_copy(struct sl_arena *arena,
                                           const struct slc_witness *witness);

/* Two rows that look the same in the other version's view, and on which the target differs. NULL
 * when none was found. */
const struct slc_witness *slc_witness_find(struct slc_pair *pair, struct slc_target target);

#endif
