#include "config/nearest.h"

#include "edit_distance.h"

void
slp_nearest_init(struct slp_nearest *nearest, const char *wanted)
{
    struct sl_str text = sl_str_of(wanted);
    *nearest = (struct slp_nearest) { .wanted = text,
                                      .distance = text.len < 3 ? 2 : (unsigned)text.len / 3 + 1 };
}

void
slp_nearest_offer(struct slp_nearest *nearest, const char *name)
{
    if (nearest->distance == 0)
        return;
    unsigned distance = sl_edit_distance(nearest->wanted, sl_str_of(name), nearest->distance - 1);
    if (distance >= nearest->distance)
        return;
    nearest->distance = distance;
    nearest->best = name;
}

const char *
slp_nearest_remedy(const struct slp_nearest *nearest, struct sl_arena *arena)
{
    if (nearest->best == NULL)
        return "";
    return sl_arena_format(arena, "did you mean '%s'?", nearest->best).ptr;
}
