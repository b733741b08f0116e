#include "diff/diff_destination.h"

#include "diff/approval.h"
#include "diff/diff_decision.h"
#include "diff/label_order.h"

static const char nobodys[] =
    "what a destination is cleared for is nobody's decision in the policies";

static struct slc_change *
change_destination(struct slc_diff *diff, enum slc_privacy privacy,
                   const struct slc_ir_destination *base, const struct slc_ir_destination *head,
                   struct sl_str says)
{
    struct slc_change *change = slc_change_add(diff, privacy, "destination", head->name, says);
    slc_change_at(diff, change, &base->place, &head->place);
    if (privacy == SLC_WIDENED || privacy == SLC_INCOMPARABLE) {
        slc_approval_note_grant(
            diff, SLC_GRANT_DESTINATION, head->name,
            sl_arena_format(diff->arena, "this change clears '%.*s' for more", SL_FMT(head->name)));
        change->approval = sl_str_of(nobodys);
    }
    return change;
}

static void
diff_accepts(struct slc_diff *diff, const struct slc_ir_destination *base,
             const struct slc_ir_destination *head)
{
    struct sl_str more = slc_categories_lacking(diff, SLC_HEAD, head->accepts, base->accepts);
    struct sl_str less = slc_categories_lacking(diff, SLC_BASE, base->accepts, head->accepts);
    if (more.len > 0)
        (void)change_destination(diff, SLC_WIDENED, base, head,
                                 sl_arena_format(diff->arena, "also accepts %.*s", SL_FMT(more)));
    if (less.len > 0)
        (void)change_destination(
            diff, SLC_NARROWED, base, head,
            sl_arena_format(diff->arena, "accepts no more %.*s", SL_FMT(less)));
}

/* Whether every release to the destination that is in both versions has a higher version. */
static bool
all_bumped(const struct slc_diff *diff, struct sl_str destination)
{
    const struct slc_ir *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nreleases; i++) {
        const struct slc_ir_release *before =
            slc_ir_release_named(diff->sides[SLC_BASE].ir, head->releases[i].name);
        if (before != NULL && sl_str_equal(head->releases[i].destination_name, destination) &&
            slc_version_order((struct slc_release_pair) { before, &head->releases[i] }) <= 0)
            return false;
    }
    return true;
}

static void
diff_positions(struct slc_diff *diff, const struct slc_ir_destination *base,
               const struct slc_ir_destination *head)
{
    struct slc_change *change = change_destination(
        diff, head->positions_apart ? SLC_NARROWED : SLC_WIDENED, base, head,
        head->positions_apart
            ? SL_STR("positions apart: records carry _pos instead of _lsn and _seq")
            : SL_STR("positions shared: rows of one transaction can be joined over streams"));
    change->breaking = true;
    change->bumped = all_bumped(diff, head->name);
}

static void
diff_destination(struct slc_diff *diff, const struct slc_ir_destination *base,
                 const struct slc_ir_destination *head)
{
    struct sl_str before = diff->sides[SLC_BASE].ir->levels[base->clearance].name;
    struct sl_str now = diff->sides[SLC_HEAD].ir->levels[head->clearance].name;
    enum slc_privacy privacy = slc_cleared(slc_level_order(diff, before, now));
    if (privacy != SLC_SAME)
        (void)change_destination(diff, privacy, base, head,
                                 sl_arena_format(diff->arena, "cleared for %.*s, was %.*s",
                                                 SL_FMT(now), SL_FMT(before)));
    diff_accepts(diff, base, head);
    if (base->positions_apart != head->positions_apart)
        diff_positions(diff, base, head);
    slc_diff_decision(diff, head->name, &(struct slc_decided_line) { base->shared, &base->place },
                      &(struct slc_decided_line) { head->shared, &head->place });
    if (!sl_str_equal(base->owner->name, head->owner->name))
        (void)change_destination(diff, SLC_SAME, base, head, SL_STR("another owner"));
    if (!sl_str_equal(base->purpose, head->purpose))
        (void)change_destination(diff, SLC_SAME, base, head, SL_STR("another purpose"));
}

/* Another receiver: what it may have is said by the change that brings it. */
static void
diff_new_destination(struct slc_diff *diff, const struct slc_ir_destination *head)
{
    const struct slc_ir *ir = diff->sides[SLC_HEAD].ir;
    struct sl_str accepts =
        slc_categories_lacking(diff, SLC_HEAD, head->accepts, (struct slc_number_set) { 0 });
    struct slc_change *change = slc_change_add(
        diff, SLC_WIDENED, "destination", head->name,
        sl_arena_format(diff->arena, "destination is new, cleared for %.*s, and accepts %.*s",
                        SL_FMT(ir->levels[head->clearance].name), SL_FMT(accepts)));
    slc_change_at(diff, change, NULL, &head->place);
    change->approval = sl_str_of(nobodys);
    slc_approval_note_grant(
        diff, SLC_GRANT_DESTINATION, head->name,
        sl_arena_format(diff->arena, "'%.*s' is new: this change says what it is cleared for",
                        SL_FMT(head->name)));
}

static void
diff_gone_destination(struct slc_diff *diff, const struct slc_ir_destination *base)
{
    struct slc_change *change = slc_change_add(diff, SLC_NARROWED, "destination", base->name,
                                               SL_STR("destination is gone"));
    slc_change_at(diff, change, &base->place, NULL);
}

static const struct slc_ir_destination *
destination_named(const struct slc_ir *ir, struct sl_str name)
{
    for (uint32_t i = 0; i < ir->ndestinations; i++)
        if (sl_str_equal(ir->destinations[i].name, name))
            return &ir->destinations[i];
    return NULL;
}

void
slc_diff_destinations(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->ndestinations; i++) {
        const struct slc_ir_destination *before =
            destination_named(base, head->destinations[i].name);
        if (before != NULL)
            diff_destination(diff, before, &head->destinations[i]);
        else
            diff_new_destination(diff, &head->destinations[i]);
    }
    for (uint32_t i = 0; i < base->ndestinations; i++)
        if (destination_named(head, base->destinations[i].name) == NULL)
            diff_gone_destination(diff, &base->destinations[i]);
}
