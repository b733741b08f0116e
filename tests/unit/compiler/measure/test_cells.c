/* `at least`: which cells there are. Steps repeat without end, lists leave holes, and whatever lines show
 * without a row is shown already. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LISTED_FROM_100_TO_108 "derive l = x is in [100, 101, 102, 103, 104, 105, 106, 107, 108] "

/* ---- holes ----------------------------------------------------------------------------------- */

static void
a_list_may_leave_one_value_of_any_step(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = round_down(x, to: 10)", "", NULL },
        { LISTED_FROM_100_TO_108 "derive a = round_down(x, to: 10)", "E0323",
          "tells exactly 109 apart from 108 and from 110" },
        { LISTED_FROM_100_TO_108 "derive a = round_down(x, to: 20)", "", NULL },
    };
    EXPECT_ALL("may become internal by round_down at least 10 "
               "may become internal by membership at most 9",
               "integer", numbers);
}

/* ---- steps ----------------------------------------------------------------------------------- */

static void
steps_are_narrowest_anywhere_in_their_period(void **state)
{
    (void)state;
    /* 2.9 is no whole number: cuts lie before 2, 5, 8, 11, 14, 16 and so on */
    static const struct measured uneven[] = {
        { "derive a = round_to(x, to: 2.9)", "E0323", "tells 14 to 15 apart" },
        { "derive a = round_to(x, to: 3)", "", NULL },
    };
    EXPECT_ALL("may become internal by round_to at least 3", "integer", uneven);
    /* nine numbers lie across 0, between cuts that are ten apart */
    static const struct measured across[] = {
        { "derive a = round_to(x, to: 10)", "", NULL },
        { "derive a = round_to(x, to: 9)", "E0323", "tells 5 to 13 apart from 4 and from 14" },
    };
    EXPECT_ALL("may become internal by round_to at least 10", "integer", across);
}

/* What is told near 0 hides no step further out. */
static void
steps_go_on_behind_what_is_told(void **state)
{
    (void)state;
    static const struct measured above[] = {
        { "derive a = round_down(x, to: 6)", "", NULL },
        { "derive a = round_to(x, to: 10)", "", NULL },
        /* 24 lies alone between 24 and 25, below 0 no number does */
        { "derive a = round_down(x, to: 6) derive b = round_to(x, to: 10) "
          "derive c = clamp(x, low: -100, high: 100)",
          "E0323 E0323", "apart from" },
    };
    EXPECT_ALL("may become internal by round_down at least 2 "
               "may become internal by round_to at least 2 may become internal by clamp",
               "integer", above);
    static const struct measured below[] = {
        { "derive a = round_down(x, to: 20)", "", NULL },
        { "derive a = round_to(x, to: 40)", "", NULL },
        /* both cut before 20; -20 lies between the one and the other */
        { "derive a = round_down(x, to: 20) derive b = round_to(x, to: 40) "
          "derive c = clamp(x, low: -1000, high: 1000)",
          "E0323 E0323", "exactly -" },
    };
    EXPECT_ALL("may become internal by round_down at least 20 "
               "may become internal by round_to at least 20 may become internal by clamp",
               "numeric", below);
}

static void
a_clamp_ends_beside_steps(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = clamp(x, low: -150, high: 250) derive b = round_down(x, to: 100)", "", NULL },
        { "derive a = clamp(x, low: -151, high: 250) derive b = round_down(x, to: 100)", "E0323",
          "from -200 to -151" },
        { "derive a = clamp(x, low: -150, high: 251) derive b = round_down(x, to: 100)", "E0323",
          "from 251 to 300" },
    };
    EXPECT_ALL("may become internal by round_down at least 50 may become internal by clamp",
               "numeric", numbers);
}

/* Bands of age: 0, 19, 38, 45, 57, 76 and 90, where they end. */
static void
ages_end(void **state)
{
    (void)state;
    static const struct measured ages[] = {
        { "derive a = age_band(x, at: commit_time, width: 19 years) "
          "derive b = age_band(x, at: commit_time, width: 45 years)",
          "", NULL },
    };
    EXPECT_ALL("may become internal by age_band at least 7 years", "date", ages);
    static const struct measured narrow[] = {
        { "derive a = age_band(x, at: commit_time, width: 19 years) "
          "derive b = age_band(x, at: commit_time, width: 45 years)",
          "E0323 E0323", "together tell from 38 to 45 years apart" },
    };
    EXPECT_ALL("may become internal by age_band at least 8 years", "date", narrow);
}

static void
a_period_holds_4096_cuts(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = round_down(x, to: 1) derive b = round_down(x, to: 4096)", "", NULL },
        { "derive a = round_down(x, to: 1) derive b = round_down(x, to: 4097)", "E0323 E0323",
          "no common multiple that is near enough" },
        { "derive a = round_down(x, to: 4097) derive b = round_down(x, to: 1)", "E0323 E0323",
          "no common multiple that is near enough" },
        { "derive a = round_down(x, to: 999999999999999989) "
          "derive b = round_down(x, to: 999999999999999967) "
          "derive c = round_down(x, to: 999999999999999877)",
          "E0323 E0323 E0323", "no common multiple that is near enough" },
        /* what has no distance is not refused with the others */
        { "derive a = round_down(x, to: 1) derive b = round_down(x, to: 4097) derive c = sign(x)",
          "E0323 E0323", "no common multiple that is near enough" },
    };
    EXPECT_ALL("may become internal by round_down at least 1 may become internal by sign",
               "numeric", numbers);
    static const struct measured spans[] = {
        { "derive a = interval_band(x, commit_time, edges: [0, 900000000000000000], unit: days)",
          "E0323", "too different in size to compare" },
    };
    EXPECT_ALL("may become internal by interval_band at least 0.00000000000000001 days", "date",
               spans);
}

/* ---- who is refused -------------------------------------------------------------------------- */

/* Lines that cut at an end of the cell, and whose rows ask for more. */
static void
lines_that_take_no_part_stay(void **state)
{
    (void)state;
    static const struct measured equal[] = {
        { "derive a = x >= 300 derive b = x >= 400 derive c = band(x, edges: [0])", "E0323 E0323",
          "'x >= 300' and 'x >= 400' together tell from 300 to 400 apart" },
        { "derive a = x >= 300 derive b = x >= 400 derive c = band(x, edges: [0]) "
          "derive d = sign(x) derive e = magnitude(x)",
          "E0323 E0323", NULL },
        { "derive a = x >= 300 derive b = round_down(x, to: 800)", "", NULL },
        /* clamp tells 400 without a row's distance */
        { "derive a = x >= 300 derive b = x >= 400 derive c = clamp(x, low: 399, high: 401)",
          "E0323", "'x >= 300' and" },
    };
    EXPECT_ALL("may become internal by comparison at least 250 and at most 9 "
               "may become internal by band at least 250 "
               "may become internal by round_down at least 250 "
               "may become internal by sign may become internal by magnitude "
               "may become internal by clamp",
               "numeric", equal);
    static const struct measured both_ends[] = {
        { "derive a = band(x, edges: [0, 100]) derive b = x >= 100", "E0323 E0323",
          "'band(x, edges: [0, 100])' tells from 0 to 100 apart" },
    };
    EXPECT_ALL("may become internal by comparison at least 250 and at most 9 "
               "may become internal by band at least 250",
               "numeric", both_ends);
    static const struct measured unequal[] = {
        /* the band may show what the limit shows, too */
        { "derive a = band(x, edges: [0, 150]) derive b = x >= 0", "", NULL },
        { "derive a = band(x, edges: [0, 150]) derive b = x >= 140", "E0323 E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 250 and at most 9 "
               "may become internal by band at least 100",
               "numeric", unequal);
    static const struct measured absent[] = {
        { "derive a = x >= 10 derive b = band(x, edges: [11])", "E0301", NULL },
        { "derive a = x >= 10 derive b = x >= 11" DECIDED_LINE("c", "x"), "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 2 and at most 9", "numeric", absent);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_may_leave_one_value_of_any_step),
        cmocka_unit_test(steps_are_narrowest_anywhere_in_their_period),
        cmocka_unit_test(steps_go_on_behind_what_is_told),
        cmocka_unit_test(a_clamp_ends_beside_steps),
        cmocka_unit_test(ages_end),
        cmocka_unit_test(a_period_holds_4096_cuts),
        cmocka_unit_test(lines_that_take_no_part_stay),
    };
    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
