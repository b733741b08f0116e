/* variety.h - how many results of an expression a receiver can tell apart, from the expression alone. */
#ifndef SLC_VARIETY_H
#define SLC_VARIETY_H

#include "ir/ir.h"

/* How many different results a call can have, missing aside; 0: as many as there are values. */
uint64_t slc_call_variety(const struct slc_ir_expr *call);

/* Missing is among them where it can be. */
struct slc_variety_count {
    bool known;
    uint64_t count; /* at most this many; UINT64_MAX: that or more */
};
struct slc_variety_count slc_count_variety(struct sl_arena *arena,
                                           const struct slc_ir_release *release,
                                           const struct slc_ir_expr *expr);

/* "8", "more than 10^19" or "not bounded". */
struct sl_str slc_variety_words(struct sl_arena *arena, struct slc_variety_count count);

#endif
