#include "sink/failed.h"

#include <stdlib.h>

void
slp_failed_init(struct slp_failed *failed, size_t most)
{
    *failed = (struct slp_failed) { .most = most };
}

void
slp_failed_done(struct slp_failed *failed)
{
    free(failed->slots);
    slp_failed_init(failed, 0);
}

/* The slot that holds the class, or the free one where it belongs. */
static uint64_t *
slot_of(const struct slp_failed *failed, uint64_t class)
{
    size_t at = (size_t)(class ^ class >> 32) & failed->mask;
    while (failed->slots[at] != 0 && failed->slots[at] != class)
        at = (at + 1) & failed->mask;
    return &failed->slots[at];
}

void
slp_failed_add(struct slp_failed *failed, uint64_t class)
{
    if (!failed->any) {
        size_t room = 16;
        while (room < 2 * failed->most)
            room *= 2;
        failed->slots = calloc(room, sizeof *failed->slots);
        failed->mask = room - 1;
        failed->any = true;
    }
    failed->zero |= class == 0;
    if (failed->slots != NULL && class != 0)
        *slot_of(failed, class) = class;
}

bool
slp_failed_has(const struct slp_failed *failed, uint64_t class)
{
    if (!failed->any)
        return false;
    if (failed->slots == NULL)
        return true;
    return class == 0 ? failed->zero : *slot_of(failed, class) == class;
}
