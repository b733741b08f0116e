/* exposure_bound.c - whether the merged cut points and counts of a column keep to an owner's bound. */
#include "exposure_internal.h"

/* Two contributions and how near their cut points come, in units of 10^-scale. */
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
    if (a != NULL && !inside(a->at, at))
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
greatest_common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
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
    return one->kind == CONTRIBUTES_GRID || one->kind == CONTRIBUTES_AGES;
}

/* The distance between the nearest cut points of two contributions. Equal points are none. */
static void
compare_pair(struct closest *closest, const struct contribution *a, int64_t a_number,
             const struct contribution *b, int64_t b_number)
{
    int64_t distance;
    if (is_point(a) && is_point(b)) {
        if (__builtin_sub_overflow(a_number, b_number, &distance))
            return;
        keep_closer(closest, distance < 0 ? -distance : distance, a, b);
    } else if (is_grid(a) && is_grid(b)) {
        keep_closer(closest, greatest_common_divisor(a_number, b_number), a, b);
    } else {
        int64_t point = is_point(a) ? a_number : b_number, step = is_point(a) ? b_number : a_number;
        if (step <= 0)
            return;
        int64_t rest = (point % step + step) % step;
        keep_closer(closest, rest <= step - rest ? rest : step - rest, a, b);
    }
}

/* Pairs are few: the cut points that policies put on one column. */
static struct closest
find_closest(const struct contribution *list, uint32_t scale)
{
    struct closest closest = { .known = false };
    for (const struct contribution *a = list; a != NULL; a = a->next) {
        int64_t a_number, b_number;
        if (!is_point(a) && !is_grid(a))
            continue;
        if (!scaled(a->number, scale, &a_number)) {
            closest.overflow = true;
            return closest;
        }
        if (is_grid(a))
            keep_closer(&closest, a_number, a, NULL);
        for (const struct contribution *b = a->next; b != NULL; b = b->next)
            if ((is_point(b) || is_grid(b)) && scaled(b->number, scale, &b_number))
                compare_pair(&closest, a, a_number, b, b_number);
    }
    return closest;
}

static uint32_t
largest_scale(const struct contribution *list, struct slc_decimal bound)
{
    uint32_t scale = bound.scale;
    for (; list != NULL; list = list->next)
        if ((is_point(list) || is_grid(list)) && list->number.scale > scale)
            scale = list->number.scale;
    return scale;
}

static const struct contribution *
first_of_kind(const struct contribution *list, enum contribution_kind kind)
{
    while (list != NULL && list->kind != kind)
        list = list->next;
    return list;
}

/* Ages move with the commit time: together with cut points at fixed dates they narrow a date down
 * without end. The same holds for dates and a bound that is a plain number. */
static const struct contribution *
fixed_date(const struct contribution *list)
{
    const struct contribution *date = first_of_kind(list, CONTRIBUTES_DATE);
    return date != NULL ? date : first_of_kind(list, CONTRIBUTES_CALENDAR);
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
meets_at_least(const struct slc_exposures *exposures, const struct contribution *list,
               struct slc_decimal bound, struct slc_span at)
{
    const struct contribution *date = fixed_date(list);
    if (date != NULL)
        return (struct slc_bound_verdict) {
            .reason = SL_STR("the same column is also cut at fixed dates"),
            .elsewhere = elsewhere_of(date, NULL, at),
        };
    uint32_t scale = largest_scale(list, bound);
    struct closest closest = find_closest(list, scale);
    int64_t wanted;
    if (closest.overflow || !scaled(bound, scale, &wanted))
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
        if (is_counted(list) && same_contribution(list, one))
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
    return bound->at_least ? meets_at_least(exposures, list, number, at)
                           : meets_at_most(exposures, list, number, at);
}
