/* number_set.h - sets of numbers of any size: of categories, of keys, each by its number from 0.
 *
 * A set is a value that never changes: it is passed and copied as it is, and what makes a set of others
 * may share their memory. All of it lives in the arena. All bytes 0 is the empty set. */
#ifndef SLC_NUMBER_SET_H
#define SLC_NUMBER_SET_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

struct slc_number_set {
    const uint64_t *words; /* number n: bit n % 64 of word n / 64 */
    uint32_t nwords;       /* the last one is not 0: equal sets have equally many */
};

bool slc_number_set_is_empty(struct slc_number_set set);
bool slc_number_set_has(struct slc_number_set set, uint32_t number);
bool slc_number_set_equal(struct slc_number_set a, struct slc_number_set b);

/* Whether all numbers of `part` are in `whole`. */
bool slc_number_set_is_subset(struct slc_number_set part, struct slc_number_set whole);

/* Whether some number is in both. */
bool slc_number_set_meets(struct slc_number_set a, struct slc_number_set b);

/* The set with this number too; the numbers of either; those of `a` that `b` has not. */
struct slc_number_set slc_number_set_add(struct sl_arena *arena, struct slc_number_set set,
                                         uint32_t number);
struct slc_number_set slc_number_set_union(struct sl_arena *arena, struct slc_number_set a,
                                           struct slc_number_set b);
struct slc_number_set slc_number_set_minus(struct sl_arena *arena, struct slc_number_set a,
                                           struct slc_number_set b);

#endif
