/* test_identity.c - where a timeline was left, in the text of a history. */
#include "postgres/identity.h"

#include "bytes.h"

static void
histories_tell_where_a_timeline_was_left(void **state)
{
    (void)state;
    static const char history[] = "# comment\n\n1\t0/3000148\tno recovery target specified\n"
                                  "2\t1/A0\tbefore 2026-11-23 10:00:00+00\n";
    static const char broken[] = "1\tno position\n";
    uint64_t lsn;
    assert_true(slp_timeline_find(BYTES(history), 1, &lsn) && lsn == 0x3000148);
    assert_true(slp_timeline_find(BYTES(history), 2, &lsn) && lsn == UINT64_C(0x1000000A0));
    assert_true(slp_timeline_find(BYTES(history), 3, &lsn) && lsn == 0);
    assert_true(slp_timeline_find("", 0, 1, &lsn) && lsn == 0);
    assert_false(slp_timeline_find(BYTES(broken), 1, &lsn));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(histories_tell_where_a_timeline_was_left),
    };
    return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
