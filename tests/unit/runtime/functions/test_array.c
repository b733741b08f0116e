/* test_array.c - items of an array. */
#include "fixture.h"

static void
arrays_that_are_none(void **state)
{
    static const char *const wrong[] = { "",      "a",     "{",       "{a",    "{a}}",
                                         "{a,}",  "{\"a}", "{a}b",    "[0:1]", "[0:1]={",
                                         "(a,b)", "{{}",   "{\"a\"b}" };
    (void)state;
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_int_equal(sl_count_items(out, sealed(SL_OPAQUE, 0, wrong[at])).value.state,
                         SL_MISSING);
    assert_int_equal(sl_count_items(out, sealed(SL_OPAQUE, 0, "{(1,2),(3,4);(5,6)}")).value.state,
                     SL_VALUE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_that_are_none),
    };
    return cmocka_run_group_tests_name("array", tests, make_record, free_record);
}
