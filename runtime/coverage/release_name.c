#include "coverage/release_name.h"

#include <stdio.h>

struct sl_str
slp_release_name(const struct sl_projection *projection, struct slp_release_name *room)
{
    int len = snprintf(room->text, sizeof room->text, "%s.%s", projection->destination,
                       projection->stream);
    const size_t most = sizeof room->text - 1;
    return (struct sl_str) { room->text, (size_t)len < most ? (size_t)len : most };
}

bool
slp_release_find(const struct sl_policy *policy, struct sl_str name, uint32_t *ret_projection)
{
    struct slp_release_name room;
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        if (!sl_str_equal(name, slp_release_name(policy->projections[at], &room)))
            continue;
        *ret_projection = at;
        return true;
    }
    return false;
}
