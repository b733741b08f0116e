#include "sink/class_set.h"

#include <stdlib.h>

void
slp_class_set_init(struct slp_class_set *set, size_t most)
{
    *set = (struct slp_class_set) { .most = most };
}

void
slp_class_set_done(struct slp_class_set *set)
{
    free(set->slots);
    slp_class_set_init(set, 0);
}

/* The slot that holds the class, or the free one where it belongs. */
static uint64_t *
slot_of(const struct slp_class_set *set, uint64_t class)
{
    size_t at = (size_t)(class ^ class >> 32) & set->mask;
    while (set->slots[at] != 0 && set->slots[at] != class)
        at = (at + 1) & set->mask;
    return &set->slots[at];
}

void
slp_class_set_add(struct slp_class_set *set, uint64_t class)
{
    if (!set->any) {
        size_t room = 16;
        while (room < 2 * set->most)
            room *= 2;
        set->slots = calloc(room, sizeof *set->slots);
        set->mask = room - 1;
        set->any = true;
    }
    set->zero |= class == 0;
    if (set->slots != NULL && class != 0)
        *slot_of(set, class) = class;
}

bool
slp_class_set_has(const struct slp_class_set *set, uint64_t class)
{
    if (!set->any)
        return false;
    if (set->slots == NULL)
        return true;
    return class == 0 ? set->zero : *slot_of(set, class) == class;
}
