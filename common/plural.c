#include "plural.h"

#include <inttypes.h>
#include <stdio.h>

struct sl_days_ahead
sl_days_ahead(int64_t days)
{
    struct sl_days_ahead ahead = { "today" };
    if (days == 1)
        (void)snprintf(ahead.text, sizeof ahead.text, "tomorrow");
    else if (days > 1)
        (void)snprintf(ahead.text, sizeof ahead.text, "in %" PRId64 " days", days);
    return ahead;
}
