/* Types of leaves, of places that take a value, and of places that take yes or no. */
#include "typed.h"

static void
a_column_has_its_type_and_may_be_missing_where_that_says_so(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "n", "numeric", NULL },
        { "n_", "numeric?", NULL },
        { "e", "enum", NULL },
        { "e_", "enum?", NULL },
        { "j", "jsonb?", NULL },
        { "raw", "bytea", NULL },
        { "commit_time", "timestamptz", NULL },
    };
    EXPECT_TYPES(cases);
}

/* What cannot be decrypted is missing. */
static void
an_encrypted_column_may_always_be_missing(void **state)
{
    (void)state;
    static const struct typed cases[] = { { "secret", "text?", NULL } };
    EXPECT_TYPES(cases);
}

static void
a_literal_has_the_type_of_its_spelling(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "5", "bigint", NULL },
        { "-5", "bigint", NULL },
        { "5.0", "numeric", NULL },
        { "\"5\"", "text", NULL },
        { "2026-01-01", "date", NULL },
        { "yes", "boolean", NULL },
        { "123456789012345678", "bigint", NULL },
        { "1234567890123456789", "E0203", "a number has at most 18 digits" },
    };
    EXPECT_TYPES(cases);
}

static void
what_is_over_an_unknown_name_has_no_type_and_no_finding_of_its_own(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "nothing", "E0101", NULL },
        { "nothing >= 5", "E0101", NULL },
        { "not nothing", "E0101", NULL },
        { "lower(nothing)", "E0101", NULL },
        { "nothing if missing 5", "E0101", NULL },
        { "nothing is \"x\"", "E0101", NULL },
        { "choose when nothing then 1 otherwise 2", "E0101", NULL },
        { "choose when f then nothing otherwise 2", "E0101", NULL },
        { "shout(t)", "E0101", NULL },
        { "shout(t) >= 5", "E0101", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
an_opaque_column_is_no_value_anywhere(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "o", "E0211", "withhold o because" },
        { "o", "E0211", "or: derive … = o is not missing" },
        { "o is \"x\"", "E0211", NULL },
        { "o >= 5", "E0211", NULL },
        { "o and f", "E0211", NULL },
        { "not o", "E0211", NULL },
        { "lower(o)", "E0211", NULL },
        { "o if missing \"x\"", "E0211", NULL },
        { "choose when f then o otherwise missing", "E0211", NULL },
        { "o is missing", "boolean", NULL },
        { "present(o)", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_condition_is_yes_or_no_and_never_missing(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "f and f", "boolean", NULL },
        { "f_ and f", "E0208", "this may be missing, and a condition does not say what then" },
        { "f_ if missing no and f", "boolean", NULL },
        { "t and f", "E0209", "a condition is yes or no, and this is text" },
        { "t and f", "E0209", "compare it: t is \"\"" },
        { "t and f", "E0209", "or ask whether it is held: present(t)" },
        { "not n", "E0209", "compare it: n is 0" },
        { "not 5", "E0209", NULL },
        { "choose when t then 1 otherwise 2", "E0209", NULL },
    };
    EXPECT_TYPES(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_has_its_type_and_may_be_missing_where_that_says_so),
        cmocka_unit_test(an_encrypted_column_may_always_be_missing),
        cmocka_unit_test(a_literal_has_the_type_of_its_spelling),
        cmocka_unit_test(what_is_over_an_unknown_name_has_no_type_and_no_finding_of_its_own),
        cmocka_unit_test(an_opaque_column_is_no_value_anywhere),
        cmocka_unit_test(a_condition_is_yes_or_no_and_never_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
