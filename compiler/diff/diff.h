/* diff.h - what changes between two versions of policies: for the people in the data (privacy), and
 * for those who read the records (consumers). docs/diff.md has the rules. */
#ifndef SLC_DIFF_H
#define SLC_DIFF_H

#include "diff/change.h"
#include "diff/diff_told.h"

/* `sluice diff`'s exit code, by what weighs most; SLC_COULD_NOT_RUN is 2 as ever. */
enum slc_verdict {
    SLC_VERDICT_CLEAN = 0,       /* the same or narrower */
    SLC_VERDICT_RECORDED = 10,   /* wider, and who allowed it stands in the policies */
    SLC_VERDICT_UNRECORDED = 11, /* wider otherwise */
    SLC_VERDICT_UNPROVED = 12,   /* incomparable, or not proved */
    SLC_VERDICT_BREAKING = 13,   /* breaks consumers, and the release's version is not raised */
};

/* Compares two programs without errors; everything lives in the arena. `told` may be NULL. */
struct slc_diff *slc_diff_new(struct sl_arena *arena, struct slc_diff_side base,
                              struct slc_diff_side head, const struct slc_diff_told *told);

enum slc_verdict slc_diff_verdict(const struct slc_diff *diff);

#endif
