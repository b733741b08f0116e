#include "fill/seen.h"

#include <stdlib.h>

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

/* Numbers are compared as PostgreSQL does, modulo 2^32 (25.1.5). */
void
slp_seen_prune(struct slp_seen *seen, const char *snapshot)
{
    char *end;
    (void)strtoull(snapshot, &end, 10);
    if (end == snapshot || *end != ':')
        return;
    const char *text = end + 1;
    const uint32_t xmax = (uint32_t)strtoull(text, &end, 10);
    if (end == text || *end != ':')
        return;
    const char *running = end + 1;
    uint32_t left = 0;
    for (uint32_t at = 0; at < seen->count; at++)
        if ((int32_t)(seen->xids[at] - xmax) >= 0 || is_running(running, seen->xids[at]))
            seen->xids[left++] = seen->xids[at];
    seen->count = left;
}
