/* test_seen.c - transactions that the stream has brought, and what a snapshot shows of them. */
#include "fill/seen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What is left of two transactions when the snapshot has seen what it sees; 0: it was dropped. */
static void
check_left(uint32_t first, uint32_t second, const char *snapshot, uint32_t left_first,
           uint32_t left_second)
{
    struct slp_seen seen = { .count = 0 };
    assert_true(slp_seen_add(&seen, first));
    assert_true(slp_seen_add(&seen, second));
    slp_seen_prune(&seen, snapshot);
    assert_int_equal(seen.count, (left_first != 0) + (left_second != 0));
    if (left_first != 0)
        assert_int_equal(seen.xids[0], left_first);
    if (left_second != 0)
        assert_int_equal(seen.xids[seen.count - 1], left_second);
}

static void
what_a_snapshot_sees_is_dropped(void **state)
{
    (void)state;
    check_left(100, 104, "100:105:", 0, 0);
    check_left(100, 104, "101:107:101,103,105", 0, 0);
    check_left(100, 104, "100:105:100", 100, 0);
    check_left(100, 104, "101:107:103,104", 0, 104);
    check_left(100, 104, "100:107:100,104", 100, 104);
    check_left(100, 104, "10:2000:10,1000,1004", 0, 0); /* numbers, not their digits */
    check_left(100, 104, "100:104:", 0, 104);           /* the newest is not in it yet */
    check_left(100, 104, "100:100:", 100, 104);
}

/* What one snapshot did not see is there for the next. */
static void
snapshots_follow_each_other(void **state)
{
    (void)state;
    struct slp_seen seen = { .count = 0 };
    slp_seen_prune(&seen, "100:100:");
    assert_int_equal(seen.count, 0);
    assert_true(slp_seen_add(&seen, 100));
    assert_true(slp_seen_add(&seen, 102));
    slp_seen_prune(&seen, "100:103:100");
    assert_true(slp_seen_add(&seen, 103));
    slp_seen_prune(&seen, "103:103:");
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.xids[0], 103);
    slp_seen_clear(&seen);
    assert_int_equal(seen.count, 0);
}

/* The stream has 32 bits of a number, a snapshot all 64; they come round. */
static void
numbers_come_round(void **state)
{
    (void)state;
    const uint32_t before = 4294967290;                    /* 2^32 - 6 */
    check_left(before, 5, "8589934586:8589934598:", 0, 0); /* 2^33 - 6 : 2^33 + 6 */
    check_left(before, 5, "8589934586:8589934598:8589934586", before, 0);
    check_left(before, 5, "8589934586:8589934597:", 0, 5);
    check_left(before, 5, "8589934586:8589934590:", 0, 5);
    check_left(before, 5, "8589934586:8589934586:", before, 5);
}

static void
too_many_are_refused(void **state)
{
    (void)state;
    struct slp_seen seen = { .count = 0 };
    for (uint32_t xid = 1000; xid < 1000 + SLP_SEEN_MAX; xid++)
        assert_true(slp_seen_add(&seen, xid));
    assert_false(slp_seen_add(&seen, 7005));
    assert_int_equal(seen.count, SLP_SEEN_MAX);
    slp_seen_prune(&seen, "1001:1002:1001"); /* of the first two, one */
    assert_int_equal(seen.count, SLP_SEEN_MAX - 1);
    assert_true(slp_seen_add(&seen, 7005));
    assert_false(slp_seen_add(&seen, 7006));
    assert_int_equal(seen.xids[0], 1001);
    assert_int_equal(seen.xids[SLP_SEEN_MAX - 1], 7005);
}

static void
what_is_no_snapshot_sees_nothing(void **state)
{
    static const char *const wrong[] = { "", "x", "200", "200:", "200:x:", "200:200,5" };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        check_left(100, 104, wrong[i], 100, 104);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_snapshot_sees_is_dropped),
        cmocka_unit_test(snapshots_follow_each_other),
        cmocka_unit_test(numbers_come_round),
        cmocka_unit_test(too_many_are_refused),
        cmocka_unit_test(what_is_no_snapshot_sees_nothing),
    };
    return cmocka_run_group_tests_name("seen", tests, NULL, NULL);
}
