/* test_coverage.c - how a release stands has a word of its own; and a row's place, as one number, rises in
 * the table's order. */
#include "coverage/coverage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* They stand in events and in the status, and the numbers in the state: no pusher may change either. */
static void
words(void **state)
{
    (void)state;
    static const char *const expected[] = { "uncovered", "filling", "covered", "paused" };
    for (uint32_t status = 0; status < sizeof expected / sizeof *expected; status++)
        assert_string_equal(slp_coverage_word((enum slp_coverage_status)status), expected[status]);
    assert_int_equal(SLP_PAUSED, 3);
}

/* The state keeps the struct as it stands. */
static void
the_form_in_the_state(void **state)
{
    (void)state;
    assert_int_equal(offsetof(struct slp_coverage, gen), 8);
    assert_int_equal(offsetof(struct slp_coverage, cause), 112);
    assert_int_equal(sizeof(struct slp_coverage), 464);
}

static void
places_are_in_the_order_of_the_table(void **state)
{
    (void)state;
    static const slp_tid rising[] = {
        SLP_TID(0, 0),          SLP_TID(0, 1), SLP_TID(0, 65535),
        SLP_TID(1, 0),          SLP_TID(1, 7), SLP_TID(4294967294, 65535),
        SLP_TID(4294967295, 0),
    };
    for (uint32_t i = 1; i < sizeof rising / sizeof *rising; i++)
        assert_true(rising[i - 1] < rising[i]);
    assert_int_equal(SLP_TID(0, 65535) + 1, SLP_TID(1, 0));
    assert_int_equal(SLP_TID_BLOCK(SLP_TID(4294967295, 7)), 4294967295);
    assert_int_equal(SLP_TID_LINE(SLP_TID(4294967295, 7)), 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(the_form_in_the_state),
        cmocka_unit_test(places_are_in_the_order_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
