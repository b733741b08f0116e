/* test_lsn.c - positions in the write-ahead log as text. */
#include "postgres/lsn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
positions_are_two_hexadecimal_halves(void **state)
{
    (void)state;
    static const char *const wrong[] = { "",      "/",   "1",           "1/",  "/1",
                                         "1/2/3", "g/1", "1/123456789", "1/2 " };
    uint64_t lsn;
    assert_true(slp_lsn_parse("16/B374D848", &lsn) && lsn == UINT64_C(0x16B374D848));
    assert_true(slp_lsn_parse("0/0", &lsn) && lsn == 0);
    assert_true(slp_lsn_parse("ffffffff/FFFFFFFF", &lsn) && lsn == UINT64_MAX);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_false(slp_lsn_parse(wrong[i], &lsn));
    assert_false(slp_lsn_parse(NULL, &lsn));
}

/* The header of a page has 24 bytes, and 40 on the first page of a segment. */
static void
a_position_behind_a_page_header_is_the_page(void **state)
{
    (void)state;
    static const uint64_t page = UINT64_C(0x1600002000);
    assert_int_equal(slp_lsn_floor(page), page);
    assert_int_equal(slp_lsn_floor(page + 24), page);
    assert_int_equal(slp_lsn_floor(page + 40), page);
    assert_int_equal(slp_lsn_floor(page + 48), page + 48);
    assert_int_equal(slp_lsn_floor(page - 8), page - 8);
    assert_int_equal(slp_lsn_floor(0), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_are_two_hexadecimal_halves),
        cmocka_unit_test(a_position_behind_a_page_header_is_the_page),
    };
    return cmocka_run_group_tests_name("lsn", tests, NULL, NULL);
}
