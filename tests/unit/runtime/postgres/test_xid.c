/* test_xid.c - whether a snapshot sees a transaction. */
#include "postgres/xid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
what_has_ended_before_it_is_seen(void **state)
{
    (void)state;
    assert_true(slp_xid_is_seen("100:105:", 104));
    assert_true(slp_xid_is_seen("101:107:101,103,105", 104));
    assert_true(slp_xid_is_seen("10:2000:10,1000,1004", 100)); /* numbers, not their digits */
    assert_false(slp_xid_is_seen("100:105:104", 104));
    assert_false(slp_xid_is_seen("100:107:100,104", 104));
    assert_false(slp_xid_is_seen("100:104:", 104)); /* it is the next to come */
    assert_false(slp_xid_is_seen("100:100:", 104));
}

/* The stream has 32 bits of a number, a snapshot all 64; they come round. */
static void
numbers_come_round(void **state)
{
    (void)state;
    const uint32_t before = 4294967290;                             /* 2^32 - 6 */
    assert_true(slp_xid_is_seen("8589934586:8589934598:", before)); /* 2^33 - 6 : 2^33 + 6 */
    assert_true(slp_xid_is_seen("8589934586:8589934598:", 5));
    assert_false(slp_xid_is_seen("8589934586:8589934598:8589934586", before));
    assert_false(slp_xid_is_seen("8589934586:8589934597:", 5));
    assert_false(slp_xid_is_seen("8589934586:8589934586:", before));
}

static void
what_is_no_snapshot_sees_nothing(void **state)
{
    static const char *const wrong[] = { "", "x", "200", "200:", "200:x:", "200:200,5" };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(slp_xid_is_seen(wrong[i], 100));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_ended_before_it_is_seen),
        cmocka_unit_test(numbers_come_round),
        cmocka_unit_test(what_is_no_snapshot_sees_nothing),
    };
    return cmocka_run_group_tests_name("xid", tests, NULL, NULL);
}
