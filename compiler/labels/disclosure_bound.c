/* disclosure_bound.c - whether the merged cut points and counts of a column keep to an owner's bound. */
#include "labels/disclosure_internal.h"
#include "language/function.h"

/* Two contributions and how near their cut points come, in halves of 10^-scale. */
struct closest {
    bool known, overflow;
    int64_t distance;
    const struct contribution *a, *b;
};

static bool
inside(struct slc_span part, struct slc_span whole)
{
    return part.source == whole.source && part.begin >= whole.begin && part.end <= whole.end;
}

static struct slc_bound_verdict
met(void)
{
    return (struct slc_bound_verdict) { .met = true };
}

/* The one of the two that stands outside the line that asks. */
static struct slc_span
elsewhere_of(const struct contribution *a, const struct contribution *b, struct slc_span at)
{
    if (!inside(a->at, at))
        return a->at;
    if (b != NULL && !inside(b->at, at))
        return b->at;
    return (struct slc_span) { NULL, 0, 0 };
}

/* ---- at least: distances --------------------------------------------------------------------- */

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
keep_closer(struct closest *closest, int64_t distance, const struct contribution *a,
            const struct contribution *b)
{
    if (distance == 0 || (closest->known && closest->distance <= distance))
        return;
    *closest = (struct closest) { .known = true, .distance = distance, .a = a, .b = b };
}

static bool
is_point(const struct contribution *one)
{
    return one->kind == CONTRIBUTES_EDGE || one->kind == CONTRIBUTES_THRESHOLD;
}

static bool
is_grid(const struct contribution *one)
{
    return one->kind == CONTRIBUTES_GRID || one->kind == CONTRIBUTES_MIDDLES;
}

static bool
is_cut(const struct contribution *one)
{
    return is_point(one) || is_grid(one);
}

/* Cut points in halves of a unit: one at `offset`, and where `step` is above 0, at every `step` from there. */
struct cuts {
    int64_t step, offset;
};

static bool
cuts_of(const struct contribution *one, uint32_t scale, struct cuts *ret)
{
    int64_t number;
    if (!scaled(one->number, scale, &number) ||
        __builtin_mul_overflow(number, (int64_t)2, &ret->step))
        return false;
    ret->offset = is_point(one) ? ret->step : one->kind == CONTRIBUTES_MIDDLES ? number : 0;
    ret->step = is_point(one) ? 0 : ret->step;
    return true;
}

/* The distance between the nearest cut points of two contributions. Points that fall together are
 * none; where a grid takes part, others stand apart by what both steps have in common. */
static void
compare_pair(struct closest *closest, const struct contribution *a, struct cuts cuts_a,
             const struct contribution *b, struct cuts cuts_b)
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
find_closest(const struct contribution *list, uint32_t scale)
{
    struct closest closest = { .known = false };
    for (const struct contribution *a = list; a != NULL; a = a->next) {
        struct cuts cuts_a, cuts_b = { 0 };
        if (!is_cut(a))
            continue;
        if (!cuts_of(a, scale, &cuts_a)) {
            closest.overflow = true;
            return closest;
        }
        keep_closer(&closest, cuts_a.step, a, NULL);
        for (const struct contribution *b = a->next; b != NULL; b = b->next)
            if (is_cut(b) && cuts_of(b, scale, &cuts_b))
                compare_pair(&closest, a, cuts_a, b, cuts_b);
    }
    return closest;
}

static uint32_t
largest_scale(const struct contribution *list, struct slc_decimal bound)
{
    uint32_t scale = bound.scale;
    for (; list != NULL; list = list->next)
        scale = (uint32_t)higher(scale, list->number.scale);
    return scale;
}

static const struct contribution *
first_of_kind(const struct contribution *list, enum contribution_kind kind)
{
    while (list != NULL && list->kind != kind)
        list = list->next;
    return list;
}

/* Cut points at dates that stay, and those that no distance is known of. Ages move with the commit
 * time: together with a fixed date they narrow a date down without end. */
static const struct contribution *
unbounded_cut(const struct contribution *list)
{
    const struct contribution *date = first_of_kind(list, CONTRIBUTES_DATE);
    return date != NULL ? date : first_of_kind(list, CONTRIBUTES_CALENDAR);
}

static struct slc_bound_verdict
unbounded_verdict(struct sl_arena *arena, const struct contribution *cut, struct slc_span at)
{
    struct sl_str reason = SL_STR("the same column is also cut at fixed dates");
    if (cut->kind == CONTRIBUTES_CALENDAR && cut->text.len > 0)
        reason = sl_arena_format(arena, "'%.*s' cuts the same column, too", SL_FMT(cut->text));
    return (struct slc_bound_verdict) { .reason = reason,
                                        .elsewhere = elsewhere_of(cut, NULL, at) };
}

/* Two cuts that are counted in different measures; false when there are none. */
static bool
mixes_measures(const struct contribution *list, const struct contribution **ret_a,
               const struct contribution **ret_b)
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
convert_bound(const struct contribution *list, const struct slc_bound *bound,
              struct slc_decimal *number)
{
    while (list != NULL && !is_cut(list))
        list = list->next;
    bool months = list != NULL && list->measure == MEASURES_MONTHS;
    if (!months && (list == NULL || list->measure != MEASURES_MINUTES))
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
meets_distance(const struct slc_exposures *exposures, const struct contribution *list,
               struct slc_decimal bound, struct slc_span at)
{
    uint32_t scale = largest_scale(list, bound);
    struct closest closest = find_closest(list, scale);
    int64_t wanted;
    if (closest.overflow || !scaled(bound, scale, &wanted) ||
        __builtin_mul_overflow(wanted, (int64_t)2, &wanted))
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the numbers are too different in size to compare"),
        };
    if (!closest.known || closest.distance >= wanted)
        return met();
    return (struct slc_bound_verdict) {
        .reason = distance_reason(exposures->program->arena, &closest),
        .elsewhere = elsewhere_of(closest.a, closest.b, at),
    };
}

static struct slc_bound_verdict
meets_at_least(const struct slc_exposures *exposures, const struct contribution *list,
               const struct slc_bound *bound, struct slc_decimal number, struct slc_span at)
{
    const struct contribution *a, *b, *cut = unbounded_cut(list);
    if (cut != NULL)
        return unbounded_verdict(exposures->program->arena, cut, at);
    if (mixes_measures(list, &a, &b))
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the same column is also cut by something else than its size"),
            .elsewhere = elsewhere_of(a, b, at),
        };
    if (!convert_bound(list, bound, &number))
        return (struct slc_bound_verdict) {
            .reason = SL_STR("days and shorter do not convert to months and years"),
        };
    return meets_distance(exposures, list, number, at);
}

/* ---- at most: counts ------------------------------------------------------------------------- */

static bool
is_counted(const struct contribution *one)
{
    return one->kind == CONTRIBUTES_LISTED || one->kind == CONTRIBUTES_THRESHOLD ||
           one->kind == CONTRIBUTES_DATE || one->kind == CONTRIBUTES_AMOUNT;
}

static bool
same_contribution(const struct contribution *a, const struct contribution *b)
{
    if (a->kind != b->kind || a->kind == CONTRIBUTES_AMOUNT)
        return false;
    if (a->kind == CONTRIBUTES_THRESHOLD)
        return slc_decimal_compare(a->number, b->number) == 0;
    return sl_str_equal(a->text, b->text);
}

static bool
counted_before(const struct contribution *list, const struct contribution *one)
{
    for (; list != one; list = list->next)
        if (same_contribution(list, one))
            return true;
    return false;
}

/* What is told of one column, one by one: distinct listed values, thresholds, characters, bits. */
static int64_t
count_told(const struct contribution *list)
{
    int64_t count = 0;
    for (const struct contribution *one = list; one != NULL; one = one->next)
        if (is_counted(one) && !counted_before(list, one))
            count += one->kind == CONTRIBUTES_AMOUNT ? one->number.digits : 1;
    return count;
}

static struct slc_span
counted_elsewhere(const struct contribution *list, struct slc_span at)
{
    for (; list != NULL; list = list->next)
        if (is_counted(list) && !inside(list->at, at))
            return list->at;
    return (struct slc_span) { NULL, 0, 0 };
}

/* One count of buckets per column and destination; that count is what the bound limits. */
static struct slc_bound_verdict
meets_buckets(const struct contribution *buckets, struct slc_decimal bound, struct slc_span at)
{
    const struct contribution *other = first_of_kind(buckets->next, CONTRIBUTES_BUCKETS);
    if (other != NULL && slc_decimal_compare(other->number, buckets->number) != 0)
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the same column is also put into another number of buckets"),
            .elsewhere = elsewhere_of(buckets, other, at),
        };
    if (slc_decimal_compare(buckets->number, bound) <= 0)
        return met();
    return (struct slc_bound_verdict) { .reason = SL_STR("there are more buckets") };
}

static struct slc_bound_verdict
meets_at_most(const struct slc_exposures *exposures, const struct contribution *list,
              struct slc_decimal bound, struct slc_span at)
{
    const struct contribution *buckets = first_of_kind(list, CONTRIBUTES_BUCKETS);
    if (buckets != NULL)
        return meets_buckets(buckets, bound, at);
    int64_t told = count_told(list);
    if (slc_decimal_compare((struct slc_decimal) { told, 0 }, bound) <= 0)
        return met();
    return (struct slc_bound_verdict) {
        .reason =
            sl_arena_format(exposures->program->arena,
                            "%lld are told in all lines to this destination", (long long)told),
        .elsewhere = counted_elsewhere(list, at),
    };
}

struct slc_bound_verdict
slc_exposure_meets(const struct slc_exposures *exposures, const struct slc_destination *destination,
                   const struct slc_column *column, const struct slc_bound *bound,
                   struct slc_span at)
{
    struct slc_decimal number;
    const struct contribution *list = *exposure_of(exposures, destination, column);
    if (!slc_decimal_read(bound->number.text, &number))
        return (struct slc_bound_verdict) { .reason = SL_STR("the bound is not a number") };
    return bound->at_least ? meets_at_least(exposures, list, bound, number, at)
                           : meets_at_most(exposures, list, number, at);
}
