/* joined.h - sets of things that turn out to be one, as more is known. */
#ifndef SLC_JOINED_H
#define SLC_JOINED_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

/* A thing, and towards the one that stands for all that are one with it. */
struct slc_joined {
    struct slc_joined *same; /* itself: it is that one */
    uint32_t number;
};

struct slc_joined *slc_joined_new(struct sl_arena *arena, uint32_t number);

/* The one that stands for all. */
struct slc_joined *slc_joined_root(struct slc_joined *one);

/* Makes both one; false where they were. */
bool slc_join(struct slc_joined *a, struct slc_joined *b);

#endif
