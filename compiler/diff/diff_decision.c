#include "diff/diff_decision.h"

#include "diff/approval.h"
#include "diff/label_order.h"
#include "maxima.h"
#include "text/keep_text.h"

static bool
approves(const struct slc_ir_decision *decision, struct sl_str role)
{
    for (uint32_t i = 0; i < decision->napproved_by; i++)
        if (sl_str_equal(decision->approved_by[i]->name, role))
            return true;
    return false;
}

static bool
same_approvers(const struct slc_ir_decision *base, const struct slc_ir_decision *head)
{
    bool same = base->napproved_by == head->napproved_by;
    for (uint32_t i = 0; same && i < base->napproved_by; i++)
        same = approves(head, base->approved_by[i]->name);
    return same;
}

bool
slc_same_decision(const struct slc_ir_decision *base, const struct slc_ir_decision *head)
{
    return same_approvers(base, head) && sl_str_equal(base->because, head->because) &&
           base->until.days == head->until.days &&
           sl_str_equal(base->decided.text, head->decided.text);
}

/* Whether the day that the base names is taken away, or put back. */
static bool
is_decided_earlier(const struct slc_ir_decision *base, const struct slc_ir_decision *head)
{
    return base->decided.text.len > 0 &&
           (head->decided.text.len == 0 || head->decided.days < base->decided.days);
}

static enum slc_order
level_order(const struct slc_diff *diff, const struct slc_ir_decision *base,
            const struct slc_ir_decision *head)
{
    return slc_level_order(diff, diff->sides[SLC_BASE].ir->levels[base->to].name,
                           diff->sides[SLC_HEAD].ir->levels[head->to].name);
}

/* A decision is its whole text: another reason, or other names under it, make another one, which lets
 * through what nobody is known to have decided. */
static enum slc_privacy
decision_change(const struct slc_diff *diff, const struct slc_ir_decision *base,
                const struct slc_ir_decision *head)
{
    if (!same_approvers(base, head) || !sl_str_equal(base->because, head->because) ||
        is_decided_earlier(base, head))
        return SLC_WIDENED;
    enum slc_privacy privacy = slc_guarded(level_order(diff, base, head));
    if (head->until.days != base->until.days)
        privacy = slc_privacy_join(privacy, head->until.days > base->until.days ? SLC_WIDENED
                                                                                : SLC_NARROWED);
    return privacy;
}

/* ---- what is said ---------------------------------------------------------------------------- */

static void
add_part(struct sl_buf *out, struct sl_str part)
{
    sl_buf_printf(out, "%s%.*s", out->len > 0 ? "; " : "", SL_FMT(part));
}

static struct sl_str
day_says(struct sl_arena *arena, struct sl_str was, struct sl_str now)
{
    if (now.len == 0)
        return sl_arena_format(arena, "it no longer says when it was decided, which was %.*s",
                               SL_FMT(was));
    return was.len == 0
               ? sl_arena_format(arena, "decided on %.*s", SL_FMT(now))
               : sl_arena_format(arena, "decided on %.*s, was %.*s", SL_FMT(now), SL_FMT(was));
}

/* Each part of the text that is another; empty: none is. */
static struct sl_str
changed_parts(struct slc_diff *diff, const struct slc_ir_decision *base,
              const struct slc_ir_decision *head)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    if (level_order(diff, base, head) != SLC_EQUAL)
        add_part(&out, SL_STR("decided to another level"));
    if (head->until.days != base->until.days)
        add_part(&out, sl_arena_format(diff->arena, "decided until %.*s, was %.*s",
                                       SL_FMT(head->until.text), SL_FMT(base->until.text)));
    if (!same_approvers(base, head))
        add_part(&out, SL_STR("approved by others"));
    if (!sl_str_equal(base->because, head->because))
        add_part(&out, SL_STR("decided for another reason"));
    if (!sl_str_equal(base->decided.text, head->decided.text))
        add_part(&out, day_says(diff->arena, base->decided.text, head->decided.text));
    return slc_take_text(diff->arena, &out);
}

static struct sl_str
decision_says(struct slc_diff *diff, const struct slc_ir_decision *base,
              const struct slc_ir_decision *head)
{
    if (base == NULL)
        return sl_arena_format(diff->arena, "now by a decision, until %.*s",
                               SL_FMT(head->until.text));
    return head == NULL ? SL_STR("no decision any more: none is needed")
                        : changed_parts(diff, base, head);
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
    struct sl_str says = decision_says(diff, base, head);
    if (says.len == 0)
        return;
    struct slc_change *change = slc_change_add(diff, privacy, "decision", what, says);
    slc_change_at(diff, change, was->place, now->place);
    if (privacy == SLC_WIDENED)
        slc_approve_by_decision(diff, change, (struct slc_decision_pair) { base, head });
}
