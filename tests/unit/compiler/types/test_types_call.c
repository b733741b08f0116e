/* Types of calls: each value against its parameter, and what the call gives. */
#include "typed.h"

static void
a_call_has_the_type_of_its_function_or_of_its_first_value(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "email_domain(c)", "text?", NULL },
        { "year(made)", "smallint?", NULL },
        { "month(local)", "text?", NULL },
        { "day(made)", "date?", NULL },
        { "round_down(i, to: 50)", "numeric?", NULL },
        { "months_between(day, commit_time)", "integer?", NULL },
        { "one_of(t, allowed: [\"a\"])", "text?", NULL },
        { "one_of(e, allowed: [\"red\"])", "enum?", NULL },
        { "one_of(i, allowed: [1, 2])", "integer?", NULL },
        { "group(e, from: [\"red\"], to: [\"warm\"])", "text?", NULL },
        { "lower(trim(v))", "text", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_call_may_be_missing_as_its_function_and_its_values_may_be(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "lower(t)", "text", NULL },
        { "lower(t_)", "text?", NULL },
        { "year(day)", "smallint?", NULL },
        { "pseudonym(id, using: k)", "text", NULL },
        { "pseudonym(n_, using: k)", "text?", NULL },
        { "present(t_)", "boolean", NULL },
        { "present(o)", "boolean", NULL },
        { "lower(secret)", "text?", NULL },
        { "same(t, t)", "boolean", NULL },
        { "same(t_, t)", "boolean?", NULL },
        { "same(t, t_)", "boolean?", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_value_of_a_type_that_the_parameter_does_not_take_is_reported(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "email_domain(e)", "E0201", "'email_domain' does not take this type" },
        { "band(t, edges: [0])", "E0201", "it takes a number" },
        { "day(clock)", "E0201", NULL },
        { "lower(e)", "E0201", NULL },
        { "one_of(r, allowed: [1])", "E0201", NULL },
        { "pseudonym(s, using: k)", "E0201", NULL },
        { "pseudonym(e, using: k)", "E0201", NULL },
        { "pseudonym(commit_time, using: k)", "E0201", NULL },
        { "lower(year(day))", "E0201", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
values_that_are_compared_are_of_one_kind(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "same(t, v)", "boolean", NULL },
        { "same(i, n)", "boolean", NULL },
        { "same(n, i)", "boolean", NULL },
        { "same(day, day)", "boolean", NULL },
        { "same(t, i)", "E0201", "does not compare this type with that of its first value" },
        { "same(day, t)", "E0201", "compare two columns of one type" },
    };
    EXPECT_TYPES(cases);
}

static void
some_functions_take_a_column_itself(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "pseudonym(t, using: k)", "text", NULL },
        { "pseudonym(lower(t), using: k)", "E0201", "takes a column itself" },
        { "pseudonym(lower(t), using: k)", "E0201", "write: pseudonym(t, …)" },
        { "pseudonym(\"x\", using: k)", "E0201", "takes a column itself" },
    };
    EXPECT_TYPES(cases);
}

static void
a_place_for_a_value_a_time_or_a_key_takes_nothing_else(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "age_band(day, at: commit_time, width: 10 years)", "text?", NULL },
        { "age_band(day, at: made, width: 10 years)", "E0202", "knows one time: commit_time" },
        { "age_band(day, at: 2026-01-01, width: 10 years)", "E0202", NULL },
        { "percent_band(n, of: i, edges: [0])", "text?", NULL },
        { "percent_band(n, of: 5, edges: [0])", "E0202", "takes a value here" },
        { "pseudonym(id, using: \"k\")", "E0202", "takes the name of a key here" },
        { "pseudonym(id, using: nothing)", "E0101", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
every_value_of_a_repeating_parameter_is_checked(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "match_code(t, v, using: k)", "text?", NULL },
        { "match_code(t, v, t_, using: k)", "text?", NULL },
        { "match_code(t, v, e, using: k)", "E0201", NULL },
        { "match_code(t, e, using: k)", "E0201", NULL },
        { "count_present(t_, nothing)", "E0101", NULL },
        { "count_present(t_, n_, nothing)", "E0101", NULL },
    };
    EXPECT_TYPES(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_has_the_type_of_its_function_or_of_its_first_value),
        cmocka_unit_test(a_call_may_be_missing_as_its_function_and_its_values_may_be),
        cmocka_unit_test(a_value_of_a_type_that_the_parameter_does_not_take_is_reported),
        cmocka_unit_test(values_that_are_compared_are_of_one_kind),
        cmocka_unit_test(some_functions_take_a_column_itself),
        cmocka_unit_test(a_place_for_a_value_a_time_or_a_key_takes_nothing_else),
        cmocka_unit_test(every_value_of_a_repeating_parameter_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
