#include "nearest_name.h"

#include "edit_distance.h"

static unsigned
steps_granted(size_t len)
{
    if (len < 2)
        return 0;
    return len < 6 ? 1 : (unsigned)(len / 3);
}

void
sl_nearest_init(struct sl_nearest *nearest, struct sl_str wanted)
{
    *nearest = (struct sl_nearest) { .wanted = wanted, .distance = steps_granted(wanted.len) + 1 };
}

bool
sl_nearest_offer(struct sl_nearest *nearest, struct sl_str name)
{
    if (nearest->distance == 0)
        return false;
    unsigned distance = sl_edit_distance(nearest->wanted, name, nearest->distance - 1);
    if (distance >= nearest->distance)
        return false;
    nearest->distance = distance;
    nearest->best = name;
    return true;
}
