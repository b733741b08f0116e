/* Positions between values, compared with what counting them one by one gives. */
#include "measure/calendar_cuts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FAR = 160, CALENDAR_DAYS = 800 };

/* Numbers of the axes below: halves of whole numbers, so that 1 is 2. */
static const struct slc_axis axes[] = {
    { .scale = 0, .step = 0 },
    { .scale = 0, .step = 2 },
    { .scale = 0, .step = 10 },
};

static const struct slc_cutter cutters[] = {
    { .kind = SLC_CUT_AT, .number = 14 },
    { .kind = SLC_CUT_AT, .number = 14, .behind = true },
    { .kind = SLC_CUT_AT, .number = -14, .behind = true },
    { .kind = SLC_CUT_AT, .number = 0 },
    { .kind = SLC_CUT_STEPS, .number = 20 },
    { .kind = SLC_CUT_STEPS, .number = 14 },
    { .kind = SLC_CUT_STEPS, .number = 20, .within = true, .low = 0, .high = 90 },
    { .kind = SLC_CUT_STEPS, .number = 20, .within = true, .low = -25, .high = 5 },
    { .kind = SLC_CUT_WHOLES, .number = 20 },
    { .kind = SLC_CUT_WHOLES, .number = 6 },
    { .kind = SLC_CUT_MIDDLES, .number = 20 },
    { .kind = SLC_CUT_MIDDLES, .number = 12 },
    { .kind = SLC_CUT_EACH, .low = -20, .high = 30 },
};

/* Whether the cutter tells the two neighbouring numbers apart that lie on the two sides of a position:
 * value `at` and the next one, or without a step a number and what lies just before it. */
static bool
regular_cuts(const struct slc_cutter *cutter, slc_wide number, bool behind)
{
    slc_wide half = cutter->number / 2;
    bool inside = !cutter->within || (number >= cutter->low && number <= cutter->high);
    if (cutter->kind == SLC_CUT_STEPS)
        return !behind && inside && number % cutter->number == 0;
    if (cutter->kind == SLC_CUT_WHOLES)
        return number != 0 && number % cutter->number == 0 && behind == (number < 0);
    bool middle = number % half == 0 && (number / half) % 2 != 0;
    return middle && behind == (number < 0);
}

static bool
cuts(const struct slc_cutter *cutter, slc_wide number, bool behind)
{
    switch (cutter->kind) {
    case SLC_CUT_AT: return cutter->number == number && cutter->behind == behind;
    case SLC_CUT_STEPS:
    case SLC_CUT_WHOLES:
    case SLC_CUT_MIDDLES: return regular_cuts(cutter, number, behind);
    case SLC_CUT_EACH:
        return (number > cutter->low || (number == cutter->low && behind)) &&
               (number < cutter->high || (number == cutter->high && !behind));
    case SLC_CUT_CALENDAR: break;
    }
    return false;
}

/* Whether some number gives the position, in its normal form. */
static bool
is_cut(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position)
{
    for (slc_wide number = -FAR; number <= FAR; number++)
        for (int behind = 0; behind < 2; behind++)
            if (cuts(cutter, number, behind == 1) &&
                slc_position(axis, number, behind == 1) == position)
                return true;
    return false;
}

/* Whether its cuts end on both sides; those of the table end before FAR. */
static bool
has_ends(const struct slc_cutter *cutter)
{
    return cutter->kind == SLC_CUT_AT || cutter->kind == SLC_CUT_EACH || cutter->within;
}

static void
compare_at(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position)
{
    slc_wide above = position + 1, below = position - 1, got;
    while (above < FAR && !is_cut(axis, cutter, above))
        above++;
    while (below > -FAR && !is_cut(axis, cutter, below))
        below--;
    bool has = slc_cut_above(axis, cutter, position, &got);
    if (above < FAR)
        assert_true(has && got == above);
    else if (has_ends(cutter))
        assert_false(has);
    has = slc_cut_below(axis, cutter, position, &got);
    if (below > -FAR)
        assert_true(has && got == below);
    else if (has_ends(cutter))
        assert_false(has);
    assert_int_equal(slc_cuts_at(axis, cutter, position), is_cut(axis, cutter, position));
}

static void
nearest_positions_are_those_of_counting(void **state)
{
    (void)state;
    for (size_t a = 0; a < sizeof axes / sizeof axes[0]; a++)
        for (size_t c = 0; c < sizeof cutters / sizeof cutters[0]; c++) {
            struct slc_cutter cutter = cutters[c];
            cutter.position = slc_position(&axes[a], cutter.number, cutter.behind);
            for (slc_wide position = -60; position <= 60; position++)
                compare_at(&axes[a], &cutter, position);
        }
}

static void
a_position_of_stepped_values_lies_before_the_next(void **state)
{
    (void)state;
    const struct slc_axis whole = { .step = 2 };
    assert_true(slc_position(&whole, 2 * 399, true) == slc_position(&whole, 2 * 400, false));
    assert_true(slc_position(&whole, 2 * 399, false) != slc_position(&whole, 2 * 400, false));
    assert_true(slc_position(&whole, -5, false) == slc_position(&whole, -4, false));
    const struct slc_axis none = { .step = 0 };
    assert_true(slc_position(&none, 6, true) == slc_position(&none, 6, false) + 1);
}

static void
steps_finer_than_the_values_cut_between_all(void **state)
{
    (void)state;
    const struct slc_axis whole = { .scale = 2, .step = 200 };
    const struct slc_cut fine = { .kind = SLC_CUT_MIDDLES, .number = { 1, 2 } };
    struct slc_cutter cutter;
    slc_wide next;
    assert_true(slc_cutter_make(&whole, &fine, &cutter));
    assert_true(slc_cut_above(&whole, &cutter, 0, &next));
    assert_true(next == 400);
}

static void
numbers_too_large_are_no_cutters(void **state)
{
    (void)state;
    const struct slc_axis fine = { .scale = 18 };
    const struct slc_cut far = { .kind = SLC_CUT_AT,
                                 .number = { INT64_C(900000000000000000), 0 },
                                 .times = INT64_C(1) << 40 };
    struct slc_cutter cutter;
    assert_false(slc_cutter_make(&fine, &far, &cutter));
    /* 2^120 is 1.33 * 10^36: twice 9 * 10^36 lies beyond it, twice 0.6 * 10^36 does not */
    static const struct {
        struct slc_decimal number, low, high;
        bool made;
    } cases[] = {
        { { 9, 0 }, { 0, 0 }, { 0, 0 }, false }, { { 0, 0 }, { -9, 0 }, { 0, 0 }, false },
        { { 0, 0 }, { 0, 0 }, { 9, 0 }, false }, { { -9, 0 }, { 0, 0 }, { 0, 0 }, false },
        { { 6, 1 }, { 0, 0 }, { 0, 0 }, true },  { { 0, 0 }, { -6, 1 }, { 0, 0 }, true },
        { { 0, 0 }, { 0, 0 }, { 6, 1 }, true },  { { -6, 1 }, { 0, 0 }, { 0, 0 }, true },
    };
    const struct slc_axis finest = { .scale = 36 };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slc_cut cut = { .kind = SLC_CUT_AT };
        cut.number = cases[i].number;
        cut.low = cases[i].low;
        cut.high = cases[i].high;
        assert_int_equal(slc_cutter_make(&finest, &cut, &cutter), cases[i].made);
    }
}

static void
what_is_written_is_the_number(void **state)
{
    (void)state;
    const struct slc_axis whole = { .step = 2 };
    const struct slc_cutter steps = { .kind = SLC_CUT_STEPS, .number = 20 };
    const struct slc_cutter edge = { .kind = SLC_CUT_AT, .number = 14, .position = 28 };
    assert_true(slc_cut_written(&whole, &steps, 40, false) == 20);
    assert_true(slc_cut_written(&whole, &steps, 40, true) == 20);
    assert_true(slc_cut_written(&whole, &edge, 28, true) == 14);
}

/* ---- the calendar ---------------------------------------------------------------------------- */

static void
calendar_units_begin_where_they_do(void **state)
{
    (void)state;
    /* 2000-01-01 was a Saturday */
    const int64_t year2000 = 10957;
    const slc_wide start = slc_position_of_day(year2000);
    static const struct {
        enum slc_calendar_unit unit;
        int above, below; /* days from 2000-01-01; below of the day itself */
    } cases[] = {
        { SLC_CALENDAR_DAY, 1, -1 },      { SLC_CALENDAR_WEEK, 2, -5 },
        { SLC_CALENDAR_MONTH, 31, -31 },  { SLC_CALENDAR_QUARTER, 91, -92 },
        { SLC_CALENDAR_YEAR, 366, -365 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(slc_day_of_position(slc_calendar_above(cases[i].unit, start)),
                         year2000 + cases[i].above);
        assert_int_equal(slc_day_of_position(slc_calendar_below(cases[i].unit, start)),
                         year2000 + cases[i].below);
        assert_true(slc_calendar_below(cases[i].unit, start + 1) ==
                    (cases[i].unit == SLC_CALENDAR_WEEK
                         ? slc_position_of_day(year2000 + cases[i].below)
                         : start));
    }
}

static void
above_and_below_agree(void **state)
{
    (void)state;
    for (int unit = SLC_CALENDAR_DAY; unit <= SLC_CALENDAR_YEAR; unit++)
        for (int64_t day = -CALENDAR_DAYS; day < CALENDAR_DAYS; day++) {
            enum slc_calendar_unit one = (enum slc_calendar_unit)unit;
            slc_wide next = slc_calendar_above(one, slc_position_of_day(day));
            assert_true(next > slc_position_of_day(day));
            assert_true(slc_calendar_below(one, next + 1) == next);
            assert_true(slc_calendar_below(one, next) <= slc_position_of_day(day));
        }
}

static void
first_of_months_are_known(void **state)
{
    (void)state;
    int64_t january, february;
    assert_true(slc_is_first_of_month(slc_position_of_day(0), &january));
    assert_true(slc_is_first_of_month(slc_position_of_day(31), &february));
    assert_int_equal(february - january, 1);
    assert_false(slc_is_first_of_month(slc_position_of_day(30), &january));
    assert_false(slc_is_first_of_month(slc_position_of_day(31) + 1, &january));
}

static void
days_far_away_have_an_end(void **state)
{
    (void)state;
    assert_int_equal(slc_day_of_position((slc_wide)1 << 100), 4000000);
    assert_int_equal(slc_day_of_position(-((slc_wide)1 << 100)), -4000000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_positions_are_those_of_counting),
        cmocka_unit_test(a_position_of_stepped_values_lies_before_the_next),
        cmocka_unit_test(steps_finer_than_the_values_cut_between_all),
        cmocka_unit_test(numbers_too_large_are_no_cutters),
        cmocka_unit_test(what_is_written_is_the_number),
        cmocka_unit_test(calendar_units_begin_where_they_do),
        cmocka_unit_test(above_and_below_agree),
        cmocka_unit_test(first_of_months_are_known),
        cmocka_unit_test(days_far_away_have_an_end),
    };
    return cmocka_run_group_tests_name("cuts", tests, NULL, NULL);
}
