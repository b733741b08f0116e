/* nearest_name.h - which of several names somebody perhaps meant: the one rule behind every "did you mean".
 *
 * A name is meant when no more than a third of what was written has to change for it, and at least
 * one step is always granted. Of a single letter nothing would be left. */
#ifndef SL_NEAREST_NAME_H
#define SL_NEAREST_NAME_H

#include "str.h"

struct sl_nearest {
    struct sl_str wanted;
    unsigned distance;  /* a better one is nearer than this */
    struct sl_str best; /* ptr NULL: none is near enough; lives as long as what was offered */
};

void sl_nearest_init(struct sl_nearest *nearest, struct sl_str wanted);

/* Whether `name` is the nearest so far; of several that are equally near the first stays. */
bool sl_nearest_offer(struct sl_nearest *nearest, struct sl_str name);

#endif
