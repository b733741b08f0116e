#include "diff/diff_level.h"

#include "diff/approval.h"
#include "diff/label_order.h"

static const char nobodys[] = "how levels stand is nobody's decision in the policies";

/* ---- the highest ----------------------------------------------------------------------------- */

/* No rule and no decision lowers the highest level. Under another one it can be lowered, so that this is
 * more, whatever is released today. Columns that have it are told, too, each with its table. */
static bool
diff_highest(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    if (base->nlevels == 0)
        return false;
    struct sl_str highest = base->levels[base->nlevels - 1].name;
    int now = slc_level_rank(head, highest);
    if (now < 0 || slc_only_withheld(head, (uint32_t)now))
        return false;
    struct slc_change *change = slc_change_add(
        diff, SLC_WIDENED, "level", highest,
        sl_arena_format(diff->arena,
                        "'%.*s' stands above it: what could only be withheld can be lowered and "
                        "released",
                        SL_FMT(head->levels[head->nlevels - 1].name)));
    change->approval = sl_str_of(nobodys);
    return true;
}

/* ---- another order --------------------------------------------------------------------------- */

static const struct slc_ir_destination *
destination_named(const struct slc_ir *ir, struct sl_str name)
{
    for (uint32_t i = 0; i < ir->ndestinations; i++)
        if (sl_str_equal(ir->destinations[i].name, name))
            return &ir->destinations[i];
    return NULL;
}

/* Whether a destination that was not cleared for the level is cleared for it now. */
static bool
comes_within(const struct slc_diff *diff, struct sl_str level, struct sl_str destination)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    const struct slc_ir_destination *before = destination_named(base, destination);
    const struct slc_ir_destination *now = destination_named(head, destination);
    int was = slc_level_rank(base, level), is = slc_level_rank(head, level);
    return before != NULL && was > (int)before->clearance && is <= (int)now->clearance;
}

/* The levels that a destination is cleared for in the new order, and was not. */
static void
diff_cleared(struct slc_diff *diff)
{
    const struct slc_ir *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t level = 0; level < head->nlevels; level++)
        for (uint32_t i = 0; i < head->ndestinations; i++) {
            struct sl_str name = head->levels[level].name, to = head->destinations[i].name;
            if (!comes_within(diff, name, to))
                continue;
            struct slc_change *change = slc_change_add(
                diff, SLC_WIDENED, "level", name,
                sl_arena_format(diff->arena, "in the new order '%.*s' is cleared for it",
                                SL_FMT(to)));
            change->approval = sl_str_of(nobodys);
            slc_approval_note_grant(
                diff, SLC_GRANT_DESTINATION, to,
                sl_arena_format(diff->arena, "this change clears '%.*s' for more", SL_FMT(to)));
        }
}

/* A rule or a label that leans on one of them means something else. */
static bool
diff_order(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    int highest = -1;
    for (uint32_t i = 0; i < head->nlevels; i++) {
        int before = slc_level_rank(base, head->levels[i].name);
        if (before >= 0 && before < highest) {
            struct slc_change *change = slc_change_add(
                diff, SLC_INCOMPARABLE, "level", head->levels[i].name,
                SL_STR("levels change their order: every label means something else"));
            change->approval = SL_STR("nobody signs it in the policies");
            slc_approval_note_grant(diff, SLC_GRANT_LEVELS, SL_STR(""),
                                    SL_STR("it leans on levels whose order this change makes"));
            diff_cleared(diff);
            return true;
        }
        highest = before > highest ? before : highest;
    }
    return false;
}

static bool
same_levels(const struct slc_ir *base, const struct slc_ir *head)
{
    bool same = base->nlevels == head->nlevels;
    for (uint32_t i = 0; same && i < head->nlevels; i++)
        same = sl_str_equal(base->levels[i].name, head->levels[i].name);
    return same;
}

void
slc_diff_levels(struct slc_diff *diff)
{
    if (same_levels(diff->sides[SLC_BASE].ir, diff->sides[SLC_HEAD].ir))
        return;
    bool lowered = diff_highest(diff);
    bool reordered = diff_order(diff);
    if (!lowered && !reordered)
        (void)slc_change_add(diff, SLC_SAME, "level", SL_STR("levels"),
                             SL_STR("levels come or go; those in both keep their order"));
}
