/* edit_distance.h - how far two names are apart: the ground of "did you mean". */
#ifndef SL_EDIT_DISTANCE_H
#define SL_EDIT_DISTANCE_H

#include "str.h"

/* Steps (insert, delete, replace, swap two neighbours) from one name to the other, ignoring ASCII
 * case; `limit` + 1 when there are more than `limit`. Looks at bytes. */
unsigned sl_edit_distance(struct sl_str from, struct sl_str to, unsigned limit);

#endif
