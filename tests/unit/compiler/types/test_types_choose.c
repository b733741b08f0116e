/* Types of `choose` and of `if missing`: one type for several values. */
#include "typed.h"

static void
arms_of_one_kind_have_the_type_that_holds_them_all(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "choose when f then s otherwise i", "integer", NULL },
        { "choose when f then i otherwise s", "integer", NULL },
        { "choose when f then i otherwise 1.5", "numeric", NULL },
        { "choose when f then 1.5 otherwise i", "numeric", NULL },
        { "choose when f then r otherwise d", "double?", NULL },
        { "choose when f then r otherwise r", "real", NULL },
        { "choose when f then \"a\" otherwise v", "text", NULL },
        { "choose when f then v otherwise v", "varchar", NULL },
        { "choose when f then e otherwise e", "enum", NULL },
        { "choose when f then e otherwise \"blue\"", "text", NULL },
        { "choose when f then s when f then i otherwise b", "bigint", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
arms_of_different_kinds_are_reported(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "choose when f then r otherwise 1", "E0210", "this arm is bigint, an earlier one real" },
        { "choose when f then \"a\" otherwise 1", "E0210",
          "give each arm the same type, for example: \"\"" },
        { "choose when f then day otherwise made", "E0210", NULL },
        { "choose when f then 1 when f then \"a\" otherwise \"b\"", "E0210 E0210", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_choice_may_be_missing_where_an_arm_may_be(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "choose when f then e otherwise missing", "enum?", NULL },
        { "choose when f then missing otherwise e", "enum?", NULL },
        { "choose when f then t otherwise t_", "text?", NULL },
        { "choose when f then t_ otherwise t", "text?", NULL },
        { "choose when f then e_ otherwise e_", "enum?", NULL },
        { "choose when f then t otherwise t", "text", NULL },
        { "choose when f then missing otherwise missing", "E0210", "every arm of this is missing" },
    };
    EXPECT_TYPES(cases);
}

static void
each_when_takes_a_condition(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "choose when f_ then 1 otherwise 2", "E0208", NULL },
        { "choose when t then 1 otherwise 2", "E0209", NULL },
        { "choose when f then 1 when t then 2 otherwise 3", "E0209", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
an_arm_is_read_knowing_its_test_and_that_those_before_it_failed(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "choose when t_ is not missing then t_ otherwise \"none\"", "text", NULL },
        { "choose when t_ is missing then \"none\" otherwise t_", "text", NULL },
        { "choose when t_ is missing then \"none\" when t_ is \"x\" then \"y\" otherwise \"z\"",
          "text", NULL },
        { "choose when t_ is missing then \"none\" when f then t_ otherwise t_", "text", NULL },
        { "choose when t_ is not missing and t_ is \"x\" then t_ otherwise t_", "text?", NULL },
        { "choose when t_ is not missing then \"x\" otherwise t_", "text?", NULL },
        { "choose when f and n_ is missing then 1 when n_ >= 1 then 2 otherwise 3", "E0208", NULL },
        { "choose when n_ is missing then 1 when n_ if missing 0 >= 1 then 2 otherwise 3", "bigint",
          NULL },
        { "choose when n_ is not missing then 1 when n_ >= 1 then 2 otherwise 3", "E0208", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_literal_stands_for_a_missing_value_of_its_type(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "t_ if missing \"none\"", "text", NULL },     { "n_ if missing 0", "numeric", NULL },
        { "day_ if missing 1970-01-01", "date", NULL }, { "f_ if missing no", "boolean", NULL },
        { "secret if missing \"\"", "text", NULL },     { "n_ if missing \"0\"", "E0203", NULL },
        { "j if missing \"{}\"", "E0203", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
an_enum_stays_one_where_its_label_stands_instead_and_is_text_else(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "e_ if missing \"red\"", "enum", NULL },
        { "e_ if missing \"none\"", "text", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
if_missing_behind_what_is_never_missing_is_warned_of(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "t if missing \"none\"", "W0201", "'if missing' has no effect" },
        { "lower(t) if missing \"none\"", "W0201", "write: lower(t)" },
        { "lower(t_) if missing \"none\"", "text", NULL },
        /* a test on the same line is no fault of the author's */
        { "choose when n_ is missing then 1 otherwise n_ if missing 0", "numeric", NULL },
    };
    EXPECT_TYPES(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arms_of_one_kind_have_the_type_that_holds_them_all),
        cmocka_unit_test(arms_of_different_kinds_are_reported),
        cmocka_unit_test(a_choice_may_be_missing_where_an_arm_may_be),
        cmocka_unit_test(each_when_takes_a_condition),
        cmocka_unit_test(an_arm_is_read_knowing_its_test_and_that_those_before_it_failed),
        cmocka_unit_test(a_literal_stands_for_a_missing_value_of_its_type),
        cmocka_unit_test(an_enum_stays_one_where_its_label_stands_instead_and_is_text_else),
        cmocka_unit_test(if_missing_behind_what_is_never_missing_is_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
