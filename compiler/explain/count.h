/* count.h - how many results a receiver can tell apart, from the expression alone. */
#ifndef SLC_COUNT_H
#define SLC_COUNT_H

#include "ir/ir.h"

/* Missing is among them where it can be. */
struct slc_variety_count {
    bool known;
    uint64_t count; /* at most this many; UINT64_MAX: that or more */
};
struct slc_variety_count slc_count_variety(struct sl_arena *arena,
                                           const struct slc_ir_release *release,
                                           const struct slc_ir_expr *expr);

/* "8", or "not counted" */
struct sl_str slc_variety_words(struct sl_arena *arena, struct slc_variety_count count);

#endif
