/* test_seen.c - transactions that the stream has brought, and what a snapshot shows of them. */
#include "fill/seen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
a_snapshot_sees_what_has_ended_before_it(void **state)
{
    (void)state;
    struct slp_seen seen = { .count = 0 };
    assert_true(slp_seen_by(&seen, "100:100:"));
    slp_seen_add(&seen, 100);
    slp_seen_add(&seen, 104);
    slp_seen_add(&seen, 104);
    assert_int_equal(seen.count, 2);
    assert_true(slp_seen_by(&seen, "100:105:"));
    assert_true(slp_seen_by(&seen, "101:107:101,103,105"));
    assert_false(slp_seen_by(&seen, "100:105:100"));
    assert_false(slp_seen_by(&seen, "101:107:103,104"));
    assert_false(slp_seen_by(&seen, "100:104:")); /* the newest is not in it yet */
    slp_seen_clear(&seen);
    assert_true(slp_seen_by(&seen, "100:100:"));
}

/* The stream has 32 bits of a number, a snapshot all 64; they come round. */
static void
numbers_come_round(void **state)
{
    (void)state;
    struct slp_seen seen = { .count = 0 };
    slp_seen_add(&seen, 4294967290);
    slp_seen_add(&seen, 5);
    assert_true(slp_seen_by(&seen, "8589934586:8589934598:")); /* 2^33 - 6 : 2^33 + 6 */
    assert_false(slp_seen_by(&seen, "8589934586:8589934598:8589934586"));
    assert_false(slp_seen_by(&seen, "8589934586:8589934597:"));
    assert_false(slp_seen_by(&seen, "8589934586:8589934590:"));
}

/* Then all before the newest must have ended. */
static void
too_many_are_not_kept_one_by_one(void **state)
{
    (void)state;
    struct slp_seen seen = { .count = 0 };
    for (uint32_t xid = 1000; xid < 1000 + SLP_SEEN_MAX; xid++)
        slp_seen_add(&seen, xid);
    assert_true(slp_seen_by(&seen, "900:9000:900"));
    slp_seen_add(&seen, 7005);
    slp_seen_add(&seen, 7001); /* commits come in another order than numbers */
    assert_false(slp_seen_by(&seen, "900:9000:900"));
    assert_false(slp_seen_by(&seen, "7005:9000:7005"));
    assert_true(slp_seen_by(&seen, "7006:9000:7006"));
    assert_false(slp_seen_by(&seen, "7006:9000:1000")); /* one that is kept */
    slp_seen_clear(&seen);
    assert_true(slp_seen_by(&seen, "900:9000:900"));
}

static void
what_is_no_snapshot_sees_nothing(void **state)
{
    static const char *const wrong[] = { "", "x", "100", "100:", "100:200", "100:200,5" };
    (void)state;
    const struct slp_seen seen = { .count = 0 };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(slp_seen_by(&seen, wrong[i]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snapshot_sees_what_has_ended_before_it),
        cmocka_unit_test(numbers_come_round),
        cmocka_unit_test(too_many_are_not_kept_one_by_one),
        cmocka_unit_test(what_is_no_snapshot_sees_nothing),
    };
    return cmocka_run_group_tests_name("seen", tests, NULL, NULL);
}
