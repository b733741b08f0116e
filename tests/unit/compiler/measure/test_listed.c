/* `at least` beside listed values: a list shows its values together, and a cut between them each of them
 * alone. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
a_cut_divides_a_list(void **state)
{
    (void)state;
    static const struct measured ten[] = {
        { "derive a = band(x, edges: [5]) derive b = x is in [4, 6]", "E0323",
          "'band(x, edges: [5])' and 'x is in [4, 6]' together tell exactly 4 apart from 3 and "
          "from 5" },
        { "derive a = band(x, edges: [5]) derive b = x is in [1, 2]", "", NULL },
        { "derive a = band(x, edges: [5]) derive b = x is 4 derive c = x is 6", "", NULL },
        /* said again, in another order */
        { "derive a = band(x, edges: [5]) derive b = x is in [4, 6] derive c = x is in [6, 4]",
          "E0323", "exactly 4 apart" },
        /* the line that cuts between them is refused, and no other */
        { "derive a = band(x, edges: [5]) derive b = x is in [4, 6] derive c = x >= 1000", "E0323",
          "'band(x, edges: [5])' and" },
        /* what tells them apart without a distance shows them already */
        { "derive a = band(x, edges: [0]) derive b = x is in [-1, 1] derive c = sign(x)", "",
          NULL },
        { "derive a = band(x, edges: [0]) derive b = x is in [-1, 1]", "E0323", "exactly -1" },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by comparison at least 10 and at most 9 "
               "may become internal by sign "
               "may become internal by membership at most 9",
               "integer", ten);
}

/* Values on one side of the cut look alike, and are a cell as wide as from the lowest to the highest. */
static void
values_on_one_side_are_a_cell(void **state)
{
    (void)state;
    static const struct measured wide[] = {
        { "derive a = band(x, edges: [50]) derive b = x is in [1, 8, 92, 99]", "", NULL },
        { "derive a = band(x, edges: [50]) derive b = x is in [8, 1, 99, 92]", "", NULL },
        { "derive a = band(x, edges: [50]) derive b = x is in [1, 4, 8, 92, 95, 99]", "", NULL },
        { "derive a = band(x, edges: [50]) derive b = x is in [1, 7, 92, 99]", "E0323",
          "together tell 1 to 7 apart" },
        { "derive a = band(x, edges: [50]) derive b = x is in [1, 8, 93, 99]", "E0323",
          "together tell 93 to 99 apart" },
        { "derive a = band(x, edges: [50]) derive b = x is in [1, 8, 100]", "E0323",
          "together tell exactly 100 apart" },
        /* 0 and 100 are told by lists of their own, and are not of the cells */
        { "derive a = band(x, edges: [50]) derive b = x is in [2, 8, 92, 98] derive c = x is 0 "
          "derive d = x is 100",
          "E0323", "together tell 2 to 8 apart" },
    };
    EXPECT_ALL("may become internal by band at least 8 "
               "may become internal by membership at most 9",
               "integer", wide);
}

/* However many digits the list is written with. */
static void
values_lie_where_their_digits_say(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = band(x, edges: [5]) derive b = x is in [4.5, 5.5]", "E0323",
          "together tell exactly 4.5 apart" },
        { "derive a = band(x, edges: [5]) derive b = x is in [5.5, 6.5]", "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 9",
               "numeric", numbers);
    static const struct measured whole[] = {
        { "derive a = band(x, edges: [5]) derive b = x is in [4.00, 6.0]", "E0323",
          "together tell exactly 4 apart" },
        { "derive a = band(x, edges: [5]) derive b = x is in [6.00, 7]", "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 9",
               "integer", whole);
}

/* What a list tells is told: that a cut tells it as well shows nothing more. */
static void
a_listed_value_may_be_told_again(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = x > 10 derive b = round_down(x, to: 10)", "E0323", "exactly 10 apart" },
        { "derive a = x > 10 derive b = round_down(x, to: 10) derive c = x is 10", "", NULL },
        { "derive a = x > 10 derive b = round_down(x, to: 10) derive c = x is 10.5", "E0323",
          "exactly 10 apart" },
    };
    EXPECT_ALL("may become internal by comparison at least 5 and at most 9 "
               "may become internal by round_down "
               "may become internal by membership at most 9",
               "numeric", numbers);
}

/* A cut before a listed value shows no more than one behind it. */
static void
cuts_on_both_sides_of_a_listed_value_are_one(void **state)
{
    (void)state;
#define FROM_0_TO_5 DECIDED_LINE("d", "x >= 0") DECIDED_LINE("e", "x >= 6")
#define FROM_4_TO_9 DECIDED_LINE("d", "x >= 4") DECIDED_LINE("e", "x >= 10")
    static const struct measured numbers[] = {
        { "derive a = band(x, edges: [5])" FROM_0_TO_5 "derive b = x is 5", "", NULL },
        { "derive a = band(x, edges: [5])" FROM_0_TO_5 "derive b = x is 4", "E0323", NULL },
        { "derive a = band(x, edges: [5])" FROM_0_TO_5, "E0323",
          "together tell exactly 5 apart from 4 and from 6" },
        { "derive a = band(x, edges: [4])" FROM_0_TO_5 "derive b = x is in [4, 5]", "", NULL },
        { "derive a = band(x, edges: [5])" FROM_4_TO_9 "derive b = x is 4", "", NULL },
        { "derive a = band(x, edges: [5])" FROM_4_TO_9, "E0323",
          "together tell 5 to 9 apart from 4 and from 10" },
        { "derive a = band(x, edges: [5, 8]) derive b = x is in [5, 6, 7]" DECIDED_LINE("d",
                                                                                        "x >= 0"),
          "E0323", "together tell 0 to 4 apart" },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 9",
               "integer", numbers);
}

/* A list for which there is no row is not sent: it names no value, and tells none apart. */
static void
refused_lists_do_not_count(void **state)
{
    (void)state;
    static const struct measured lists[] = {
        { "derive a = band(x, edges: [5]) derive b = one_of(x, allowed: [4, 6])", "E0301", NULL },
        { "derive a = band(x, edges: [5]) derive b = x is in [4, 6] "
          "derive c = one_of(x, allowed: [4])",
          "E0323 E0301", "exactly 4 apart" },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by membership at most 9",
               "integer", lists);
}

/* Spans are no values. */
static void
only_values_are_listed(void **state)
{
    (void)state;
    static const struct measured days[] = {
        { "derive a = interval_band(x, commit_time, edges: [-7, 1], unit: days) "
          "derive b = x is 1970-01-01 derive c = x is 1970-01-03",
          "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [-7, 1], unit: days) "
          "derive b = x is in [1970-01-01, 1970-01-03]",
          "E0323",
          "shows 1970-01-01 and 1970-01-03 together, and where this line cuts moves between" },
    };
    EXPECT_ALL("may become internal by interval_band at least 7 days "
               "may become internal by membership at most 9",
               "date", days);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_divides_a_list),
        cmocka_unit_test(values_on_one_side_are_a_cell),
        cmocka_unit_test(values_lie_where_their_digits_say),
        cmocka_unit_test(a_listed_value_may_be_told_again),
        cmocka_unit_test(cuts_on_both_sides_of_a_listed_value_are_one),
        cmocka_unit_test(refused_lists_do_not_count),
        cmocka_unit_test(only_values_are_listed),
    };
    return cmocka_run_group_tests_name("listed", tests, NULL, NULL);
}
