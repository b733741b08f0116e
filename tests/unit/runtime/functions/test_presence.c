/* test_presence.c - what a column holds, at all; never missing. */
#include "fixture.h"

static void
presence(void **state)
{
    (void)state;
    is_yes(sl_present(out, text("a")));
    is_yes(sl_present(out, text(" a ")));
    is_yes(sl_present(out, text("\xc2\xa0"))); /* a no-break space is no ASCII */
    is_no(sl_present(out, text("")));
    is_no(sl_present(out, text(" \t\n\v\f\r")));
    is_no(sl_present(out, missing));
    is_unchanged(sl_present(out, unchanged));
    is_yes(sl_present(out, sealed(SL_JSON, 0, "null")));
    is_yes(sl_present(out, sealed(SL_BYTES, 0, "")));
    is_no(sl_is_missing(out, text("")));
    is_yes(sl_is_missing(out, missing));
    is_unchanged(sl_is_missing(out, unchanged));
    is_yes(sl_not_missing(out, text("")));
    is_no(sl_not_missing(out, missing));
    is_unchanged(sl_not_missing(out, unchanged));
}

static void
presence_is_never_missing(void **state)
{
    (void)state;
    struct sl_sealed parts = sl_part(out, sl_part(out, sl_no_parts(), missing), text("a"));
    assert_int_equal(sl_count_present(out, parts).value.integer, 1);
    parts = sl_part(out, sl_part(out, sl_no_parts(), missing), unchanged);
    assert_int_equal(sl_count_present(out, parts).value.state, SL_UNCHANGED);
    assert_int_equal(sl_count_present(out, sl_no_parts()).value.integer, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presence),
        cmocka_unit_test(presence_is_never_missing),
    };
    return cmocka_run_group_tests_name("presence", tests, make_record, free_record);
}
