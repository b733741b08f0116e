/* What findings say of a type and of a value that may be missing. */
#include "typed.h"

#include "maxima.h"
#include "types/types.h"

static void
a_value_that_may_be_missing_gets_its_line_with_what_counts_instead(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "n_ >= 100", "E0208", "say what counts instead: derive x = n_ if missing 0 >= 100" },
        { "5 <= n_", "E0208", "say what counts instead: derive x = 5 <= n_ if missing 0" },
        { "e_ is \"red\"", "E0208",
          "say what counts instead: derive x = e_ if missing \"red\" is \"red\"" },
        { "day_ >= 2026-01-01", "E0208", "day_ if missing 1970-01-01 >= 2026-01-01" },
        { "year(day) >= 2020", "E0208", "year(day) if missing 0 >= 2020" },
    };
    EXPECT_TYPES(cases);
}

static void
a_column_that_may_be_missing_can_be_tested_before_and_a_call_cannot(void **state)
{
    (void)state;
    static const char test_before[] = "or test it before: n_ is not missing and …";
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct checked checked;
    check_text(&checked, policy_with_line(arena, "derive x = n_ >= 100"), NAMES | TYPES);
    assert_true(checked_says(&checked, test_before));
    checked_done(&checked);
    check_text(&checked, policy_with_line(arena, "derive x = year(day) >= 2020"), NAMES | TYPES);
    assert_found(&checked, "E0208", NULL, "a call that may be missing");
    assert_false(checked_says(&checked, "or test it before"));
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
the_cause_of_a_finding_is_the_line_of_its_column(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct checked checked;
    const char *text = policy_with_line(arena, "derive x = n_ >= 100");
    check_text(&checked, text, NAMES | TYPES);
    assert_int_equal(checked.findings.first->cause.begin, strstr(text, "n_ numeric") - text);
    checked_done(&checked);
    check_text(&checked, policy_with_line(arena, "derive x = year(day) >= 2020"), NAMES | TYPES);
    assert_null(checked.findings.first->cause.source);
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
the_words_for_a_type_are_its_spelling(void **state)
{
    (void)state;
    assert_string_equal(slc_type_words((struct slc_type) { .id = SLC_TYPE_NUMERIC }), "numeric");
    assert_string_equal(slc_type_words((struct slc_type) { .id = SLC_TYPE_NONE }), "?");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_that_may_be_missing_gets_its_line_with_what_counts_instead),
        cmocka_unit_test(a_column_that_may_be_missing_can_be_tested_before_and_a_call_cannot),
        cmocka_unit_test(the_cause_of_a_finding_is_the_line_of_its_column),
        cmocka_unit_test(the_words_for_a_type_are_its_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
