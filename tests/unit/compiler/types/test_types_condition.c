/* Types of comparisons, tests and their combinations; and what tests say of columns. */
#include "typed.h"

static void
what_has_an_order_compares_with_its_own_kind(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "s < b", "boolean", NULL },
        { "r < n", "boolean", NULL },
        { "day < day", "boolean", NULL },
        { "made <= made", "boolean", NULL },
        { "local > local", "boolean", NULL },
        { "n < day", "E0207", "numeric and date have no order" },
        { "day < n", "E0207", "compare it with its own kind: day >= 1970-01-01" },
        { "t < t", "E0207", "for equality: t is \"\"" },
        { "f < f", "E0207", NULL },
        { "u < u", "E0207", NULL },
        { "clock < clock", "E0207", NULL },
        { "raw < raw", "E0207", NULL },
        { "e < 5", "E0207", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_date_is_its_midnight_beside_a_time_and_times_with_and_without_zone_have_no_order(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "day < made", "boolean", NULL },  { "made < day", "boolean", NULL },
        { "day < local", "boolean", NULL }, { "local < day", "boolean", NULL },
        { "made < local", "E0207", NULL },  { "local < made", "E0207", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_literal_on_either_side_is_one_of_the_other_side_s_type(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "n >= 100", "boolean", NULL },
        { "100 <= n", "boolean", NULL },
        { "s >= 2.5", "boolean", NULL },
        { "s >= 40000", "E0203", NULL },
        { "40000 <= s", "E0203", NULL },
        { "made >= 2026-01-01", "boolean", NULL },
        { "made >= \"2026-01-01\"", "E0203", NULL },
        { "2026-01-01 <= day", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
neither_side_of_a_comparison_may_be_missing(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "n_ >= 100", "E0208", "the comparison does not say what then" },
        { "100 <= n_", "E0208", NULL },
        { "n >= n_", "E0208", NULL },
        { "n_ >= n", "E0208", NULL },
        { "n_ >= n_", "E0208 E0208", NULL },
        { "n_ if missing 0 >= 100", "boolean", NULL },
        { "e_ is \"red\"", "E0208", NULL },
        { "e_ if missing \"red\" is \"red\"", "boolean", NULL },
        { "e_ is in [\"red\"]", "E0208", NULL },
        { "year(day) if missing 0 >= 2020", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
is_compares_what_has_equality_and_an_order_is_not_that(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "t is \"x\"", "boolean", NULL },
        { "e is not in [\"red\", \"green\"]", "boolean", NULL },
        { "s is 2", "boolean", NULL },
        { "n is 2.50", "boolean", NULL },
        { "day is 2026-01-01", "boolean", NULL },
        { "r is 1", "E0207", "'is' does not compare real" },
        { "r is 1", "E0207", "compare its order: r >= 0" },
        { "made is 2026-01-01", "E0207", "compare its order: made >= 1970-01-01" },
        { "u is \"x\"", "E0207", "ask whether it is held: present(u)" },
        { "raw is \"x\"", "E0207", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
yes_and_no_are_compared_and_not_listed(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "f is yes", "boolean", NULL },
        { "f is in [yes, no]", "E0207", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
every_literal_of_a_list_is_checked(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "e is in [\"red\", \"blue\"]", "E0204", NULL },
        { "e is in [\"rod\", \"blue\"]", "E0204 E0204", NULL },
        { "s is in [1, \"2\"]", "E0203", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_test_makes_its_column_held_where_it_is_known_to_be_true(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "n_ is not missing and n_ >= 100", "boolean", NULL },
        { "n_ is missing or n_ >= 100", "boolean", NULL },
        { "n_ is missing and n_ >= 100", "E0208", NULL },
        { "n_ is not missing or n_ >= 100", "E0208", NULL },
        { "n_ >= 100 and n_ is not missing", "E0208", NULL },
        { "n_ is not missing and t_ is \"x\"", "E0208", NULL },
        { "present(t_) and t_ is \"x\"", "boolean", NULL },
        { "present(t_) or t_ is \"x\"", "E0208", NULL },
        { "not present(t_) or t_ is \"x\"", "boolean", NULL },
        { "lower(t_) is not missing and t_ is \"x\"", "E0208", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
tests_are_read_through_not_and_and_or(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "not (n_ is missing) and n_ >= 100", "boolean", NULL },
        { "not (n_ is not missing) and n_ >= 100", "E0208", NULL },
        { "not (n_ is missing or f) and n_ >= 100", "boolean", NULL },
        { "not (n_ is missing and f) and n_ >= 100", "E0208", NULL },
        { "(n_ is not missing and f) and n_ >= 1", "boolean", NULL },
        { "(n_ is not missing or f) and n_ >= 1", "E0208", NULL },
        { "(n_ is missing or f) or n_ >= 1", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

/* That a value is there does not say that it can be decrypted. */
static void
a_test_of_an_encrypted_column_does_not_make_it_held(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "secret is not missing and secret is \"x\"", "E0208", NULL },
        { "secret if missing \"\" is \"x\"", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_an_order_compares_with_its_own_kind),
        cmocka_unit_test(
            a_date_is_its_midnight_beside_a_time_and_times_with_and_without_zone_have_no_order),
        cmocka_unit_test(a_literal_on_either_side_is_one_of_the_other_side_s_type),
        cmocka_unit_test(neither_side_of_a_comparison_may_be_missing),
        cmocka_unit_test(is_compares_what_has_equality_and_an_order_is_not_that),
        cmocka_unit_test(yes_and_no_are_compared_and_not_listed),
        cmocka_unit_test(every_literal_of_a_list_is_checked),
        cmocka_unit_test(a_test_makes_its_column_held_where_it_is_known_to_be_true),
        cmocka_unit_test(tests_are_read_through_not_and_and_or),
        cmocka_unit_test(a_test_of_an_encrypted_column_does_not_make_it_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
