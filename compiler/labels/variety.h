/* variety.h - how many results of an expression a receiver can tell apart. */
#ifndef SLC_VARIETY_H
#define SLC_VARIETY_H

#include "ir/ir.h"

/* How many different results a call can have, missing aside; 0: as many as there are values. */
uint64_t slc_call_variety(const struct slc_ir_expr *call);

#endif
