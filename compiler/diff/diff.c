#include "diff/diff.h"

#include "diff/diff_category.h"
#include "diff/diff_destination.h"
#include "diff/diff_key.h"
#include "diff/diff_level.h"
#include "diff/diff_refused.h"
#include "diff/diff_release.h"
#include "diff/diff_risk.h"
#include "diff/diff_table.h"

/* What a reviewer has to look at first. */
static int
weight(const struct slc_change *change)
{
    if (change->privacy == SLC_WIDENED)
        return change->recorded ? 2 : 0;
    return change->privacy == SLC_INCOMPARABLE ? 1 : change->privacy == SLC_NARROWED ? 3 : 4;
}

/* By weight, and else as they were found. */
static void
sort(struct slc_diff *diff)
{
    struct slc_change *lists[5] = { NULL }, **ends[5];
    for (int i = 0; i < 5; i++)
        ends[i] = &lists[i];
    for (struct slc_change *change = diff->first; change != NULL; change = change->next) {
        *ends[weight(change)] = change;
        ends[weight(change)] = &change->next;
    }
    diff->end = &diff->first;
    for (int i = 0; i < 5; i++)
        if (lists[i] != NULL) {
            *diff->end = lists[i];
            diff->end = ends[i];
        }
    *diff->end = NULL;
}

static void
count(struct slc_diff *diff)
{
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next) {
        diff->counts[change->privacy]++;
        diff->nunrecorded += change->privacy == SLC_WIDENED && !change->recorded;
        diff->nbreaking += change->breaking;
        diff->nunbumped += change->breaking && !change->bumped;
    }
}

struct slc_diff *
slc_diff_new(struct sl_arena *arena, struct slc_diff_side base, struct slc_diff_side head,
             const struct slc_diff_told *told)
{
    struct slc_diff *diff = SL_NEW(arena, struct slc_diff);
    diff->arena = arena;
    diff->sides[SLC_BASE] = base;
    diff->sides[SLC_HEAD] = head;
    diff->end = &diff->first;
    slc_diff_levels(diff);
    slc_diff_categories(diff);
    slc_diff_keys(diff);
    slc_diff_destinations(diff);
    slc_diff_tables(diff);
    slc_diff_releases(diff);
    slc_diff_risks(diff);
    if (told != NULL)
        slc_diff_told(diff, told);
    slc_diff_refused(diff);
    sort(diff);
    count(diff);
    return diff;
}

/* What is shown to be wider without leave weighs most, then what nobody could judge; only then
 * consumers: who lets 13 pass must not let a wider release pass with it. */
enum slc_verdict
slc_diff_verdict(const struct slc_diff *diff)
{
    return diff->nunrecorded > 0                ? SLC_VERDICT_UNRECORDED
           : diff->counts[SLC_INCOMPARABLE] > 0 ? SLC_VERDICT_UNPROVED
           : diff->nunbumped > 0                ? SLC_VERDICT_BREAKING
           : diff->counts[SLC_WIDENED] > 0      ? SLC_VERDICT_RECORDED
                                                : SLC_VERDICT_CLEAN;
}
