#include "sink/object_name.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void
slp_object_name_of(const char *stream, enum sl_positions positions, const struct sl_position *first,
                   struct slp_object_name *ret)
{
    struct tm utc;
    time_t now = time(NULL);
    char hour[32];
    if (positions == SL_POSITIONS_SHARED)
        (void)snprintf(ret->name, sizeof ret->name,
                       "%s-%010" PRIu64 "-%016" PRIX64 "-%010" PRIu32 "-%010" PRIu64, stream,
                       first->gen, first->lsn, first->run, first->seq);
    else
        (void)snprintf(ret->name, sizeof ret->name, "%s-%010" PRIu64 "-%010" PRIu32 "-%020" PRIu64,
                       stream, first->gen, first->run, first->seq);
    (void)gmtime_r(&now, &utc);
    (void)strftime(hour, sizeof hour, "%Y/%m/%d/%H", &utc);
    (void)snprintf(ret->folder, sizeof ret->folder, "%s/%s", stream, hour);
}

enum sl_positions
slp_positions_of(const struct sl_policy *policy, const char *destination)
{
    for (uint32_t at = 0; at < policy->ndestinations; at++)
        if (strcmp(policy->destinations[at].name, destination) == 0)
            return policy->destinations[at].positions;
    return SL_POSITIONS_APART; /* names fewer things */
}
