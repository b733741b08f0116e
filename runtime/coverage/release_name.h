/* release_name.h - releases by the name that operators call them: "destination.stream". */
#ifndef SLP_RELEASE_NAME_H
#define SLP_RELEASE_NAME_H

#include "abi/projection.h"
#include "str.h"

/* Two identifiers of PostgreSQL's length, a dot and a NUL. */
enum { SLP_RELEASE_NAME_BYTES = 2 * 63 + 2 };

struct slp_release_name {
    char text[SLP_RELEASE_NAME_BYTES];
};

/* The name of a release, in `room`. */
struct sl_str slp_release_name(const struct sl_projection *projection,
                               struct slp_release_name *room);

/* The release with this name: true and its index. */
bool slp_release_find(const struct sl_policy *policy, struct sl_str name, uint32_t *ret_projection);

#endif
