#include "language/joined.h"

struct slc_joined *
slc_joined_new(struct sl_arena *arena, uint32_t number)
{
    struct slc_joined *one = SL_NEW(arena, struct slc_joined);
    *one = (struct slc_joined) { one, number };
    return one;
}

struct slc_joined *
slc_joined_root(struct slc_joined *one)
{
    while (one->same != one)
        one = one->same = one->same->same; /* halves the way for the next who asks */
    return one;
}

bool
slc_join(struct slc_joined *a, struct slc_joined *b)
{
    a = slc_joined_root(a);
    b = slc_joined_root(b);
    a->same = b;
    return a != b;
}
