/* pump_patience.c - whether something is still going on. Each destination is judged by itself: while others take what
 * they are sent, one that takes nothing holds the end up all the same. */
#include "clock.h"
#include "reader/pump.h"

#include <stdio.h>

static int
fail_since(const struct slp_pump *pump, int64_t since_ms, const char *destination,
           struct sl_err *reterr)
{
    char whom[SLP_PATIENCE_BYTES];
    (void)snprintf(whom, sizeof whom, "destination %s to take what it was sent", destination);
    return slp_patience_check_since(&pump->patience, since_ms, whom, reterr);
}

/* Half of the time is left to it to hand over what it gathers. */
static int
check_destination(struct slp_pump *pump, uint32_t destination, int64_t now_ms,
                  struct sl_err *reterr)
{
    struct slp_owed *owed = &pump->owed[destination];
    if (slp_checkpoint_has(pump->checkpoint, destination, owed->number)) {
        *owed = (struct slp_owed) { .number = slp_checkpoint_number(pump->checkpoint, destination),
                                    .moved_ms = now_ms };
        return 0;
    }
    if (!owed->flushed && now_ms - owed->moved_ms >= pump->patience.limit_ms / 2) {
        const struct slp_frame frame = { .kind = SLP_FRAME_FLUSH, .destination = destination };
        owed->flushed = true;
        return slp_handoff_add(pump->handoff, &frame, reterr);
    }
    return fail_since(pump, owed->moved_ms, pump->policy->destinations[destination].name, reterr);
}

/* The first that has not taken all it was sent; NULL: each has. */
static const char *
unsettled_destination(const struct slp_pump *pump)
{
    for (uint32_t i = 0; i < pump->policy->ndestinations; i++)
        if (!slp_checkpoint_has(pump->checkpoint, i, slp_checkpoint_number(pump->checkpoint, i)))
            return pump->policy->destinations[i].name;
    return NULL;
}

/* Where nobody else is named, it is the far end that something is left to be done by. */
int
slp_pump_check_patience(struct slp_pump *pump, struct sl_err *reterr)
{
    const struct slp_patience *patience = &pump->patience;
    const int64_t now_ms = slp_now_ms();
    if (patience->limit_ms == 0)
        return 0;
    for (uint32_t i = 0; i < pump->policy->ndestinations; i++)
        if (check_destination(pump, i, now_ms, reterr) != 0)
            return -1;
    const char *destination = unsettled_destination(pump);
    return patience->whom[0] != '\0' || destination == NULL
               ? slp_patience_check(patience, reterr)
               : fail_since(pump, patience->moved_ms, destination, reterr);
}
