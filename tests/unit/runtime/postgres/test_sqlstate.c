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
    assert_int_equal(slp_sqlstate_find("28P01")->class, SL_LOGIN);
    assert_int_equal(slp_sqlstate_find("42704")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("55000")->class, SL_GAP);
    assert_int_equal(slp_sqlstate_find("55006")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("53400")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("ZZZZZ")->class, SL_CONFIG);
    assert_true(slp_sqlstate_in(BYTES("connection failed: FATAL:  28P01: no: x"), code));
    assert_string_equal(code, "28P01");
    assert_false(slp_sqlstate_in(BYTES("Connection refused"), code));
    assert_false(slp_sqlstate_in(BYTES("FATAL:  28p01: no"), code));
    assert_false(slp_sqlstate_in(BYTES("FATAL:  28P01"), code));
    assert_string_equal(code, "");
}

static void
each_has_a_remedy(void **state)
{
    static const char *const codes[] = { "08P01", "08006", "40001", "42710", "53300", "55006",
                                         "55P03", "57P01", "58030", "72000", "XX000", "ZZZZZ" };
    (void)state;
    for (size_t at = 0; at < sizeof codes / sizeof *codes; at++)
        assert_true(strlen(slp_sqlstate_find(codes[at])->remedy) > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlstates_have_classes),
        cmocka_unit_test(each_has_a_remedy),
    };
    return cmocka_run_group_tests_name("sqlstate", tests, NULL, NULL);
}
