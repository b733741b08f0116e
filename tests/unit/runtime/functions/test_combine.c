/* test_combine.c - and, or, not, choose, and what replaces a missing value. */
#include "fixture.h"

static void
combining(void **state)
{
    (void)state;
    /* docs/functions.md, the table: yes, no, missing, unchanged. */
    const struct sl_open values[] = {
        sl_boolean(true), sl_boolean(false), sl_missing(), { { .state = SL_UNCHANGED } }
    };
    const char *const and_wanted[] = { "ynmu", "nnnn", "mnmu", "unuu" };
    const char *const or_wanted[] = { "yyyy", "ynmu", "ymmu", "yuuu" };
    for (size_t a = 0; a < 4; a++)
        for (size_t b = 0; b < 4; b++) {
            struct sl_open both = sl_and(out, values[a], values[b]);
            struct sl_open either = sl_or(out, values[a], values[b]);
            const char letters[] = "ynmu";
            size_t and_at = (size_t)(strchr(letters, and_wanted[a][b]) - letters);
            size_t or_at = (size_t)(strchr(letters, or_wanted[a][b]) - letters);
            assert_int_equal(both.value.state, values[and_at].value.state);
            assert_int_equal(both.value.boolean, values[and_at].value.boolean);
            assert_int_equal(either.value.state, values[or_at].value.state);
            assert_int_equal(either.value.boolean, values[or_at].value.boolean);
        }
    is_no(sl_not(out, values[0]));
    is_yes(sl_not(out, values[1]));
    is_missing(sl_not(out, values[2]));
    is_unchanged(sl_not(out, values[3]));
}

static void
choosing(void **state)
{
    (void)state;
    const struct sl_open later = { { .state = SL_UNCHANGED } };
    is_text(sl_choose(out, sl_boolean(true), sl_text("a"), later), "a");
    is_text(sl_choose(out, sl_boolean(false), later, sl_text("b")), "b");
    is_text(sl_choose(out, sl_missing(), sl_text("a"), sl_text("b")), "b");
    is_unchanged(sl_choose(out, later, sl_text("a"), sl_text("a")));
    is_missing(sl_choose(out, sl_boolean(true), sl_missing(), sl_text("b")));
    is_text(sl_if_missing(out, sl_missing(), sl_text("?")), "?");
    is_text(sl_if_missing(out, sl_text("a"), sl_text("?")), "a");
    is_unchanged(sl_if_missing(out, later, sl_text("?")));
    is_text(sl_disclose(sl_sealed_if_missing(out, missing, sl_text("?"))), "?");
    is_unchanged(sl_disclose(sl_sealed_if_missing(out, unchanged, sl_text("?"))));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(combining),
        cmocka_unit_test(choosing),
    };
    return cmocka_run_group_tests_name("combine", tests, make_record, free_record);
}
