/* prove_call.h - whether a call follows from another call of the same arguments, by their form. */
#ifndef SLC_PROVE_CALL_H
#define SLC_PROVE_CALL_H

#include "arena.h"
#include "ir/ir.h"

/* A call of one version and one of the other. */
struct slc_call_pair {
    struct sl_arena *arena;
    const struct slc_ir_release *coarse_release, *fine_release;
    const struct slc_ir_expr *coarse, *fine;
};

/* True only when whoever has the value of `fine` can work out that of `coarse`. */
bool slc_call_follows(const struct slc_call_pair *calls);

#endif
