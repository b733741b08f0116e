#include "postgres/xid.h"

#include <stdlib.h>

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
slp_xid_is_seen(const char *snapshot, uint32_t xid)
{
    char *end;
    (void)strtoull(snapshot, &end, 10);
    if (end == snapshot || *end != ':')
        return false;
    const char *text = end + 1;
    const uint32_t xmax = (uint32_t)strtoull(text, &end, 10);
    if (end == text || *end != ':')
        return false;
    return (int32_t)(xid - xmax) < 0 && !is_running(end + 1, xid);
}
