#include "diff/label_order.h"

#include "ir/ir_text.h"
#include "maxima.h"
#include "text/keep_text.h"

int
slc_level_rank(const struct slc_ir *ir, struct sl_str level)
{
    for (uint32_t i = 0; i < ir->nlevels; i++)
        if (sl_str_equal(ir->levels[i].name, level))
            return (int)i;
    return -1;
}

static enum slc_order
order_in(const struct slc_ir *ir, struct sl_str base, struct sl_str head)
{
    int a = slc_level_rank(ir, base), b = slc_level_rank(ir, head);
    if (a < 0 || b < 0)
        return SLC_UNKNOWN;
    return b < a ? SLC_LOWER : b > a ? SLC_HIGHER : SLC_EQUAL;
}

enum slc_order
slc_level_order(const struct slc_diff *diff, struct sl_str base, struct sl_str head)
{
    if (sl_str_equal(base, head))
        return SLC_EQUAL;
    enum slc_order now = order_in(diff->sides[SLC_HEAD].ir, base, head);
    enum slc_order before = order_in(diff->sides[SLC_BASE].ir, base, head);
    if (now == SLC_UNKNOWN)
        return before;
    return before == SLC_UNKNOWN || before == now ? now : SLC_UNKNOWN;
}

bool
slc_only_withheld(const struct slc_ir *ir, uint32_t level)
{
    return level + 1 == ir->nlevels;
}

/* Of two labels: what is above all others stands for itself, whatever it is called. */
static enum slc_order
label_level_order(const struct slc_diff *diff, uint32_t base, uint32_t head)
{
    const struct slc_ir *before = diff->sides[SLC_BASE].ir, *now = diff->sides[SLC_HEAD].ir;
    bool was = slc_only_withheld(before, base), is = slc_only_withheld(now, head);
    if (was || is)
        return was == is ? SLC_EQUAL : was ? SLC_LOWER : SLC_HIGHER;
    return slc_level_order(diff, before->levels[base].name, now->levels[head].name);
}

enum slc_privacy
slc_guarded(enum slc_order order)
{
    return order == SLC_EQUAL    ? SLC_SAME
           : order == SLC_LOWER  ? SLC_WIDENED
           : order == SLC_HIGHER ? SLC_NARROWED
                                 : SLC_INCOMPARABLE;
}

enum slc_privacy
slc_cleared(enum slc_order order)
{
    return order == SLC_LOWER    ? SLC_NARROWED
           : order == SLC_HIGHER ? SLC_WIDENED
                                 : slc_guarded(order);
}

static bool
has_named(const struct slc_ir *ir, struct slc_number_set categories, struct sl_str name)
{
    for (uint32_t i = 0; i < ir->ncategories; i++)
        if (slc_number_set_has(categories, i) && sl_str_equal(ir->categories[i].name, name))
            return true;
    return false;
}

struct sl_str
slc_categories_lacking(const struct slc_diff *diff, enum slc_side side, struct slc_number_set set,
                       struct slc_number_set other_set)
{
    const struct slc_ir *ir = diff->sides[side].ir;
    const struct slc_ir *other = diff->sides[slc_other_side(side)].ir;
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    for (uint32_t i = 0; i < ir->ncategories; i++)
        if (slc_number_set_has(set, i) && !has_named(other, other_set, ir->categories[i].name))
            sl_buf_printf(&out, "%s%.*s", out.len > 0 ? ", " : "", SL_FMT(ir->categories[i].name));
    return slc_take_text(diff->arena, &out);
}

enum slc_privacy
slc_label_change(const struct slc_diff *diff, struct slc_ir_label base, struct slc_ir_label head)
{
    enum slc_privacy privacy = slc_guarded(label_level_order(diff, base.level, head.level));
    if (slc_categories_lacking(diff, SLC_BASE, base.categories, head.categories).len > 0)
        privacy = slc_privacy_join(privacy, SLC_WIDENED);
    if (slc_categories_lacking(diff, SLC_HEAD, head.categories, base.categories).len > 0)
        privacy = slc_privacy_join(privacy, SLC_NARROWED);
    return privacy;
}

static struct sl_str
label_text(struct slc_diff *diff, enum slc_side side, struct slc_ir_label label)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    slc_add_label(&out, diff->sides[side].ir, label);
    return slc_take_text(diff->arena, &out);
}

struct sl_str
slc_label_says(struct slc_diff *diff, const char *of, struct slc_ir_label base,
               struct slc_ir_label head)
{
    struct sl_str before = label_text(diff, SLC_BASE, base), now = label_text(diff, SLC_HEAD, head);
    if (sl_str_equal(before, now))
        return sl_arena_format(
            diff->arena,
            slc_only_withheld(diff->sides[SLC_BASE].ir, base.level)
                ? "%s is %.*s, which is no more the highest level: it could only be withheld"
                : "%s is %.*s, which is now the highest level: it can only be withheld",
            of, SL_FMT(now));
    return sl_arena_format(diff->arena, "%s is %.*s, was %.*s", of, SL_FMT(now), SL_FMT(before));
}
