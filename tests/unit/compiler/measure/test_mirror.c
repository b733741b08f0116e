/* `at least` beside magnitude, which takes what lies above 0 together with what lies as far below it. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
magnitude_takes_both_sides_of_zero_together(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = magnitude(x)", "", NULL },
        { "derive a = magnitude(x) derive b = sign(x) derive c = band(x, edges: [0, 1000])", "",
          NULL },
        { "derive a = magnitude(x) derive c = band(x, edges: [0, 1000])", "E0323", "magnitude(x)" },
        /* whatever tells the two sides apart, wherever it cuts between them */
        { "derive a = magnitude(x) derive c = band(x, edges: [0, 1000])" DECIDED_LINE("d", "x > 0"),
          "", NULL },
        { "derive a = magnitude(x) derive c = band(x, edges: [0, 1000])" DECIDED_LINE("d",
                                                                                      "x >= 0"),
          "", NULL },
        { "derive a = magnitude(x) derive c = band(x, edges: [1000])", "", NULL },
        { "derive a = magnitude(x) derive c = x > -1000", "", NULL },
        { "derive a = magnitude(x) derive c = x > -1", "E0323", "tell from -10 to -1 apart" },
        { "derive a = magnitude(x) derive c = band(x, edges: [0, 1000]) "
          "derive d = clamp(x, low: 5000, high: 5001)",
          "E0323", NULL },
    };
    EXPECT_ALL("may become internal by band at least 250 "
               "may become internal by comparison at least 250 and at most 9 "
               "may become internal by magnitude "
               "may become internal by clamp "
               "may become internal by sign",
               "numeric", numbers);
}

static void
a_side_may_show_a_value_far_from_zero(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = magnitude(x) derive c = band(x, edges: [0])", "", NULL },
        { "derive a = magnitude(x)" DECIDED_LINE("d", "x >= 1001") "derive c = band(x, edges: [0])",
          "E0323",
          "'band(x, edges: [0])' and 'magnitude(x)' together tell exactly 1000 apart from 999 and "
          "from "
          "1001" },
        { "derive a = magnitude(x)" DECIDED_LINE("d", "x > -1001") "derive c = band(x, edges: [0])",
          "E0323", "exactly -1000" },
    };
    EXPECT_ALL("may become internal by band at least 5 may become internal by magnitude", "integer",
               numbers);
}

/* Of whole numbers -1 and 1 are told apart at 0, and at 1. */
static void
whole_numbers_have_sides(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = magnitude(x) derive b = band(x, edges: [0])", "E0323", NULL },
        { "derive a = magnitude(x) derive b = band(x, edges: [0])" DECIDED_LINE("c", "x >= 1"), "",
          NULL },
        { "derive a = magnitude(x) derive b = band(x, edges: [0])" DECIDED_LINE("c", "x >= 0"), "",
          NULL },
        { "derive a = magnitude(x) derive b = band(x, edges: [0])" DECIDED_LINE("c", "x >= 2"),
          "E0323", NULL },
    };
    EXPECT_ALL("may become internal by band at least 250 may become internal by magnitude",
               "integer", numbers);
}

/* What no line tells apart is one cell: below 300 it goes on from -100 to -1000. */
static void
a_cell_lies_on_both_sides_of_zero(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = magnitude(x) derive c = x > -1000", "", NULL },
        { "derive a = magnitude(x) derive c = x >= 1000", "", NULL },
        { "derive a = magnitude(x) derive c = x >= 300", "", NULL },
        { "derive a = magnitude(x) derive c = x >= 301", "E0323",
          "together tell from 301 to 1000 apart" },
        { "derive a = magnitude(x) derive c = x >= -301", "E0323",
          "together tell from -1000 to -301 apart" },
        { "derive a = magnitude(x) derive c = x > -300", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 700 and at most 9 "
               "may become internal by magnitude",
               "numeric", numbers);
    /* from 10^17 on, and below -10^17, nothing ends */
    static const struct measured endless[] = {
        { "derive a = magnitude(x) derive c = x >= 900000000000000000", "", NULL },
        { "derive a = magnitude(x) derive c = x >= 900000000000000000 derive d = sign(x)", "E0323",
          "from 100000000000000000 to 900000000000000000" },
    };
    EXPECT_ALL("may become internal by comparison at least 900000000000000001 and at most 9 "
               "may become internal by magnitude may become internal by sign",
               "numeric", endless);
    static const struct measured whole[] = {
        { "derive a = magnitude(x) derive c = x >= 200", "", NULL },
        { "derive a = magnitude(x) derive c = x >= 201", "E0323", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 800 and at most 9 "
               "may become internal by magnitude",
               "integer", whole);
}

/* Below 2 it ends with -1, which clamp shows, and has the values -1 and 1. */
static void
a_cell_on_both_sides_may_be_narrow(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = magnitude(x) derive b = clamp(x, low: -20, high: -1) derive c = x <= 2",
          "E0323", "together tell -1 to 2 apart from -2 and from 3" },
        { "derive a = magnitude(x) derive b = clamp(x, low: -20, high: -2) derive c = x <= 2", "",
          NULL },
        /* where -1 is told by a list, 1 and 2 are left */
        { "derive a = magnitude(x) derive b = clamp(x, low: -20, high: -2) derive c = x <= 2 "
          "derive d = x is in [-1, -2]",
          "E0323", "together tell 1 to 2 apart from 0 and from 3" },
        { "derive a = magnitude(x) derive b = clamp(x, low: -20, high: -2) derive c = x <= 2 "
          "derive d = x is in [1, 2]",
          "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 4 and at most 9 "
               "may become internal by magnitude may become internal by clamp "
               "may become internal by membership at most 9",
               "integer", numbers);
    static const struct measured mirrored[] = {
        { "derive a = magnitude(x) derive b = clamp(x, low: 1, high: 20) derive c = x >= -2",
          "E0323", "together tell -2 to 1 apart from -3 and from 2" },
        { "derive a = magnitude(x) derive b = clamp(x, low: 2, high: 20) derive c = x >= -2", "",
          NULL },
    };
    EXPECT_ALL("may become internal by comparison at least 5 and at most 9 "
               "may become internal by magnitude may become internal by clamp",
               "integer", mirrored);
}

/* A list of two values that magnitude takes together shows each where another line tells the sides. */
static void
magnitude_tells_no_listed_value_from_its_opposite(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = magnitude(x) derive b = band(x, edges: [0])", "", NULL },
        { "derive a = magnitude(x) derive b = band(x, edges: [0]) derive c = x is in [-5, 5]",
          "E0323", "exactly -5" },
        { "derive a = magnitude(x) derive b = band(x, edges: [0]) derive c = x is in [-5, 50]", "",
          NULL },
        { "derive a = magnitude(x) derive b = band(x, edges: [0]) derive c = x is in [5, -50]", "",
          NULL },
    };
    EXPECT_ALL("may become internal by band at least 2 "
               "may become internal by magnitude "
               "may become internal by membership at most 9",
               "integer", numbers);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(magnitude_takes_both_sides_of_zero_together),
        cmocka_unit_test(a_side_may_show_a_value_far_from_zero),
        cmocka_unit_test(whole_numbers_have_sides),
        cmocka_unit_test(a_cell_lies_on_both_sides_of_zero),
        cmocka_unit_test(a_cell_on_both_sides_may_be_narrow),
        cmocka_unit_test(magnitude_tells_no_listed_value_from_its_opposite),
    };
    return cmocka_run_group_tests_name("mirror", tests, NULL, NULL);
}
