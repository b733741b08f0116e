/* parts.h - inside the measure: which part of its values a line puts a known value in. */
#ifndef SLC_PARTS_H
#define SLC_PARTS_H

#include "measure/line.h"

/* A value as the line's tidying leaves it. */
struct slc_literal slc_tidied_literal(struct sl_arena *arena, const struct slc_measured *line,
                                      const struct slc_literal *literal);

/* Whether a line that lists no values tells two known values of its column apart. Lines relative to another
 * column, pseudonyms, shifted dates and what no bound measures are taken to tell nothing of them. */
bool slc_parts_differ(struct sl_arena *arena, const struct slc_measured *line,
                      const struct slc_literal *a, const struct slc_literal *b);

#endif
