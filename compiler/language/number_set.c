#include "language/number_set.h"

#include <string.h>

enum { WORD_BITS = 64 };

/* Of words that the set does not reach: none of their numbers is in it. */
static uint64_t
word_of(struct slc_number_set set, uint32_t at)
{
    return at < set.nwords ? set.words[at] : 0;
}

bool
slc_number_set_is_empty(struct slc_number_set set)
{
    return set.nwords == 0;
}

bool
slc_number_set_has(struct slc_number_set set, uint32_t number)
{
    return (word_of(set, number / WORD_BITS) >> number % WORD_BITS & 1) != 0;
}

bool
slc_number_set_equal(struct slc_number_set a, struct slc_number_set b)
{
    return a.nwords == b.nwords && slc_number_set_is_subset(a, b) && slc_number_set_is_subset(b, a);
}

bool
slc_number_set_is_subset(struct slc_number_set part, struct slc_number_set whole)
{
    for (uint32_t at = 0; at < part.nwords; at++)
        if ((part.words[at] & ~word_of(whole, at)) != 0)
            return false;
    return true;
}

bool
slc_number_set_meets(struct slc_number_set a, struct slc_number_set b)
{
    for (uint32_t at = 0; at < a.nwords; at++)
        if ((a.words[at] & word_of(b, at)) != 0)
            return true;
    return false;
}

/* A copy with room for this many words, those behind the set's own being 0. */
static uint64_t *
copy_of(struct sl_arena *arena, struct slc_number_set set, uint32_t nwords)
{
    uint64_t *words = SL_NEW_ARRAY(arena, uint64_t, nwords);
    if (set.nwords > 0)
        memcpy(words, set.words, set.nwords * sizeof(*words));
    return words;
}

struct slc_number_set
slc_number_set_add(struct sl_arena *arena, struct slc_number_set set, uint32_t number)
{
    if (slc_number_set_has(set, number))
        return set;
    uint32_t at = number / WORD_BITS;
    uint32_t nwords = at < set.nwords ? set.nwords : at + 1;
    uint64_t *words = copy_of(arena, set, nwords);
    words[at] |= (uint64_t)1 << number % WORD_BITS;
    return (struct slc_number_set) { words, nwords };
}

struct slc_number_set
slc_number_set_union(struct sl_arena *arena, struct slc_number_set a, struct slc_number_set b)
{
    if (slc_number_set_is_subset(b, a)) /* so it is nearly always: nothing is made */
        return a;
    if (slc_number_set_is_subset(a, b))
        return b;
    uint32_t nwords = a.nwords > b.nwords ? a.nwords : b.nwords;
    uint64_t *words = copy_of(arena, a, nwords);
    for (uint32_t at = 0; at < b.nwords; at++)
        words[at] |= b.words[at];
    return (struct slc_number_set) { words, nwords };
}

struct slc_number_set
slc_number_set_minus(struct sl_arena *arena, struct slc_number_set a, struct slc_number_set b)
{
    if (!slc_number_set_meets(a, b))
        return a;
    uint64_t *words = copy_of(arena, a, a.nwords);
    uint32_t nwords = 0;
    for (uint32_t at = 0; at < a.nwords; at++) {
        words[at] &= ~word_of(b, at);
        if (words[at] != 0)
            nwords = at + 1;
    }
    return (struct slc_number_set) { words, nwords };
}
