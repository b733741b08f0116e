#include "measure/cuts.h"

#include "measure/calendar_cuts.h"

slc_wide
slc_wide_floor(slc_wide a, slc_wide b)
{
    slc_wide quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

static slc_wide
ceiling(slc_wide a, slc_wide b)
{
    return -slc_wide_floor(-a, b);
}

slc_wide
slc_power_of_ten(uint32_t exponent)
{
    slc_wide power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

void
slc_axis_take_scale(struct slc_axis *axis, const struct slc_cut *cut)
{
    const struct slc_decimal numbers[] = { cut->number, cut->low, cut->high };
    for (size_t at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
        if (numbers[at].scale > axis->scale)
            axis->scale = numbers[at].scale;
}

static bool
is_whole(enum slc_type_id id)
{
    return id == SLC_TYPE_SMALLINT || id == SLC_TYPE_INTEGER || id == SLC_TYPE_BIGINT;
}

void
slc_axis_take_type(struct slc_axis *axis, const struct slc_type *type)
{
    bool exact =
        type->id == SLC_TYPE_NUMERIC && type->has_precision && type->scale <= SLC_DECIMAL_DIGITS;
    if (exact && axis->scale < type->scale)
        axis->scale = type->scale;
    if (exact)
        axis->step = 2 * slc_power_of_ten(axis->scale - type->scale);
    else if (is_whole(type->id))
        axis->step = 2 * slc_power_of_ten(axis->scale);
    else if (type->id == SLC_TYPE_DATE)
        axis->step = 2 * SLC_MINUTES_A_DAY * slc_power_of_ten(axis->scale);
    axis->calendar = type->id == SLC_TYPE_DATE || type->id == SLC_TYPE_TIMESTAMP ||
                     type->id == SLC_TYPE_TIMESTAMPTZ;
}

bool
slc_axis_number(const struct slc_axis *axis, struct slc_decimal number, int64_t times,
                slc_wide *ret)
{
    slc_wide value = number.digits;
    for (uint32_t scale = number.scale; scale < axis->scale; scale++)
        if (__builtin_mul_overflow(value, (slc_wide)10, &value))
            return false;
    return !__builtin_mul_overflow(value, (slc_wide)(times == 0 ? 1 : times), &value) &&
           !__builtin_mul_overflow(value, (slc_wide)2, ret);
}

bool
slc_cut_is_regular(enum slc_cut_kind kind)
{
    return kind == SLC_CUT_STEPS || kind == SLC_CUT_WHOLES || kind == SLC_CUT_MIDDLES;
}

bool
slc_cutter_make(const struct slc_axis *axis, const struct slc_cut *cut,
                struct slc_cutter *ret_cutter)
{
    const slc_wide far = (slc_wide)1 << 120; /* what is added below still fits */
    *ret_cutter = (struct slc_cutter) {
        .kind = cut->kind, .behind = cut->behind, .within = cut->within, .calendar = cut->calendar
    };
    if (!slc_axis_number(axis, cut->number, cut->times, &ret_cutter->number) ||
        !slc_axis_number(axis, cut->low, cut->times, &ret_cutter->low) ||
        !slc_axis_number(axis, cut->high, cut->times, &ret_cutter->high))
        return false;
    if (axis->step > 0 && slc_cut_is_regular(cut->kind) && ret_cutter->number < axis->step) {
        ret_cutter->kind = SLC_CUT_STEPS; /* finer than the values: between all of them */
        ret_cutter->number = axis->step;
    }
    ret_cutter->position = slc_position(axis, ret_cutter->number, ret_cutter->behind);
    return ret_cutter->number > -far && ret_cutter->number < far && ret_cutter->low > -far &&
           ret_cutter->high < far;
}

slc_wide
slc_position(const struct slc_axis *axis, slc_wide number, bool behind)
{
    if (axis->step == 0)
        return number * 2 + behind;
    slc_wide next = behind ? slc_wide_floor(number, axis->step) + 1 : ceiling(number, axis->step);
    return next * axis->step * 2;
}

/* ---- numbers of a regular cutter ------------------------------------------------------------- */

/* A regular cutter's numbers are counted: STEPS k * number; WHOLES leave out 0; MIDDLES (2k + 1) * number / 2. */
static slc_wide
number_at(const struct slc_cutter *cutter, slc_wide count)
{
    if (cutter->kind == SLC_CUT_STEPS)
        return count * cutter->number;
    if (cutter->kind == SLC_CUT_WHOLES)
        return (count < 0 ? count : count + 1) * cutter->number;
    return (2 * count + 1) * (cutter->number / 2);
}

static bool
is_behind(const struct slc_cutter *cutter, slc_wide count)
{
    return cutter->kind != SLC_CUT_STEPS && count < 0;
}

static slc_wide
position_at(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide count)
{
    return slc_position(axis, number_at(cutter, count), is_behind(cutter, count));
}

/* The first count whose position is at least the one given: an estimate, and a step or two. */
static slc_wide
first_count_from(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position)
{
    slc_wide value = slc_wide_floor(position, 2);
    /* positions of numbers above value - step are not below the one given */
    slc_wide count = slc_wide_floor(value - axis->step, cutter->number) - 1;
    while (position_at(axis, cutter, count) < position)
        count++;
    return count;
}

static bool
regular_above(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
              slc_wide *ret)
{
    slc_wide count = first_count_from(axis, cutter, position + 1);
    if (cutter->within && number_at(cutter, count) < cutter->low)
        count = ceiling(cutter->low, cutter->number);
    *ret = position_at(axis, cutter, count);
    return !cutter->within || number_at(cutter, count) <= cutter->high;
}

static bool
regular_below(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
              slc_wide *ret)
{
    slc_wide count = first_count_from(axis, cutter, position) - 1;
    if (cutter->within && number_at(cutter, count) > cutter->high)
        count = slc_wide_floor(cutter->high, cutter->number);
    *ret = position_at(axis, cutter, count);
    return !cutter->within || number_at(cutter, count) >= cutter->low;
}

/* ---- both sides of each value ---------------------------------------------------------------- */

static bool
each_above(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
           slc_wide *ret)
{
    slc_wide low = slc_position(axis, cutter->low, true);
    slc_wide high = slc_position(axis, cutter->high, false);
    slc_wide apart = axis->step == 0 ? 1 : axis->step * 2;
    slc_wide next = slc_wide_floor(position, apart) * apart + apart;
    *ret = next < low ? low : next;
    return *ret <= high;
}

static bool
each_below(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
           slc_wide *ret)
{
    slc_wide low = slc_position(axis, cutter->low, true);
    slc_wide high = slc_position(axis, cutter->high, false);
    slc_wide apart = axis->step == 0 ? 1 : axis->step * 2;
    slc_wide next = ceiling(position, apart) * apart - apart;
    *ret = next > high ? high : next;
    return *ret >= low;
}

/* ---- any cutter ------------------------------------------------------------------------------ */

bool
slc_cut_above(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
              slc_wide *ret)
{
    switch (cutter->kind) {
    case SLC_CUT_AT: *ret = cutter->position; break;
    case SLC_CUT_STEPS:
    case SLC_CUT_WHOLES:
    case SLC_CUT_MIDDLES: return regular_above(axis, cutter, position, ret);
    case SLC_CUT_EACH: return each_above(axis, cutter, position, ret);
    case SLC_CUT_CALENDAR: *ret = slc_calendar_above(cutter->calendar, position); break;
    }
    return *ret > position;
}

bool
slc_cut_below(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
              slc_wide *ret)
{
    switch (cutter->kind) {
    case SLC_CUT_AT: *ret = cutter->position; break;
    case SLC_CUT_STEPS:
    case SLC_CUT_WHOLES:
    case SLC_CUT_MIDDLES: return regular_below(axis, cutter, position, ret);
    case SLC_CUT_EACH: return each_below(axis, cutter, position, ret);
    case SLC_CUT_CALENDAR: *ret = slc_calendar_below(cutter->calendar, position); break;
    }
    return *ret < position;
}

bool
slc_cuts_at(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position)
{
    slc_wide next;
    if (cutter->kind == SLC_CUT_AT)
        return cutter->position == position;
    return slc_cut_above(axis, cutter, position - 1, &next) && next == position;
}

slc_wide
slc_cut_written(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
                bool highest)
{
    slc_wide count;
    switch (cutter->kind) {
    case SLC_CUT_AT: return cutter->number;
    case SLC_CUT_STEPS:
    case SLC_CUT_WHOLES:
    case SLC_CUT_MIDDLES:
        count = highest ? first_count_from(axis, cutter, position + 1) - 1
                        : first_count_from(axis, cutter, position);
        return number_at(cutter, count);
    case SLC_CUT_EACH:
    case SLC_CUT_CALENDAR: break;
    }
    return slc_wide_floor(position, 2);
}
