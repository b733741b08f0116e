#include "diff/diff_level.h"

#include "diff/label_order.h"

void
slc_diff_levels(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    int highest = -1;
    bool same = base->nlevels == head->nlevels;
    for (uint32_t i = 0; i < head->nlevels; i++) {
        int before = slc_level_rank(base, head->levels[i].name);
        same = same && before == (int)i;
        if (before >= 0 && before < highest) {
            struct slc_change *change = slc_change_add(
                diff, SLC_INCOMPARABLE, "level", head->levels[i].name,
                SL_STR("levels change their order: every label means something else"));
            change->approval = SL_STR("nobody signs it in the policies");
            return;
        }
        highest = before > highest ? before : highest;
    }
    if (!same)
        (void)slc_change_add(diff, SLC_SAME, "level", SL_STR("levels"),
                             SL_STR("levels come or go; those in both keep their order"));
}
