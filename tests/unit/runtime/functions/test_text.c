/* test_text.c - letter case and white space. */
#include "fixture.h"

static void
tidying(void **state)
{
    (void)state;
    is_text(sl_lower(out, sl_text("AbC\xc3\x89z[")), "abc\xc3\x89z[");
    is_text(sl_lower(out, sl_text("")), "");
    is_text(sl_trim(out, sl_text(" \v a b\xc2\xa0 \r\n")), "a b\xc2\xa0");
    is_text(sl_trim(out, sl_text(" \t")), "");
    is_text(sl_disclose(sl_sealed_lower(out, text("A"))), "a");
    is_text(sl_disclose(sl_sealed_trim(out, text(" A"))), "A");
    is_missing(sl_lower(out, sl_missing()));
    is_unchanged(sl_disclose(sl_sealed_lower(out, unchanged)));
    is_unchanged(sl_disclose(sl_sealed_trim(out, unchanged)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tidying),
    };
    return cmocka_run_group_tests_name("text", tests, make_record, free_record);
}
