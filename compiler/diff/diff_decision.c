#include "diff/diff_decision.h"

#include "diff/approval.h"
#include "diff/label_order.h"

static bool
same_approvers(const struct slc_ir_decision *base, const struct slc_ir_decision *head)
{
    if (base->napproved_by != head->napproved_by)
        return false;
    for (uint32_t i = 0; i < base->napproved_by; i++)
        if (!sl_str_equal(base->approved_by[i]->name, head->approved_by[i]->name))
            return false;
    return true;
}

static enum slc_privacy
decision_change(const struct slc_diff *diff, const struct slc_ir_decision *base,
                const struct slc_ir_decision *head)
{
    enum slc_order level = slc_level_order(diff, diff->sides[SLC_BASE].ir->levels[base->to].name,
                                           diff->sides[SLC_HEAD].ir->levels[head->to].name);
    enum slc_privacy privacy = level == SLC_LOWER     ? SLC_WIDENED
                               : level == SLC_HIGHER  ? SLC_NARROWED
                               : level == SLC_UNKNOWN ? SLC_INCOMPARABLE
                                                      : SLC_SAME;
    if (head->until.days != base->until.days)
        privacy = slc_privacy_join(privacy, head->until.days > base->until.days ? SLC_WIDENED
                                                                                : SLC_NARROWED);
    return privacy;
}

static struct sl_str
decision_says(struct slc_diff *diff, const struct slc_ir_decision *base,
              const struct slc_ir_decision *head)
{
    if (base == NULL)
        return sl_arena_format(diff->arena, "now by a decision, until %.*s",
                               SL_FMT(head->until.text));
    if (head == NULL)
        return SL_STR("no decision any more: none is needed");
    if (head->until.days != base->until.days && head->to != base->to)
        return sl_arena_format(diff->arena, "decided to another level, and until %.*s, was %.*s",
                               SL_FMT(head->until.text), SL_FMT(base->until.text));
    if (head->until.days != base->until.days)
        return sl_arena_format(diff->arena, "decided until %.*s, was %.*s",
                               SL_FMT(head->until.text), SL_FMT(base->until.text));
    if (head->to != base->to)
        return SL_STR("decided to another level");
    return same_approvers(base, head) ? SL_STR("decided for another reason")
                                      : SL_STR("approved by others");
}

void
slc_diff_decision(struct slc_diff *diff, struct sl_str what, const struct slc_decided_line *was,
                  const struct slc_decided_line *now)
{
    const struct slc_ir_decision *base = was->decision, *head = now->decision;
    if (base == NULL && head == NULL)
        return;
    enum slc_privacy privacy =
        base != NULL && head != NULL ? decision_change(diff, base, head) : SLC_SAME;
    if (base != NULL && head != NULL && privacy == SLC_SAME && same_approvers(base, head) &&
        sl_str_equal(base->because, head->because))
        return;
    struct slc_change *change =
        slc_change_add(diff, privacy, "decision", what, decision_says(diff, base, head));
    slc_change_at(diff, change, was->place, now->place);
    if (privacy == SLC_WIDENED) {
        const struct slc_decision_pair decisions = { base, head };
        change->recorded = slc_decided_anew(diff, decisions);
        change->approval =
            change->recorded
                ? sl_arena_format(diff->arena,
                                  "by the decision itself, taken on %.*s by who approved it",
                                  SL_FMT(head->decided.text))
                : SL_STR("the decision was taken for less; once it is taken again, the line says "
                         "so: until … decided DATE");
    }
}
