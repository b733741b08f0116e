/* fill_names.c - columns' names that came to mean other columns (coverage/names.h): what pauses a release, and
 * when that is over. */
#include "coverage/names.h"
#include "reader/fills_private.h"

#include <stdio.h>

/* What other releases know of the table counts for one that knows nothing of it: it may be new in the policy, or
 * the table may have had another name. */
static bool
find_moved_elsewhere(const struct slp_fills *fills, struct sl_str now, struct sl_str *ret_name)
{
    for (uint32_t at = 0; at < fills->nprojections; at++)
        if (slp_names_moved(sl_buf_str(slp_state_facts(fills->state, at)), now, ret_name))
            return true;
    return slp_names_moved(slp_state_other_names(fills->state), now, ret_name);
}

/* Against fills->note. */
static bool
find_moved(const struct slp_fills *fills, uint32_t projection, struct sl_str *ret_name)
{
    const struct sl_str noted = sl_buf_str(slp_state_facts(fills->state, projection));
    const struct sl_str now = sl_buf_str(&fills->note);
    return slp_names_are_known(noted, now) ? slp_names_moved(noted, now, ret_name)
                                           : find_moved_elsewhere(fills, now, ret_name);
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

int
slp_fills_note_names(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    bool paused;
    if (slp_state_facts(fills->state, projection)->len > 0 ||
        slp_fills_is_paused_for_names(fills, projection))
        return 0;
    if (slp_fills_note(fills, projection, reterr) != 0 ||
        slp_fills_pause_if_swapped(fills, projection, &paused, reterr) != 0)
        return -1;
    return paused ? 0 : slp_fills_keep_note(fills, projection, reterr);
}
