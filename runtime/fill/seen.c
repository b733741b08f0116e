#include "fill/seen.h"

#include "postgres/xid.h"

bool
slp_seen_add(struct slp_seen *seen, uint32_t xid)
{
    if (seen->count == SLP_SEEN_MAX)
        return false;
    seen->xids[seen->count++] = xid;
    return true;
}

void
slp_seen_clear(struct slp_seen *seen)
{
    seen->count = 0;
}

void
slp_seen_prune(struct slp_seen *seen, const char *snapshot)
{
    uint32_t left = 0;
    for (uint32_t at = 0; at < seen->count; at++)
        if (!slp_xid_is_seen(snapshot, seen->xids[at]))
            seen->xids[left++] = seen->xids[at];
    seen->count = left;
}
