/* `at least`: cells between cuts, with what lists take out of them, between dates, and for each unit. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
listed_values_are_taken_out(void **state)
{
    (void)state;
    static const struct measured whole[] = {
        { "derive a = band(x, edges: [0, 10])", "", NULL },
        { "derive a = band(x, edges: [0, 10]) derive b = x is 5", "", NULL },
        { "derive a = band(x, edges: [0, 10]) derive b = x is in [0, 1, 2, 3, 4, 5, 6, 7]", "",
          NULL },
        { "derive a = band(x, edges: [0, 10]) derive b = x is in [0, 1, 2, 3, 4, 5, 6, 7, 8]",
          "E0323", "tells exactly 9 apart from 8 and from 10" },
        { "derive a = band(x, edges: [0, 10]) derive b = x is in [0, 1, 2, 3, 5, 6, 7, 8, 9]",
          "E0323", "tells exactly 4 apart from 3 and from 5" },
        { "derive a = band(x, edges: [0, 10]) derive b = x is in [0, 1, 2, 3, 4, 5, 6, 7, 8] "
          "derive c = x is in [3, 3.00, 8]",
          "E0323", "tells exactly 9" },
        { "derive a = band(x, edges: [0, 10]) "
          "derive b = x is in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] derive c = x is 20",
          "", NULL },
        { "derive a = band(x, edges: [0, 10]) derive b = x is in [1, 2, 3, 4, 5, 6, 7, 8, 10]",
          "E0323", "together tell 1 to 8 apart from 0 and from 9" },
        { "derive a = band(x, edges: [0, 10]) derive b = x is in [-1, 1, 2, 3, 4, 5, 6, 7, 8]",
          "E0323", NULL },
        { "derive a = band(x, edges: [5]) derive b = x is in [4, 6]", "E0323",
          "'band(x, edges: [5])' and 'x is in [4, 6]' together tell exactly 4 apart" },
        { "derive a = band(x, edges: [5]) derive b = x is in [6, 7]", "", NULL },
        { "derive a = band(x, edges: [5]) derive b = x is 4 derive c = x is 6", "", NULL },
        { "derive a = band(x, edges: [5]) derive b = one_of(x, allowed: [4, 6])", "", NULL },
        { "derive a = band(x, edges: [5]) "
          "derive b = group(x, from: [4, 6, 8], to: [\"a\", \"a\", \"a\"])",
          "E0323 E0323", "exactly 4" },
        { "derive a = band(x, edges: [5]) "
          "derive b = group(x, from: [1, 2, 8, 9], to: [\"a\", \"a\", \"b\", \"b\"])",
          "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 20 "
               "may become internal by one_of at most 20 "
               "may become internal by group at most 20",
               "integer", whole);
    static const struct measured exact[] = {
        { "derive a = band(x, edges: [0, 0.5])", "", NULL },
        { "derive a = band(x, edges: [0, 0.5]) derive b = x > 0.2", "E0323 E0323",
          "together tell 0.3 to 0.4 apart" },
        { "derive a = x >= 0.1 derive b = x > 0.1", "E0323 E0323", "exactly 0.1 apart from 0 and" },
        { "derive a = x > 0.1 derive b = x >= 0.2", "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 0.5 "
               "may become internal by comparison at least 0.5 and at most 9",
               "numeric(6,1)", exact);
}

static void
dates_have_units(void **state)
{
    (void)state;
    static const struct measured days[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-31", "", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-30", "E0323 E0323",
          "together tell 2020-01-01 to 2020-01-29 apart from 2019-12-31 and from 2020-01-30" },
        { "derive a = x > 2020-01-01 derive b = x >= 2020-01-02", "", NULL },
        { "derive a = x >= 2020-01-01 derive b = x > 2020-01-01", "E0323 E0323",
          "exactly 2020-01-01 apart" },
        { "derive a = x < 2020-02-01 derive b = x < 2020-03-01", "E0323 E0323", NULL },
        { "derive a = x < 2020-02-01 derive b = x < 2020-04-01", "", NULL },
        { "derive a = x < 2020-01-01 derive b = month(x)", "", NULL },
        { "derive a = x < 2020-01-15 derive b = month(x)", "E0323",
          "together tell 2020-01-15 to 2020-01-31 apart" },
        { "derive a = x < 2020-01-06 derive b = week(x)", "", NULL },
        { "derive a = x < 2020-01-07 derive b = week(x)", "E0323", NULL },
        { "derive a = x < 2020-01-07 derive b = day(x)", "", NULL },
        { "derive a = x < 2020-04-01 derive b = quarter(x)", "", NULL },
        { "derive a = x < 2020-02-01 derive b = quarter(x)", "E0323", NULL },
        { "derive a = x < 2020-01-11 derive b = quarter(x)", "E0323", NULL },
        { "derive a = x < 2020-01-01 derive b = year(x)", "", NULL },
        { "derive a = x < 2020-01-11 derive b = year(x)", "E0323", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-03-15 derive c = weekday(x)", "", NULL },
        { "derive a = x < 2020-01-01 derive b = weekday(x)", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 30 days and at most 9 "
               "may become internal by day may become internal by week "
               "may become internal by month may become internal by quarter "
               "may become internal by year may become internal by weekday",
               "date", days);
}

static void
a_weekday_divides_days(void **state)
{
    (void)state;
    static const struct measured short_cells[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-11", "", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-11 derive c = weekday(x)",
          "E0323 E0323", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-15 derive c = weekday(x)", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 10 days and at most 9 "
               "may become internal by weekday",
               "date", short_cells);
}

static void
hours_divide_days(void **state)
{
    (void)state;
    static const struct measured hours[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02", "", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = hour(x)", "E0323 E0323",
          NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = day_part(x)",
          "E0323 E0323", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-03 derive c = hour(x)", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 1 days and at most 9 "
               "may become internal by hour may become internal by day_part",
               "timestamptz", hours);
    static const struct measured some_hours[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = hour(x)", "E0323 E0323",
          NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = day_part(x)", "", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = day_part(x) "
          "derive d = hour(x)",
          "E0323 E0323", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = hour(x) "
          "derive d = day_part(x)",
          "E0323 E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 6 hours and at most 9 "
               "may become internal by hour may become internal by day_part",
               "timestamptz", some_hours);
}

/* What is refused is not released, so that it shows nothing beside the lines that are. */
static void
refused_lines_do_not_narrow_cells(void **state)
{
    (void)state;
    static const struct measured whole[] = {
        { "derive a = x >= 10 derive b = x >= 12", "", NULL },
        { "derive a = x >= 10 derive b = x >= 12 derive c = x is 11", "E0301", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 2 and at most 9", "integer", whole);
    static const struct measured times[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-01-02 derive c = hour(x)", "E0301", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 6 hours and at most 9", "timestamptz",
               times);
}

static void
a_weekday_shows_one_day_of_a_week(void **state)
{
    (void)state;
    static const struct measured week[] = {
        { "derive a = x < 2020-01-06 derive b = x < 2020-01-13 derive c = weekday(x)", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 12 hours and at most 9 "
               "may become internal by weekday",
               "timestamptz", week);
}

static void
months_meet_days(void **state)
{
    (void)state;
    static const struct measured months[] = {
        { "derive a = x < 2020-02-01 derive b = x < 2020-03-01", "", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-02-01", "", NULL },
        { "derive a = x < 2020-01-02 derive b = x < 2020-02-02", "", NULL },
        { "derive a = x < 2020-02-02 derive b = x < 2020-03-02", "E0323 E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 1 months and at most 9", "date", months);
    static const struct measured unitless[] = {
        { "derive a = x < 2020-02-02", "E0323", "without a unit of time it is no distance" },
    };
    EXPECT_ALL("may become internal by comparison at least 10 and at most 9", "date", unitless);
    static const struct measured timed[] = {
        { "derive a = x < 20", "E0323", "with a unit of time it is no distance between numbers" },
    };
    EXPECT_ALL("may become internal by comparison at least 10 days and at most 9", "integer",
               timed);
    static const struct measured spans[] = {
        { "derive a = interval_band(x, commit_time, edges: [0, 31], unit: days)", "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 30], unit: days)", "E0323",
          "0 to 29 days apart" },
        /* no whole hour has gone in the one before */
        { "derive a = interval_band(x, commit_time, edges: [0, 36], unit: hours)", "E0323",
          "from -1 to 36 hours" },
        { "derive a = interval_band(x, commit_time, edges: [1, 36], unit: hours)", "E0323",
          "from 1 to 36 hours" },
        { "derive a = interval_band(x, commit_time, edges: [0, 90], unit: minutes)", "E0323",
          "from -1 to 90 minutes" },
        { "derive a = interval_band(x, commit_time, edges: [0, 1], unit: months)", "", NULL },
        /* whole months are compared: none has gone in the one before and the one behind */
        { "derive a = interval_band(x, commit_time, edges: [0, 0.5], unit: months)", "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 1], unit: years)", "", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 1 months", "date", spans);
    static const struct measured weeks[] = {
        { "derive a = interval_band(x, commit_time, edges: [1, 2], unit: months)", "", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 4 weeks", "date", weeks);
    static const struct measured month[] = {
        { "derive a = interval_band(x, commit_time, edges: [1, 2], unit: months)", "E0323", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 29 days", "date", month);
}

static void
months_are_counted_between_firsts_alone(void **state)
{
    (void)state;
    static const struct measured two[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-03-01", "", NULL },
        { "derive a = x < 2020-01-15 derive b = x < 2020-03-01", "E0323 E0323", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-02-15", "E0323 E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 2 months and at most 9", "date", two);
}

static void
a_row_counts_until_its_last_day(void **state)
{
    (void)state;
    static const struct measured lasts[] = { { "derive a = x >= 10", "", NULL } };
    EXPECT_ALL("may become internal by comparison at most 1 until 2026-01-01", "integer", lasts);
    static const struct measured ended[] = { { "derive a = x >= 10", "W0332 E0323", NULL } };
    EXPECT_ALL("may become internal by comparison at most 1 until 2025-12-31", "integer", ended);
}

static void
steps_repeat(void **state)
{
    (void)state;
    static const struct measured steps[] = {
        { "derive a = round_down(x, to: 30) derive b = round_down(x, to: 40)", "", NULL },
        { "derive a = round_down(x, to: 30) derive b = round_down(x, to: 45)", "", NULL },
        { "derive a = round_down(x, to: 30) derive b = round_down(x, to: 35)", "E0323 E0323",
          NULL },
        { "derive a = round_down(x, to: 40) derive b = round_down(x, to: 60) "
          "derive c = band(x, edges: [1000])",
          "", NULL },
        { "derive a = round_down(x, to: 40) derive b = round_down(x, to: 60) "
          "derive c = band(x, edges: [1005])",
          "E0323 E0323", NULL },
        { "derive a = round_down(x, to: 40) derive b = round_to(x, to: 80)", "E0323 E0323", NULL },
        { "derive a = round_to(x, to: 40) derive b = x >= -20", "E0323 E0323", "exactly -20" },
        { "derive a = round_to(x, to: 40) derive b = x > -20", "", NULL },
        { "derive a = round_to(x, to: 40) derive b = x >= 20", "", NULL },
        { "derive a = round_down(x, to: 9973) derive b = round_down(x, to: 10007)", "E0323 E0323",
          "no common multiple that is near enough" },
    };
    EXPECT_ALL("may become internal by round_down at least 10 "
               "may become internal by round_to at least 10 "
               "may become internal by band at least 10 "
               "may become internal by comparison at least 10 and at most 9",
               "numeric", steps);
    static const struct measured ages[] = {
        { "derive a = age_band(x, at: commit_time, width: 10 years) "
          "derive b = age_band(x, at: commit_time, width: 20 years)",
          "", NULL },
        { "derive a = age_band(x, at: commit_time, width: 10 years) "
          "derive b = age_band(x, at: commit_time, width: 15 years)",
          "", NULL },
        { "derive a = age_band(x, at: commit_time, width: 10 years) "
          "derive b = age_band(x, at: commit_time, width: 12 years)",
          "E0323 E0323", "years" },
    };
    EXPECT_ALL("may become internal by age_band at least 5 years", "date", ages);
    static const struct measured lengths[] = {
        { "derive a = length_band(x, edges: [5, 10])", "", NULL },
        { "derive a = length_band(x, edges: [5, 9])", "E0323", "5 to 8 characters" },
        { "derive a = length_band(x, edges: [5]) derive b = length_band(trim(x), edges: [20])",
          "E0323 E0323", "cannot be compared" },
        { "derive a = length_band(trim(x), edges: [5]) "
          "derive b = length_band(trim(x), edges: [20])",
          "", NULL },
        { "derive a = word_count_band(x, edges: [5, 9])", "E0323", "5 to 8 words" },
    };
    EXPECT_ALL("may become internal by length_band at least 5 "
               "may become internal by word_count_band at least 5",
               "text", lengths);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed_values_are_taken_out),
        cmocka_unit_test(dates_have_units),
        cmocka_unit_test(a_weekday_divides_days),
        cmocka_unit_test(hours_divide_days),
        cmocka_unit_test(refused_lines_do_not_narrow_cells),
        cmocka_unit_test(a_weekday_shows_one_day_of_a_week),
        cmocka_unit_test(months_meet_days),
        cmocka_unit_test(months_are_counted_between_firsts_alone),
        cmocka_unit_test(a_row_counts_until_its_last_day),
        cmocka_unit_test(steps_repeat),
    };
    return cmocka_run_group_tests_name("distance", tests, NULL, NULL);
}
