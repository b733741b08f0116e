/* What releases share: levels, categories and their owners' rules, keys. */
#include "diff/diff_internal.h"

#include "buf.h"
#include "language/decimal.h"
#include "maxima.h"
#include "text/keep_text.h"

/* ---- levels and labels ---------------------------------------------------------------------- */

static int
rank_of(const struct slc_ir *ir, struct sl_str level)
{
    for (uint32_t i = 0; i < ir->nlevels; i++)
        if (sl_str_equal(ir->levels[i].name, level))
            return (int)i;
    return -1;
}

static enum slc_order
order_in(const struct slc_ir *ir, struct sl_str base, struct sl_str head)
{
    int a = rank_of(ir, base), b = rank_of(ir, head);
    if (a < 0 || b < 0)
        return SLC_UNKNOWN;
    return b < a ? SLC_LOWER : b > a ? SLC_HIGHER : SLC_EQUAL;
}

enum slc_order
slc_level_order(const struct slc_diff *diff, struct sl_str base, struct sl_str head)
{
    if (sl_str_equal(base, head))
        return SLC_EQUAL;
    enum slc_order order = order_in(diff->sides[SLC_HEAD].ir, base, head);
    return order != SLC_UNKNOWN ? order : order_in(diff->sides[SLC_BASE].ir, base, head);
}

/* What a level that falls or rises does to what it guards. */
static enum slc_privacy
guarded(enum slc_order order)
{
    return order == SLC_EQUAL    ? SLC_SAME
           : order == SLC_LOWER  ? SLC_WIDENED
           : order == SLC_HIGHER ? SLC_NARROWED
                                 : SLC_INCOMPARABLE;
}

enum slc_privacy
slc_cleared(enum slc_order order)
{
    return order == SLC_LOWER ? SLC_NARROWED : order == SLC_HIGHER ? SLC_WIDENED : guarded(order);
}

struct sl_str
slc_categories_lacking(const struct slc_diff *diff, enum slc_side side, uint64_t set,
                       uint64_t other_set)
{
    const struct slc_ir *ir = diff->sides[side].ir;
    const struct slc_ir *other = diff->sides[slc_other_side(side)].ir;
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    for (uint32_t i = 0; i < ir->ncategories; i++) {
        bool found = false;
        for (uint32_t j = 0; j < other->ncategories; j++)
            found = found || ((other_set >> j & 1) != 0 &&
                              sl_str_equal(ir->categories[i].name, other->categories[j].name));
        if ((set >> i & 1) != 0 && !found)
            sl_buf_printf(&out, "%s%.*s", out.len > 0 ? ", " : "", SL_FMT(ir->categories[i].name));
    }
    return slc_take_text(diff->arena, &out);
}

enum slc_privacy
slc_label_change(const struct slc_diff *diff, struct slc_ir_label base, struct slc_ir_label head)
{
    const struct slc_ir_level *before = diff->sides[SLC_BASE].ir->levels,
                              *now = diff->sides[SLC_HEAD].ir->levels;
    enum slc_privacy privacy =
        guarded(slc_level_order(diff, before[base.level].name, now[head.level].name));
    if (slc_categories_lacking(diff, SLC_BASE, base.categories, head.categories).len > 0)
        privacy = slc_privacy_join(privacy, SLC_WIDENED);
    if (slc_categories_lacking(diff, SLC_HEAD, head.categories, base.categories).len > 0)
        privacy = slc_privacy_join(privacy, SLC_NARROWED);
    return privacy;
}

static void
diff_levels(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    int highest = -1;
    bool same = base->nlevels == head->nlevels;
    for (uint32_t i = 0; i < head->nlevels; i++) {
        int before = rank_of(base, head->levels[i].name);
        same = same && before == (int)i;
        if (before >= 0 && before < highest) {
            struct slc_change *change =
                slc_change_add(diff, SLC_INCOMPARABLE, "level", head->levels[i].name,
                               "levels change their order: every label means something else");
            change->grounds = SL_STR("nobody signs it in the policies");
            return;
        }
        highest = before > highest ? before : highest;
    }
    if (!same)
        (void)slc_change_add(diff, SLC_SAME, "level", SL_STR("levels"),
                             "levels come or go; those in both keep their order");
}

/* ---- owners' rules -------------------------------------------------------------------------- */

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
    enum slc_privacy privacy = guarded(slc_level_order(diff, base->to.text, head->to.text));
    privacy = slc_privacy_join(privacy, diff_from(diff, base->from.text, head->from.text));
    privacy = slc_privacy_join(privacy, diff_bound(bound_of(base, true), bound_of(head, true)));
    privacy = slc_privacy_join(privacy, diff_bound(bound_of(base, false), bound_of(head, false)));
    return slc_privacy_join(privacy, diff_until(&base->until, &head->until));
}

/* The rule of the other version for the same function; one with the same `from` where there are
 * several. */
static const struct slc_downgrade *
counterpart(const struct slc_category *category, const struct slc_downgrade *rule)
{
    const struct slc_downgrade *found = NULL;
    for (const struct slc_downgrade *other = category->downgrades; other != NULL;
         other = other->next)
        if (sl_str_equal(other->by.text, rule->by.text)) {
            if (sl_str_equal(other->from.text, rule->from.text))
                return other;
            found = other;
        }
    return found;
}

static struct slc_change *
change_rule(struct slc_diff *diff, enum slc_privacy privacy, const struct slc_category *category,
            const struct slc_downgrade *base, const struct slc_downgrade *head, const char *says)
{
    const struct slc_downgrade *rule = head != NULL ? head : base;
    struct sl_str what = sl_arena_format(diff->arena, "%.*s by %.*s", SL_FMT(category->name.text),
                                         SL_FMT(rule->by.text));
    struct slc_change *change = slc_change_add(diff, privacy, "rule", what, "%s", says);
    if (base != NULL)
        slc_change_at_span(diff, change, SLC_BASE, base->at);
    if (head != NULL)
        slc_change_at_span(diff, change, SLC_HEAD, head->at);
    if (head != NULL && (privacy == SLC_WIDENED || privacy == SLC_INCOMPARABLE)) {
        struct slc_ir_place place = { .file = head->at.source->name,
                                      .line =
                                          slc_source_place(head->at.source, head->at.begin).line };
        struct sl_str name = slc_fresh_place(diff, place);
        slc_fresh_add(diff, SLC_FRESH_RULE, name,
                      sl_arena_format(diff->arena,
                                      "it leans on the rule at %.*s, which this change adds or "
                                      "loosens",
                                      SL_FMT(name)));
        change->grounds = sl_arena_format(
            diff->arena, "it is for '%.*s' to sign, and the policies do not record it",
            SL_FMT(category->owner.text));
    }
    return change;
}

static void
diff_rules(struct slc_diff *diff, const struct slc_category *base, const struct slc_category *head)
{
    for (const struct slc_downgrade *rule = head->downgrades; rule != NULL; rule = rule->next) {
        const struct slc_downgrade *before = counterpart(base, rule);
        enum slc_privacy privacy = before != NULL ? rule_change(diff, before, rule) : SLC_WIDENED;
        if (privacy != SLC_SAME)
            (void)change_rule(diff, privacy, head, before, rule,
                              before == NULL            ? "the owner allows something new"
                              : privacy == SLC_WIDENED  ? "the owner allows more"
                              : privacy == SLC_NARROWED ? "the owner allows less"
                                                        : "the owner allows something else");
    }
    for (const struct slc_downgrade *rule = base->downgrades; rule != NULL; rule = rule->next)
        if (counterpart(head, rule) == NULL)
            (void)change_rule(diff, SLC_NARROWED, base, rule, NULL,
                              "the owner does not allow it any more");
}

static void
diff_category(struct slc_diff *diff, const struct slc_category *base,
              const struct slc_category *head)
{
    if (!sl_str_equal(base->owner.text, head->owner.text)) {
        struct slc_change *change = slc_change_add(
            diff, SLC_INCOMPARABLE, "category", head->name.text, "its owner is '%.*s', was '%.*s'",
            SL_FMT(head->owner.text), SL_FMT(base->owner.text));
        change->grounds =
            SL_STR("another person decides, and the policies do not record who agreed");
        slc_change_at_span(diff, change, SLC_BASE, base->owner.at);
        slc_change_at_span(diff, change, SLC_HEAD, head->owner.at);
    }
    diff_rules(diff, base, head);
}

static const struct slc_category *
category_named(const struct slc_diff *diff, enum slc_side side, struct sl_str name)
{
    const struct slc_category *category = diff->sides[side].program->categories;
    while (category != NULL && !sl_str_equal(category->name.text, name))
        category = category->next;
    return category;
}

/* Whoever writes a category writes its owner's rules with it. */
static void
diff_new_category(struct slc_diff *diff, const struct slc_category *head)
{
    struct slc_change *change =
        slc_change_add(diff, SLC_SAME, "category", head->name.text,
                       "category is new, and owned by '%.*s'", SL_FMT(head->owner.text));
    slc_change_at_span(diff, change, SLC_HEAD, head->name.at);
    for (const struct slc_downgrade *rule = head->downgrades; rule != NULL; rule = rule->next)
        (void)change_rule(diff, SLC_WIDENED, head, NULL, rule, "the owner allows something new");
}

static void
diff_gone_category(struct slc_diff *diff, const struct slc_category *base)
{
    struct slc_change *change =
        slc_change_add(diff, base->downgrades != NULL ? SLC_NARROWED : SLC_SAME, "category",
                       base->name.text, "category is gone, with what its owner allowed");
    slc_change_at_span(diff, change, SLC_BASE, base->name.at);
}

static void
diff_categories(struct slc_diff *diff)
{
    for (const struct slc_category *head = diff->sides[SLC_HEAD].program->categories; head != NULL;
         head = head->next) {
        const struct slc_category *base = category_named(diff, SLC_BASE, head->name.text);
        if (base != NULL)
            diff_category(diff, base, head);
        else
            diff_new_category(diff, head);
    }
    for (const struct slc_category *base = diff->sides[SLC_BASE].program->categories; base != NULL;
         base = base->next)
        if (category_named(diff, SLC_HEAD, base->name.text) == NULL)
            diff_gone_category(diff, base);
}

/* ---- keys ----------------------------------------------------------------------------------- */

/* The links of one that the other lacks. */
static struct sl_str
links_lacking(struct slc_diff *diff, const struct slc_ir_key *key, const struct slc_ir_key *other)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    for (uint32_t i = 0; i < key->nlinks; i++) {
        bool found = false;
        for (uint32_t j = 0; j < other->nlinks; j++)
            found = found || sl_str_equal(key->links[i], other->links[j]);
        if (!found)
            sl_buf_printf(&out, "%s%.*s", out.len > 0 ? ", " : "", SL_FMT(key->links[i]));
    }
    return slc_take_text(diff->arena, &out);
}

static struct slc_change *
change_key(struct slc_diff *diff, enum slc_privacy privacy, const struct slc_ir_key *base,
           const struct slc_ir_key *head, const char *says, struct sl_str which)
{
    struct slc_change *change =
        slc_change_add(diff, privacy, "key", head->name, "%s%.*s", says, SL_FMT(which));
    slc_change_at(diff, change, SLC_BASE, base->place);
    slc_change_at(diff, change, SLC_HEAD, head->place);
    return change;
}

static void
diff_key(struct slc_diff *diff, const struct slc_ir_key *base, const struct slc_ir_key *head)
{
    const struct sl_str nothing = { NULL, 0 };
    struct sl_str more = links_lacking(diff, head, base), less = links_lacking(diff, base, head);
    if (base->for_decryption != head->for_decryption)
        (void)change_key(diff, SLC_INCOMPARABLE, base, head, "a key for something else", nothing);
    if (more.len > 0)
        change_key(diff, SLC_WIDENED, base, head, "rows may also be joined with ", more)->grounds =
            SL_STR("a key that joins more is nobody's decision in the policies");
    if (less.len > 0)
        (void)change_key(diff, SLC_NARROWED, base, head, "joins no more rows of ", less);
    if (!sl_str_equal(base->purpose, head->purpose))
        (void)change_key(diff, SLC_SAME, base, head, "another purpose", nothing);
    if (!sl_str_equal(base->rotate_every, head->rotate_every))
        (void)change_key(diff, SLC_SAME, base, head, "another time to change it", nothing);
}

static void
diff_keys(struct slc_diff *diff)
{
    const struct slc_ir *base = diff->sides[SLC_BASE].ir, *head = diff->sides[SLC_HEAD].ir;
    for (uint32_t i = 0; i < head->nkeys; i++)
        for (uint32_t j = 0; j < base->nkeys; j++)
            if (sl_str_equal(base->keys[j].name, head->keys[i].name))
                diff_key(diff, &base->keys[j], &head->keys[i]);
}

void
slc_diff_shared(struct slc_diff *diff)
{
    diff_levels(diff);
    diff_categories(diff);
    diff_keys(diff);
    slc_diff_destinations(diff);
}
