#include "fill/seen.h"

#include <stdlib.h>

void
slp_seen_add(struct slp_seen *seen, uint32_t xid)
{
    if (seen->count > 0 && seen->xids[seen->count - 1] == xid)
        return;
    if (seen->count < SLP_SEEN_MAX) {
        seen->xids[seen->count++] = xid;
        return;
    }
    /* Numbers are compared as PostgreSQL does, modulo 2^32 (25.1.5). */
    if (!seen->overflowed || (int32_t)(xid - seen->newest) > 0)
        seen->newest = xid;
    seen->overflowed = true;
}

void
slp_seen_clear(struct slp_seen *seen)
{
    seen->count = 0;
    seen->overflowed = false;
}

/* Whether the transaction is in the list "xip,xip", which may be empty. */
static bool
is_running(const char *list, uint32_t xid)
{
    while (*list != '\0') {
        char *end;
        if ((uint32_t)strtoull(list, &end, 10) == xid)
            return true;
        if (end == list)
            return false;
        list = *end == ',' ? end + 1 : end;
    }
    return false;
}

bool
slp_seen_by(const struct slp_seen *seen, const char *snapshot)
{
    char *end;
    const uint32_t xmin = (uint32_t)strtoull(snapshot, &end, 10);
    if (*end != ':')
        return false;
    const uint32_t xmax = (uint32_t)strtoull(end + 1, &end, 10);
    if (*end != ':')
        return false;
    const char *running = end + 1;
    for (uint32_t at = 0; at < seen->count; at++)
        if ((int32_t)(seen->xids[at] - xmax) >= 0 || is_running(running, seen->xids[at]))
            return false;
    return !seen->overflowed || (int32_t)(seen->newest - xmin) < 0;
}
