#include "config/nearest.h"

void
slp_nearest_init(struct slp_nearest *nearest, const char *wanted)
{
    sl_nearest_init(&nearest->among, sl_str_of(wanted));
    nearest->best = NULL;
}

void
slp_nearest_offer(struct slp_nearest *nearest, const char *name)
{
    if (sl_nearest_offer(&nearest->among, sl_str_of(name)))
        nearest->best = name;
}

const char *
slp_nearest_remedy(const struct slp_nearest *nearest, struct sl_arena *arena)
{
    if (nearest->best == NULL)
        return "";
    return sl_arena_format(arena, "did you mean '%s'?", nearest->best).ptr;
}
