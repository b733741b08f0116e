/* Which argument of a call is which parameter, and how the call should look. */
#include "typed.h"

static void
an_argument_is_found_by_its_label_wherever_it_stands(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "clamp(n, low: 0, high: 9)", "numeric?", NULL },
        { "clamp(n, high: 9, low: 0)", "numeric?", NULL },
        { "clamp(low: 0, n, high: 9)", "numeric?", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
an_argument_that_the_function_lacks_is_reported_with_the_nearest(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "band(n, edgs: [0])", "E0202", "did you mean 'edges:'?" },
        { "band(n, xyz: [0])", "E0202", "'band' has no argument of this name" },
        { "band(n, xyz: [0])", "E0202", "write: band(n, edges: [0, 100, 1000])" },
    };
    EXPECT_TYPES(cases);
}

static void
an_argument_is_given_once(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "band(n, edges: [0], edges: [1])", "E0202", "'band' is given this argument twice" },
        { "band(n, n, edges: [0])", "E0202", "'band' takes fewer values than this" },
        { "lower(t, t)", "E0202", "write: lower(t)" },
    };
    EXPECT_TYPES(cases);
}

static void
an_argument_that_is_not_given_is_reported_with_the_call_as_it_should_look(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "band(n)", "E0202", "write: band(n, edges: [0, 100, 1000])" },
        { "band(edges: [0])", "E0202", "write: band(…, edges: [0])" },
        { "band()", "E0202", "'band' lacks an argument" },
        { "months_between(day)", "E0202", "write: months_between(day, …)" },
        { "pseudonym(id)", "E0202", "write: pseudonym(id, using: KEY)" },
        { "age_band(day, at: commit_time)", "E0202",
          "write: age_band(day, at: commit_time, width: 10 years)" },
        { "age_band(day, width: 10 years)", "E0202", "at: commit_time" },
        { "round_down(n)", "E0202", "to: 50" },
        { "clamp(n, low: \"x\", high: 9)", "E0202", "write: clamp(n, low: 50, high: 9)" },
        { "clamp(n, low: 9, high: \"x\")", "E0202", "write: clamp(n, low: 9, high: 50)" },
        { "grid(n, n)", "E0202", "km: 5" },
        { "one_of(t)", "E0202", "allowed: [\"a\", \"b\"]" },
        { "group(t, from: [\"a\"])", "E0202", "to: [\"x\", \"y\"]" },
        { "contains_word(t)", "E0202", "words: [\"plan\", \"paused\"]" },
        { "json_text(j)", "E0202", "path: \"income.monthly\"" },
        { "shift_days(day, using: k, per: id)", "E0202", "within: 30 days" },
        { "interval_band(day, day, edges: [0])", "E0202", "unit: days" },
    };
    EXPECT_TYPES(cases);
}

static void
the_last_value_of_some_functions_may_stand_several_times(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "count_present(t_)", "smallint", NULL },
        { "count_present(t_, n_, day_)", "smallint", NULL },
        { "same(t, v, t)", "E0202", "takes fewer values than this" },
    };
    EXPECT_TYPES(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_argument_is_found_by_its_label_wherever_it_stands),
        cmocka_unit_test(an_argument_that_the_function_lacks_is_reported_with_the_nearest),
        cmocka_unit_test(an_argument_is_given_once),
        cmocka_unit_test(an_argument_that_is_not_given_is_reported_with_the_call_as_it_should_look),
        cmocka_unit_test(the_last_value_of_some_functions_may_stand_several_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
