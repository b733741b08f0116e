#include "diff/diff_rule.h"

#include "diff/approval.h"
#include "diff/label_order.h"
#include "language/decimal.h"
#include "source/source.h"

/* ---- one rule -------------------------------------------------------------------------------- */

static const struct slc_bound *
bound_of(const struct slc_downgrade *rule, bool at_least)
{
    const struct slc_bound *bound = rule->bounds;
    while (bound != NULL && bound->at_least != at_least)
        bound = bound->next;
    return bound;
}

/* `at least` guards more the higher it is; `at most` the lower. */
static enum slc_privacy
diff_bound(const struct slc_bound *base, const struct slc_bound *head)
{
    struct slc_decimal before, now;
    if (base == NULL || head == NULL)
        return base == head ? SLC_SAME : base == NULL ? SLC_NARROWED : SLC_WIDENED;
    if (!sl_str_equal(base->unit.text, head->unit.text) ||
        !slc_decimal_read(base->number.text, &before) || !slc_decimal_read(head->number.text, &now))
        return SLC_INCOMPARABLE;
    int order = slc_decimal_compare(now, before);
    if (order == 0)
        return SLC_SAME;
    return (order < 0) == head->at_least ? SLC_WIDENED : SLC_NARROWED;
}

/* No day is for ever. */
static enum slc_privacy
diff_until(const struct slc_date *base, const struct slc_date *head)
{
    bool before = base->at.source != NULL, now = head->at.source != NULL;
    if (!before || !now)
        return before == now ? SLC_SAME : before ? SLC_WIDENED : SLC_NARROWED;
    return head->days == base->days  ? SLC_SAME
           : head->days > base->days ? SLC_WIDENED
                                     : SLC_NARROWED;
}

/* No `from` is any level. */
static enum slc_privacy
diff_from(const struct slc_diff *diff, struct sl_str base, struct sl_str head)
{
    if (base.len == 0 || head.len == 0)
        return base.len == head.len ? SLC_SAME : base.len > 0 ? SLC_WIDENED : SLC_NARROWED;
    return slc_cleared(slc_level_order(diff, base, head));
}

static enum slc_privacy
rule_change(const struct slc_diff *diff, const struct slc_downgrade *base,
            const struct slc_downgrade *head)
{
    enum slc_privacy privacy = slc_guarded(slc_level_order(diff, base->to.text, head->to.text));
    privacy = slc_privacy_join(privacy, diff_from(diff, base->from.text, head->from.text));
    privacy = slc_privacy_join(privacy, diff_bound(bound_of(base, true), bound_of(head, true)));
    privacy = slc_privacy_join(privacy, diff_bound(bound_of(base, false), bound_of(head, false)));
    return slc_privacy_join(privacy, diff_until(&base->until, &head->until));
}

static bool
same_bound(const struct slc_bound *a, const struct slc_bound *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return sl_str_equal(a->number.text, b->number.text) && sl_str_equal(a->unit.text, b->unit.text);
}

/* How much of two rules for one function is the same: all of it, the levels, where they lead from, nothing. */
static int
likeness(const struct slc_downgrade *a, const struct slc_downgrade *b)
{
    if (!sl_str_equal(a->from.text, b->from.text))
        return 0;
    if (!sl_str_equal(a->to.text, b->to.text))
        return 1;
    bool same = same_bound(bound_of(a, true), bound_of(b, true)) &&
                same_bound(bound_of(a, false), bound_of(b, false)) &&
                diff_until(&a->until, &b->until) == SLC_SAME;
    return same ? 3 : 2;
}

/* The rule of the other version for the same function; of several the most alike. NULL: there is none. */
static const struct slc_downgrade *
counterpart(const struct slc_category *category, const struct slc_downgrade *rule)
{
    const struct slc_downgrade *found = NULL;
    for (const struct slc_downgrade *other = category->downgrades; other != NULL;
         other = other->next)
        if (sl_str_equal(other->by.text, rule->by.text) &&
            (found == NULL || likeness(other, rule) > likeness(found, rule)))
            found = other;
    return found;
}

/* ---- changes of rules ------------------------------------------------------------------------ */

/* A rule in both versions, or in one, and the category that it is of. */
struct rule_pair {
    const struct slc_category *category;
    const struct slc_downgrade *base, *head;
};

/* What leans on the rule is not recorded by it: this change makes it. */
static void
grant_rule(struct slc_diff *diff, struct slc_change *change, const struct rule_pair *rule)
{
    const struct slc_span at = rule->head->at;
    const struct slc_ir_place place = { .file = at.source->name,
                                        .line = slc_source_place(at.source, at.begin).line };
    struct sl_str name = slc_rule_name(diff, &place);
    slc_approval_note_grant(
        diff, SLC_GRANT_RULE, name,
        sl_arena_format(diff->arena,
                        "it leans on the rule at %.*s, which this change adds or loosens",
                        SL_FMT(name)));
    change->approval =
        sl_arena_format(diff->arena, "it is for '%.*s' to sign, and the policies do not record it",
                        SL_FMT(rule->category->owner.text));
}

static void
change_rule(struct slc_diff *diff, enum slc_privacy privacy, const struct rule_pair *rule,
            const char *says)
{
    const struct slc_downgrade *base = rule->base, *head = rule->head;
    struct sl_str what =
        sl_arena_format(diff->arena, "%.*s by %.*s", SL_FMT(rule->category->name.text),
                        SL_FMT(head != NULL ? head->by.text : base->by.text));
    struct slc_change *change = slc_change_add(diff, privacy, "rule", what, sl_str_of(says));
    slc_change_at_span(diff, change, base != NULL ? &base->at : NULL,
                       head != NULL ? &head->at : NULL);
    if (head != NULL && (privacy == SLC_WIDENED || privacy == SLC_INCOMPARABLE))
        grant_rule(diff, change, rule);
}

void
slc_diff_rules(struct slc_diff *diff, const struct slc_category *base,
               const struct slc_category *head)
{
    for (const struct slc_downgrade *rule = head->downgrades; rule != NULL; rule = rule->next) {
        const struct slc_downgrade *before = base != NULL ? counterpart(base, rule) : NULL;
        enum slc_privacy privacy = before != NULL ? rule_change(diff, before, rule) : SLC_WIDENED;
        if (privacy != SLC_SAME)
            change_rule(diff, privacy, &(struct rule_pair) { head, before, rule },
                        before == NULL            ? "the owner allows something new"
                        : privacy == SLC_WIDENED  ? "the owner allows more"
                        : privacy == SLC_NARROWED ? "the owner allows less"
                                                  : "the owner allows something else");
    }
    for (const struct slc_downgrade *rule = base != NULL ? base->downgrades : NULL; rule != NULL;
         rule = rule->next)
        if (counterpart(head, rule) == NULL)
            change_rule(diff, SLC_NARROWED, &(struct rule_pair) { base, rule, NULL },
                        "the owner does not allow it any more");
}
