/* test_sqlstate.c - classes of PostgreSQL's error codes. */
#include "postgres/sqlstate.h"

#include "bytes.h"

static void
sqlstates_have_classes(void **state)
{
    (void)state;
    char code[SLP_SQLSTATE_CHARS + 1];
    assert_int_equal(slp_sqlstate_find("57P01")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("08006")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("28P01")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("42704")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("55000")->class, SL_GAP);
    assert_int_equal(slp_sqlstate_find("55006")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("53400")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("ZZZZZ")->class, SL_CONFIG);
    assert_true(slp_sqlstate_at_end(BYTES("connection failed: FATAL:  28P01"), code));
    assert_string_equal(code, "28P01");
    assert_false(slp_sqlstate_at_end(BYTES("Connection refused"), code));
    assert_false(slp_sqlstate_at_end(BYTES("FATAL:  28p01"), code));
    assert_string_equal(code, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlstates_have_classes),
    };
    return cmocka_run_group_tests_name("sqlstate", tests, NULL, NULL);
}
