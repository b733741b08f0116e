/* suggest.h - did you mean …? */
#ifndef SLC_SUGGEST_H
#define SLC_SUGGEST_H

#include "symbols.h"

/* Steps (insert, delete, replace, swap two neighbours) from one name to the other, ignoring ASCII
 * case; `limit` + 1 when there are more than `limit`. Looks at bytes. */
unsigned slc_edit_distance(struct sl_str from, struct sl_str to, unsigned limit);

/* The declared name that is nearest to `name`, NULL when none is near: at most one step for each
 * three characters, and one for names of one or two. The first declared wins among equals. */
const struct slc_symbol *slc_suggest(const struct slc_symbols *symbols, struct sl_str name);

#endif
