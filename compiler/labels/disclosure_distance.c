/* `at least`: the distance between the nearest cut points of a column. */
#include "labels/disclosed.h"
#include "labels/disclosure_bound.h"
#include "language/function.h"

/* Two that are disclosed, and how near their cut points come, in halves of 10^-scale. */
struct closest {
    bool known, overflow;
    int64_t distance;
    const struct slc_disclosed *a, *b;
};

static bool
scaled(struct slc_decimal number, uint32_t scale, int64_t *ret)
{
    *ret = number.digits;
    for (uint32_t at = number.scale; at < scale; at++)
        if (__builtin_mul_overflow(*ret, (int64_t)10, ret))
            return false;
    return true;
}

static int64_t
smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
higher(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t
greatest_common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void
keep_closer(struct closest *closest, int64_t distance, const struct slc_disclosed *a,
            const struct slc_disclosed *b)
{
    if (distance == 0 || (closest->known && closest->distance <= distance))
        return;
    *closest = (struct closest) { .known = true, .distance = distance, .a = a, .b = b };
}

static bool
is_point(const struct slc_disclosed *one)
{
    return one->kind == SLC_DISCLOSES_EDGE || one->kind == SLC_DISCLOSES_THRESHOLD;
}

static bool
is_grid(const struct slc_disclosed *one)
{
    return one->kind == SLC_DISCLOSES_GRID || one->kind == SLC_DISCLOSES_MIDDLES;
}

static bool
is_cut(const struct slc_disclosed *one)
{
    return is_point(one) || is_grid(one);
}

/* Cut points in halves of a unit: one at `offset`, and where `step` is above 0, at every `step` from there. */
struct cuts {
    int64_t step, offset;
};

static bool
cuts_of(const struct slc_disclosed *one, uint32_t scale, struct cuts *ret)
{
    int64_t number;
    if (!scaled(one->number, scale, &number) ||
        __builtin_mul_overflow(number, (int64_t)2, &ret->step))
        return false;
    ret->offset = is_point(one) ? ret->step : one->kind == SLC_DISCLOSES_MIDDLES ? number : 0;
    ret->step = is_point(one) ? 0 : ret->step;
    return true;
}

/* The distance between the nearest cut points of two things that are disclosed. Points that fall together are
 * none; where a grid takes part, others stand apart by what both steps have in common. */
static void
compare_pair(struct closest *closest, const struct slc_disclosed *a, struct cuts cuts_a,
             const struct slc_disclosed *b, struct cuts cuts_b)
{
    int64_t distance, common = greatest_common_divisor(cuts_a.step, cuts_b.step);
    int64_t lower = smaller(cuts_a.offset, cuts_b.offset);
    if (__builtin_sub_overflow(higher(cuts_a.offset, cuts_b.offset), lower, &distance))
        return; /* further apart than any bound */
    if (common == 0) {
        keep_closer(closest, distance, a, b);
        return;
    }
    int64_t nearest = smaller(distance % common, common - distance % common);
    keep_closer(closest, nearest == 0 ? common : nearest, a, b);
}

/* Pairs are few: the cut points that policies put on one column. */
static struct closest
find_closest(const struct slc_disclosed *list, uint32_t scale)
{
    struct closest closest = { .known = false };
    for (const struct slc_disclosed *a = list; a != NULL; a = a->next) {
        struct cuts cuts_a, cuts_b = { 0 };
        if (!is_cut(a))
            continue;
        if (!cuts_of(a, scale, &cuts_a)) {
            closest.overflow = true;
            return closest;
        }
        keep_closer(&closest, cuts_a.step, a, NULL);
        for (const struct slc_disclosed *b = a->next; b != NULL; b = b->next)
            if (is_cut(b) && cuts_of(b, scale, &cuts_b))
                compare_pair(&closest, a, cuts_a, b, cuts_b);
    }
    return closest;
}

static uint32_t
largest_scale(const struct slc_disclosed *list, struct slc_decimal bound)
{
    uint32_t scale = bound.scale;
    for (; list != NULL; list = list->next)
        scale = (uint32_t)higher(scale, list->number.scale);
    return scale;
}

/* Cut points at dates that stay, and those that no distance is known of. Ages move with the commit
 * time: together with a fixed date they narrow a date down without end. */
static const struct slc_disclosed *
unbounded_cut(const struct slc_disclosed *list)
{
    const struct slc_disclosed *date = slc_disclosed_first(list, SLC_DISCLOSES_DATE);
    return date != NULL ? date : slc_disclosed_first(list, SLC_DISCLOSES_CALENDAR);
}

static struct slc_bound_verdict
unbounded_verdict(const struct slc_bound_question *question, const struct slc_disclosed *cut)
{
    struct sl_str reason = SL_STR("the same column is also cut at fixed dates");
    if (cut->kind == SLC_DISCLOSES_CALENDAR && cut->text.len > 0)
        reason =
            sl_arena_format(question->arena, "'%.*s' cuts the same column, too", SL_FMT(cut->text));
    return (struct slc_bound_verdict) { .reason = reason,
                                        .elsewhere = slc_elsewhere_of(cut, NULL, question->at) };
}

/* Two cuts that are counted in different measures; false when there are none. */
static bool
mixes_measures(const struct slc_disclosed *list, const struct slc_disclosed **ret_a,
               const struct slc_disclosed **ret_b)
{
    *ret_a = NULL;
    for (; list != NULL; list = list->next) {
        if (!is_cut(list))
            continue;
        *ret_a = *ret_a == NULL ? list : *ret_a;
        *ret_b = list;
        if ((*ret_a)->measure != list->measure)
            return true;
    }
    return false;
}

/* The bound in the measure of the cuts; false when its unit is of another. */
static bool
convert_bound(const struct slc_disclosed *list, const struct slc_bound *bound,
              struct slc_decimal *number)
{
    while (list != NULL && !is_cut(list))
        list = list->next;
    bool months = list != NULL && list->measure == SLC_MEASURES_MONTHS;
    if (!months && (list == NULL || list->measure != SLC_MEASURES_MINUTES))
        return true;
    enum slc_unit unit = slc_unit_named(bound->unit.text);
    if (unit == SLC_NUNITS || (slc_units[unit].months > 0) != months)
        return false;
    int64_t size = slc_units[unit].minutes + slc_units[unit].months;
    return !__builtin_mul_overflow(number->digits, size, &number->digits);
}

static struct sl_str
distance_reason(struct sl_arena *arena, const struct closest *closest)
{
    struct sl_str a = slc_span_text(closest->a->at);
    if (closest->b == NULL)
        return sl_arena_format(arena, "steps of %.*s are smaller", SL_FMT(a));
    struct sl_str b = slc_span_text(closest->b->at);
    bool grids = is_grid(closest->a) || is_grid(closest->b);
    return sl_arena_format(arena, "the %s %.*s and %.*s together come nearer",
                           grids ? "steps and edges" : "cut points", SL_FMT(b), SL_FMT(a));
}

static struct slc_bound_verdict
meets_distance(const struct slc_bound_question *question, struct slc_decimal number)
{
    uint32_t scale = largest_scale(question->list, number);
    struct closest closest = find_closest(question->list, scale);
    int64_t wanted;
    if (closest.overflow || !scaled(number, scale, &wanted) ||
        __builtin_mul_overflow(wanted, (int64_t)2, &wanted))
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the numbers are too different in size to compare"),
        };
    if (!closest.known || closest.distance >= wanted)
        return slc_bound_met();
    return (struct slc_bound_verdict) {
        .reason = distance_reason(question->arena, &closest),
        .elsewhere = slc_elsewhere_of(closest.a, closest.b, question->at),
    };
}

struct slc_bound_verdict
slc_meets_at_least(const struct slc_bound_question *question)
{
    const struct slc_disclosed *a, *b, *cut = unbounded_cut(question->list);
    struct slc_decimal number = question->number;
    if (cut != NULL)
        return unbounded_verdict(question, cut);
    if (mixes_measures(question->list, &a, &b))
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the same column is also cut by something else than its size"),
            .elsewhere = slc_elsewhere_of(a, b, question->at),
        };
    if (!convert_bound(question->list, question->bound, &number))
        return (struct slc_bound_verdict) {
            .reason = SL_STR("days and shorter do not convert to months and years"),
        };
    return meets_distance(question, number);
}
