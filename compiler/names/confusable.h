/* confusable.h - names that a reader cannot tell apart, and plain spellings of names. */
#ifndef SLC_CONFUSABLE_H
#define SLC_CONFUSABLE_H

#include "arena.h"

/* The skeleton of UTS 39 section 4, for the letters of lookalikes.def and letters.def: two names
 * with the same skeleton look the same. Not for display. */
struct sl_str slc_skeleton(struct sl_arena *arena, struct sl_str name);

/* The name as [a-z][a-z0-9_]*: accents off, lower case, underscores for the rest. "Durée (s)" is
 * "duree_s". */
struct sl_str slc_plain_name(struct sl_arena *arena, struct sl_str name);

#endif
