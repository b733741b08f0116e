/* suggest.h - did you mean …? */
#ifndef SLC_SUGGEST_H
#define SLC_SUGGEST_H

#include "names/symbols.h"

/* The declared name that is nearest to `name` (nearest_name.h), the first declared among equals; else the
 * only one that begins as `name` does for three quarters of the shorter; NULL when none is near. */
const struct slc_symbol *slc_suggest(const struct slc_symbols *symbols, struct sl_str name);

#endif
