#include "sender/pause.h"

#include <stdlib.h>

/* The first, and the longest. */
enum { FIRST_PAUSE_MS = 100, LONGEST_PAUSE_MS = 30000 };

/* Half of the pause is sure, half is chance: many senders shall not come back together. */
int64_t
slp_pause_ms(unsigned failures)
{
    int64_t pause = LONGEST_PAUSE_MS;
    if (failures < 10 && FIRST_PAUSE_MS << failures < LONGEST_PAUSE_MS)
        pause = FIRST_PAUSE_MS << failures;
    return pause / 2 + arc4random_uniform((uint32_t)(pause / 2) + 1);
}
