/* `at least`: how wide a cell is, and what its row asks for: as written, in the row's unit, without what lists
 * take out. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ---- numbers --------------------------------------------------------------------------------- */

/* `> 399` and `>= 400` are one cut of whole numbers; the wider spelling counts, whichever comes first. */
static void
a_cell_is_as_wide_as_its_cuts_are_written(void **state)
{
    (void)state;
    static const struct measured whole[] = {
        { "derive a = x > 299 derive b = x > 399", "E0323 E0323", "tell 300 to 399 apart" },
        { "derive a = x > 299 derive b = x >= 400", "", NULL },
        { "derive a = x > 299 derive b = x > 399 derive c = x >= 400", "", NULL },
        { "derive a = x > 299 derive b = x >= 400 derive c = x > 399", "", NULL },
        { "derive a = x > 299 derive b = x >= 300 derive c = x >= 400", "", NULL },
        { "derive a = x >= 300 derive b = x > 299 derive c = x >= 400", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 101 and at most 9", "integer", whole);
}

static void
a_bound_may_have_more_digits_than_the_cuts(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = band(x, edges: [0, 3])", "", NULL },
        { "derive a = band(x, edges: [0, 2])", "E0323", "from 0 to 2 apart" },
    };
    EXPECT_ALL("may become internal by band at least 2.5", "numeric", numbers);
    static const struct measured no_distance[] = {
        { "derive a = band(x, edges: [0, 0.1])", "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 0", "numeric", no_distance);
    /* 31 days have as many minutes as this, and it is a number all the same */
    static const struct measured minutes[] = {
        { "derive a = band(x, edges: [0, 44640])", "", NULL },
        { "derive a = band(x, edges: [0, 44000])", "E0323", "0 to 43999" },
    };
    EXPECT_ALL("may become internal by band at least 44001", "integer", minutes);
}

/* A list takes single values out of a cell, and cuts none off. */
static void
a_listed_value_at_its_beginning_is_taken_out(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = band(x, edges: [0, 5]) derive b = x is 0", "E0323", "from 0 to 5 apart" },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 9",
               "numeric", numbers);
    static const struct measured whole[] = {
        { "derive a = band(x, edges: [0, 5]) derive b = x is 0", "E0323", "tells 1 to 4 apart" },
        { "derive a = band(x, edges: [0, 5]) derive b = x is in [0, 1]", "E0323",
          "tells 2 to 4 apart" },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 9",
               "integer", whole);
    /* of texts no value is a length */
    static const struct measured lengths[] = {
        { "derive a = length_band(x, edges: [0, 2]) derive b = x is \"a\"", "", NULL },
    };
    EXPECT_ALL("may become internal by length_band at least 2 "
               "may become internal by membership at most 9",
               "text", lengths);
}

/* Cells near 0 that a line without a distance shows; others like them follow further out. */
static void
steps_go_on_behind_single_cuts(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = round_to(x, to: 2.9) derive b = band(x, edges: [14, 16])", "E0323", NULL },
        { "derive a = round_to(x, to: 2.9) "
          "derive b = band(x, edges: [-73, -71, -44, -42, -15, -13, 14, 16, 43, 45, 72, 74])",
          "E0323", "tells 130 to 131 apart" },
    };
    EXPECT_ALL("may become internal by round_to at least 3 may become internal by band", "integer",
               numbers);
}

/* The finding names the line that cuts at the other end, and not the first of all. */
static void
a_finding_names_the_line_at_the_other_end(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = band(x, edges: [0]) derive b = x >= 300 derive c = x >= 400", "E0323 E0323",
          "'x >= 300' and 'x >= 400' together tell from 300 to 400 apart" },
    };
    EXPECT_ALL("may become internal by comparison at least 250 and at most 9 "
               "may become internal by band at least 250",
               "numeric", numbers);
}

/* So many years, in such small parts, are 2^128 and a little. */
static void
a_bound_beyond_all_numbers_is_never_kept(void **state)
{
    (void)state;
    static const struct measured spans[] = {
        { "derive a = interval_band(x, commit_time, edges: [0.00000000000000001, 7], unit: days)",
          "E0323", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 3176172032938868 years", "date",
               spans);
}

/* ---- dates ----------------------------------------------------------------------------------- */

static void
months_are_counted_however_they_are_written(void **state)
{
    (void)state;
    static const struct measured two[] = {
        { "derive a = x < 2020-01-01 derive b = x < 2020-03-01", "", NULL },
        { "derive a = x < 2020-01-01 derive b = x < 2020-02-01", "E0323 E0323",
          "2020-01-01 to 2020-01-31 apart from 2019-12-31 and from 2020-02-01" },
    };
    EXPECT_ALL("may become internal by comparison at least 2 months and at most 9", "date", two);
    EXPECT_ALL("may become internal by comparison at least 2.0 months and at most 9", "date", two);
    EXPECT_ALL("may become internal by comparison at least 1.5 months and at most 9", "date", two);
    /* in 2021 three months from January on have 90 days, fewer than three times 31 */
    static const struct measured three[] = {
        { "derive a = x < 2021-01-01 derive b = x < 2021-04-01", "", NULL },
        { "derive a = x <= 2020-12-31 derive b = x < 2021-04-01", "", NULL },
        { "derive a = x < 2021-01-02 derive b = x < 2021-04-02", "E0323 E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 3.0 months and at most 9", "date",
               three);
    /* a moment behind the first of a month is no first */
    static const struct measured times[] = {
        { "derive a = x >= 2021-01-01 derive b = x >= 2021-04-01", "", NULL },
        { "derive a = x > 2021-01-01 derive b = x >= 2021-04-01", "E0323 E0323", NULL },
        { "derive a = x >= 2021-01-01 derive b = x > 2021-04-01", "E0323 E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 3.0 months and at most 9", "timestamptz",
               times);
}

/* Ages have no weekdays: that the two stand side by side is another fault. */
static void
a_weekday_divides_no_years(void **state)
{
    (void)state;
    static const struct measured ages[] = {
        { "derive a = age_band(x, at: commit_time, width: 3 years) derive b = weekday(x)", "E0323",
          "tells from 0 to 3 years apart" },
    };
    EXPECT_ALL("may become internal by age_band at least 5 years "
               "may become internal by weekday",
               "date", ages);
}

/* A line whose row has no distance of this kind may show nothing. */
static void
a_bound_of_another_kind_allows_nothing(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = x >= 300 derive b = x >= 305 derive c = band(x, edges: [300, 305])",
          "E0323 E0323 E0323", "with a unit of time it is no distance between numbers" },
    };
    EXPECT_ALL("may become internal by comparison at least 10 days and at most 9 "
               "may become internal by band at least 10",
               "numeric", numbers);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_as_wide_as_its_cuts_are_written),
        cmocka_unit_test(a_bound_may_have_more_digits_than_the_cuts),
        cmocka_unit_test(a_listed_value_at_its_beginning_is_taken_out),
        cmocka_unit_test(steps_go_on_behind_single_cuts),
        cmocka_unit_test(a_finding_names_the_line_at_the_other_end),
        cmocka_unit_test(a_bound_beyond_all_numbers_is_never_kept),
        cmocka_unit_test(months_are_counted_however_they_are_written),
        cmocka_unit_test(a_weekday_divides_no_years),
        cmocka_unit_test(a_bound_of_another_kind_allows_nothing),
    };
    return cmocka_run_group_tests_name("widths", tests, NULL, NULL);
}
