/* growing_objects.h - the objects of an s3 sink: of each stream one that grows, and those that have ended and
 * are on their way.
 *
 * There may be thousands of streams: what bounds them is the memory that all objects hold together. When it is
 * full, what compressing takes is given up first, and then the largest object ends early. */
#ifndef SLP_GROWING_OBJECTS_H
#define SLP_GROWING_OBJECTS_H

#include "sink/s3_object.h"

struct slp_growing_object {
    struct slp_s3_object *object;
    uint32_t projection;
    uint64_t first_number; /* of its records */
    int64_t since_ms;
};

struct slp_growing_objects {
    uint32_t count, capacity;
    struct slp_growing_object *each; /* oldest first */
    uint32_t *slots;                 /* by projection: index of its newest in `each` + 1; 0: none */
    size_t most_memory;
};

/* For so many projections. -1: memory is short. */
SL_MUST_USE int slp_growing_objects_init(struct slp_growing_objects *objects, uint32_t nprojections,
                                         size_t most_memory);

/* Frees, and gives up the uploads under way as long as the service answers. */
void slp_growing_objects_done(struct slp_growing_objects *objects);

/* The one of the stream that grows; NULL: none. */
struct slp_growing_object *slp_growing_objects_find(const struct slp_growing_objects *objects,
                                                    uint32_t projection);

/* Whether an older object of its stream is still on its way. */
bool slp_growing_objects_is_behind(const struct slp_growing_objects *objects, uint32_t index);

/* Begins an object for a projection of which none grows: `fresh` without its object. 1; 0: too many are on
 * their way; -1: memory is short (RETRY). */
SL_MUST_USE int slp_growing_objects_begin(struct slp_growing_objects *objects,
                                          const struct slp_growing_object *fresh,
                                          const struct slp_s3_start *start, struct sl_err *reterr);

/* Frees it; the later ones move up. */
void slp_growing_objects_forget(struct slp_growing_objects *objects, uint32_t index);

size_t slp_growing_objects_memory(const struct slp_growing_objects *objects);

/* The memory is full: makes room, at once (1) or by what will go up (0). -1: memory is short (RETRY). */
SL_MUST_USE int slp_growing_objects_make_room(struct slp_growing_objects *objects,
                                              struct sl_err *reterr);

#endif
