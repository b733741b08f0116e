#include "diff/diff_category.h"

#include "diff/diff_rule.h"

static void
diff_category(struct slc_diff *diff, const struct slc_category *base,
              const struct slc_category *head)
{
    if (!sl_str_equal(base->owner.text, head->owner.text)) {
        struct slc_change *change =
            slc_change_add(diff, SLC_INCOMPARABLE, "category", head->name.text,
                           sl_arena_format(diff->arena, "its owner is '%.*s', was '%.*s'",
                                           SL_FMT(head->owner.text), SL_FMT(base->owner.text)));
        change->approval =
            SL_STR("another person decides, and the policies do not record who agreed");
        slc_change_at_span(diff, change, &base->owner.at, &head->owner.at);
    }
    slc_diff_rules(diff, base, head);
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
                       sl_arena_format(diff->arena, "category is new, and owned by '%.*s'",
                                       SL_FMT(head->owner.text)));
    slc_change_at_span(diff, change, NULL, &head->name.at);
    slc_diff_rules(diff, NULL, head);
}

static void
diff_gone_category(struct slc_diff *diff, const struct slc_category *base)
{
    struct slc_change *change =
        slc_change_add(diff, base->downgrades != NULL ? SLC_NARROWED : SLC_SAME, "category",
                       base->name.text, SL_STR("category is gone, with what its owner allowed"));
    slc_change_at_span(diff, change, &base->name.at, NULL);
}

void
slc_diff_categories(struct slc_diff *diff)
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
