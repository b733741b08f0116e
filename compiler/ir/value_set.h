/* value_set.h - which texts an expression can give, where that is a short list. */
#ifndef SLC_VALUE_SET_H
#define SLC_VALUE_SET_H

#include "ir/ir.h"

struct slc_value_set {
    struct sl_str *values; /* each once, in the order in which the policy names them */
    uint32_t count;
};

/* False where the list is not known: numbers, free text, pseudonyms. Missing is no value. */
bool slc_value_set(struct sl_arena *arena, const struct slc_ir_expr *expr,
                   const struct slc_ir_release *release, struct slc_value_set *ret_set);

/* A regular expression (ECMA-262) that every text of the expression matches; NULL: none. */
const char *slc_value_pattern(const struct slc_ir_expr *expr);

#endif
