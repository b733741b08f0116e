#include "diff/diff_risk.h"

typedef const struct slc_ir_field *const *field_list;

static bool
lists(field_list list, uint32_t count, struct sl_str name)
{
    for (uint32_t i = 0; i < count; i++)
        if (sl_str_equal(list[i]->name, name))
            return true;
    return false;
}

/* The more fields a check counts together, the more it asks. */
static enum slc_privacy
diff_lists(field_list base, uint32_t nbase, field_list head, uint32_t nhead)
{
    enum slc_privacy privacy = SLC_SAME;
    for (uint32_t i = 0; i < nbase; i++)
        if (!lists(head, nhead, base[i]->name))
            privacy = slc_privacy_join(privacy, SLC_WIDENED);
    for (uint32_t i = 0; i < nhead; i++)
        if (!lists(base, nbase, head[i]->name))
            privacy = slc_privacy_join(privacy, SLC_NARROWED);
    return privacy;
}

/* Whole numbers in digits, without zeros in front; none asks for nothing. */
static enum slc_privacy
diff_least(struct sl_str base, struct sl_str head)
{
    if (sl_str_equal(base, head))
        return SLC_SAME;
    bool more =
        head.len != base.len ? head.len > base.len : memcmp(head.ptr, base.ptr, head.len) > 0;
    return more ? SLC_NARROWED : SLC_WIDENED;
}

static enum slc_privacy
diff_risk(const struct slc_ir_risk *base, const struct slc_ir_risk *head)
{
    enum slc_privacy privacy =
        diff_lists(base->identifying, base->nidentifying, head->identifying, head->nidentifying);
    privacy = slc_privacy_join(
        privacy, diff_lists(base->sensitive, base->nsensitive, head->sensitive, head->nsensitive));
    privacy = slc_privacy_join(privacy, diff_least(base->people, head->people));
    return slc_privacy_join(privacy, diff_least(base->values, head->values));
}

static void
change_risk(struct slc_diff *diff, enum slc_privacy privacy, const struct slc_ir_risk *base,
            const struct slc_ir_risk *head, const char *says)
{
    const struct slc_ir_risk *risk = head != NULL ? head : base;
    struct slc_change *change =
        slc_change_add(diff, privacy, "risk", risk->release->name, sl_str_of(says));
    slc_change_at(diff, change, base != NULL ? &base->place : NULL,
                  head != NULL ? &head->place : NULL);
    if (privacy == SLC_WIDENED || privacy == SLC_INCOMPARABLE)
        change->approval =
            SL_STR("what a risk check asks for is nobody's decision in the policies");
}

/* The n-th check of a release, from 0; NULL: it has fewer. */
static const struct slc_ir_risk *
risk_of(const struct slc_ir *ir, struct sl_str release, uint32_t n)
{
    for (uint32_t i = 0; i < ir->nrisks; i++)
        if (sl_str_equal(ir->risks[i].release->name, release) && n-- == 0)
            return &ir->risks[i];
    return NULL;
}

/* How many checks of the release stand before this one. */
static uint32_t
number_of(const struct slc_ir *ir, const struct slc_ir_risk *risk)
{
    uint32_t n = 0;
    for (const struct slc_ir_risk *at = ir->risks; at < risk; at++)
        n += sl_str_equal(at->release->name, risk->release->name);
    return n;
}

/* A release's checks are compared in their order. */
void
slc_diff_risks(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nrisks; i++) {
        const struct slc_ir_risk *now = &head->risks[i];
        const struct slc_ir_risk *was = risk_of(base, now->release->name, number_of(head, now));
        enum slc_privacy privacy = was != NULL ? diff_risk(was, now) : SLC_NARROWED;
        if (was == NULL)
            change_risk(diff, privacy, NULL, now, "risk check is new");
        else if (privacy != SLC_SAME)
            change_risk(diff, privacy, was, now,
                        privacy == SLC_WIDENED    ? "its risk check asks for less"
                        : privacy == SLC_NARROWED ? "its risk check asks for more"
                                                  : "its risk check asks for something else");
    }
    for (uint32_t i = 0; i < base->nrisks; i++) {
        const struct slc_ir_risk *was = &base->risks[i];
        if (slc_ir_release_named(head, was->release->name) != NULL &&
            risk_of(head, was->release->name, number_of(base, was)) == NULL)
            change_risk(diff, SLC_WIDENED, was, NULL, "risk check is gone");
    }
}
