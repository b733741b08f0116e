/* nearest.h - "did you mean 'x'?": which known name is nearest to one that is not known. */
#ifndef SLP_NEAREST_H
#define SLP_NEAREST_H

#include "arena.h"
#include "nearest_name.h"

struct slp_nearest {
    struct sl_nearest among;
    const char *best; /* NULL: none is near */
};

void slp_nearest_init(struct slp_nearest *nearest, const char *wanted);
void slp_nearest_offer(struct slp_nearest *nearest, const char *name);

/* The question, "" when no name is near. */
const char *slp_nearest_remedy(const struct slp_nearest *nearest, struct sl_arena *arena);

#endif
