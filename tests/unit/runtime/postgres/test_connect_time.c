/* test_connect_time.c - how long connecting may take. */
#include "postgres/connect_time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { OTHERWISE_MS = 30000 };

static void
expect(const char *conninfo, int64_t host_ms, int64_t all_ms)
{
    struct slp_connect_time time;
    struct sl_err err;
    assert_int_equal(slp_connect_time(conninfo, OTHERWISE_MS, &time, &err), 0);
    assert_int_equal(time.host_ms, host_ms);
    assert_int_equal(time.all_ms, all_ms);
}

static void
what_conninfo_says_wins(void **state)
{
    (void)state;
    expect("", 30000, 30000);
    expect("host=here", 30000, 30000);
    expect("platform", 30000, 30000);
    expect("host=here connect_timeout=4", 4000, 4000);
    expect("postgresql://here/platform?connect_timeout=90", 90000, 90000);
}

static void
each_host_has_the_time(void **state)
{
    (void)state;
    expect("host=a,b connect_timeout=5", 5000, 10000);
    expect("postgresql://a,b,c/platform", 30000, 90000);
    expect("host=a hostaddr=192.0.2.1,192.0.2.2 connect_timeout=5", 5000, 10000);
}

/* As libpq has it. */
static void
there_may_be_no_limit(void **state)
{
    (void)state;
    expect("host=here connect_timeout=0", 0, 0);
    expect("host=a,b connect_timeout=-1", 0, 0);
}

static void
what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = { "connect_timeout=5s", "connect_timeout=soon",
                                         "connect_timeout=99999999999" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct slp_connect_time time;
        struct sl_err err;
        assert_int_equal(slp_connect_time(wrong[i], OTHERWISE_MS, &time, &err), -1);
        assert_int_equal(err.class, SL_CONFIG);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_conninfo_says_wins),
        cmocka_unit_test(each_host_has_the_time),
        cmocka_unit_test(there_may_be_no_limit),
        cmocka_unit_test(what_is_no_number_is_refused),
    };
    return cmocka_run_group_tests_name("connect_time", tests, NULL, NULL);
}
