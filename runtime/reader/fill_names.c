/* fill_names.c - columns' names that came to mean other columns (coverage/names.h): what pauses a release, and
 * when that is over. */
#include "coverage/names.h"
#include "reader/fills_private.h"

#include <stdio.h>

/* Against fills->note. */
static bool
find_moved(const struct slp_fills *fills, uint32_t projection, struct sl_str *ret_name)
{
    const struct slp_names names = slp_fills_names(fills, projection);
    return slp_names_moved(&names, sl_buf_str(&fills->note), ret_name);
}

int
slp_fills_pause_if_swapped(struct slp_fills *fills, uint32_t projection, bool *ret_paused,
                           struct sl_err *reterr)
{
    struct sl_str name;
    char detail[SLP_DETAIL_BYTES];
    *ret_paused = find_moved(fills, projection, &name);
    if (!*ret_paused)
        return 0;
    (void)snprintf(detail, sizeof detail, "%.*s", SL_FMT(name));
    return slp_fills_pause(fills, projection, SLP_CAUSE_COLUMNS_SWAPPED, detail, reterr);
}

bool
slp_fills_is_paused_for_names(const struct slp_fills *fills, uint32_t projection)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    return coverage->status == SLP_PAUSED &&
           slp_cause_of(coverage->cause) == SLP_CAUSE_COLUMNS_SWAPPED;
}

int
slp_fills_unpause(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    struct sl_str name;
    if (!slp_fills_is_paused_for_names(fills, projection))
        return 0;
    if (slp_fills_note(fills, projection, reterr) != 0)
        return -1;
    return find_moved(fills, projection, &name)
               ? 0
               : slp_fills_uncover(fills, projection, SLP_CAUSE_COLUMNS_SWAPPED, "", reterr);
}
