/* test_request.c - the words of requests, and which releases one holds. */
#include "coverage/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* As they stand in request files, which another version of the pusher may have left. */
static void
words(void **state)
{
    (void)state;
    static const char *const expected[] = { "fill", "cancel", "pause", "resume" };
    assert_int_equal(SLP_REQUEST_KINDS, 4);
    for (unsigned kind = 0; kind < SLP_REQUEST_KINDS; kind++) {
        enum slp_request_kind found = SLP_REQUEST_KINDS;
        assert_string_equal(slp_request_word((enum slp_request_kind)kind), expected[kind]);
        assert_true(slp_request_kind_of(sl_str_of(expected[kind]), &found));
        assert_int_equal(found, kind);
    }
}

static void
what_is_no_word(void **state)
{
    (void)state;
    static const char *const others[] = { "", "fil", "fills", "Fill", "fill ", "stop" };
    for (uint32_t i = 0; i < sizeof others / sizeof *others; i++) {
        enum slp_request_kind found = SLP_REQUEST_RESUME;
        assert_false(slp_request_kind_of(sl_str_of(others[i]), &found));
        assert_int_equal(found, SLP_REQUEST_RESUME);
    }
}

static void
what_a_request_holds(void **state)
{
    (void)state;
    static const uint32_t asked[] = { 4, 0, 2 };
    const struct slp_request all = { SLP_REQUEST_FILL, asked, 3 };
    const struct slp_request first = { SLP_REQUEST_FILL, asked, 1 };
    for (uint32_t at = 0; at < 6; at++) {
        assert_int_equal(slp_request_holds(&all, at), at == 4 || at == 0 || at == 2);
        assert_int_equal(slp_request_holds(&first, at), at == 4);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(what_is_no_word),
        cmocka_unit_test(what_a_request_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
