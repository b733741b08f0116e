#include "sink/growing_objects.h"

#include <stdlib.h>

enum { ON_THEIR_WAY = 64 }; /* objects that have ended, beside one a stream that grows */

int
slp_growing_objects_init(struct slp_growing_objects *objects, uint32_t nprojections,
                         size_t most_memory)
{
    *objects = (struct slp_growing_objects) { .capacity = nprojections + ON_THEIR_WAY,
                                              .most_memory = most_memory };
    objects->each = calloc((size_t)objects->capacity + 1, sizeof *objects->each);
    objects->slots = calloc((size_t)nprojections + 1, sizeof *objects->slots);
    return objects->each != NULL && objects->slots != NULL ? 0 : -1;
}

void
slp_growing_objects_done(struct slp_growing_objects *objects)
{
    bool responses = true;
    for (uint32_t at = 0; at < objects->count; at++) {
        responses = responses && slp_s3_object_give_up(objects->each[at].object);
        slp_s3_object_free(objects->each[at].object);
    }
    free(objects->each);
    free(objects->slots);
}

struct slp_growing_object *
slp_growing_objects_find(const struct slp_growing_objects *objects, uint32_t projection)
{
    const uint32_t slot = objects->slots[projection];
    if (slot == 0 || slp_s3_object_is_ended(objects->each[slot - 1].object))
        return NULL;
    return &objects->each[slot - 1];
}

bool
slp_growing_objects_is_behind(const struct slp_growing_objects *objects, uint32_t index)
{
    for (uint32_t at = 0; at < index; at++)
        if (objects->each[at].projection == objects->each[index].projection)
            return true;
    return false;
}

int
slp_growing_objects_begin(struct slp_growing_objects *objects,
                          const struct slp_growing_object *fresh, const struct slp_s3_start *start,
                          struct sl_err *reterr)
{
    if (objects->count == objects->capacity)
        return 0;
    struct slp_growing_object *growing = &objects->each[objects->count];
    *growing = *fresh;
    if (slp_s3_object_new(start, &growing->object, reterr) != 0)
        return -1;
    objects->slots[fresh->projection] = ++objects->count;
    return 1;
}

void
slp_growing_objects_forget(struct slp_growing_objects *objects, uint32_t index)
{
    uint32_t *slots = objects->slots;
    slp_s3_object_free(objects->each[index].object);
    if (slots[objects->each[index].projection] == index + 1)
        slots[objects->each[index].projection] = 0;
    objects->count--;
    for (uint32_t at = index; at < objects->count; at++) {
        objects->each[at] = objects->each[at + 1];
        if (slots[objects->each[at].projection] == at + 2)
            slots[objects->each[at].projection] = at + 1;
    }
}

/* ---- memory --------------------------------------------------------------------------------- */

size_t
slp_growing_objects_memory(const struct slp_growing_objects *objects)
{
    size_t memory = 0;
    for (uint32_t at = 0; at < objects->count; at++)
        memory += slp_s3_object_memory(objects->each[at].object);
    return memory;
}

/* 1: enough was freed to go on; 0: it would not be worth it; -1. */
static int
squeeze(struct slp_growing_objects *objects, struct sl_err *reterr)
{
    size_t squeezable = 0;
    for (uint32_t at = 0; at < objects->count; at++)
        squeezable += slp_s3_object_squeezable(objects->each[at].object);
    if (squeezable < objects->most_memory / 2)
        return 0;
    for (uint32_t at = 0; at < objects->count; at++)
        if (slp_s3_object_squeeze(objects->each[at].object, reterr) != 0)
            return -1;
    return slp_growing_objects_memory(objects) < objects->most_memory;
}

/* Unless some are on their way already. */
static int
end_largest(struct slp_growing_objects *objects, struct sl_err *reterr)
{
    struct slp_s3_object *largest = NULL;
    for (uint32_t at = 0; at < objects->count; at++) {
        struct slp_s3_object *object = objects->each[at].object;
        if (slp_s3_object_is_due(object))
            return 0;
        if (largest == NULL || slp_s3_object_memory(object) > slp_s3_object_memory(largest))
            largest = object;
    }
    return largest != NULL ? slp_s3_object_end(largest, reterr) : 0;
}

int
slp_growing_objects_make_room(struct slp_growing_objects *objects, struct sl_err *reterr)
{
    int squeezed = squeeze(objects, reterr);
    return squeezed != 0 ? squeezed : end_largest(objects, reterr);
}
