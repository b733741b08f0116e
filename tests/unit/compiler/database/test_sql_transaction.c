/* Statements about transactions, told by their words. */
#include "../checked.h"

#include "database/sql_transaction.h"

static void
expect(const char *sql, enum slc_sql_transaction_kind kind, bool chain, const char *name)
{
    const struct slc_sql_transaction found = slc_sql_transaction_of(sl_str_of(sql));
    if (found.kind != kind || found.chain != chain || !sl_str_is(found.name, name))
        fail_msg("%s\nis %d, %d, %.*s", sql, (int)found.kind, (int)found.chain, SL_FMT(found.name));
}

static void
beginnings_and_ends_are_known(void **state)
{
    (void)state;
    expect("begin", SLC_SQL_BEGIN, false, "");
    expect("START TRANSACTION READ ONLY", SLC_SQL_BEGIN, false, "");
    expect("/**/ Commit--\n", SLC_SQL_COMMIT, false, "");
    expect("END work", SLC_SQL_COMMIT, false, "");
    expect("COMMIT AND CHAIN", SLC_SQL_COMMIT, true, "");
    expect("commit transaction and chain", SLC_SQL_COMMIT, true, "");
    expect("COMMIT AND NO CHAIN", SLC_SQL_COMMIT, false, "");
    expect("ROLLBACK", SLC_SQL_ROLLBACK, false, "");
    expect("abort and chain", SLC_SQL_ROLLBACK, true, "");
    expect("PREPARE TRANSACTION 'a'", SLC_SQL_PREPARE, false, "");
    expect("COMMIT PREPARED 'a'", SLC_SQL_END_PREPARED, false, "");
    expect("ROLLBACK PREPARED 'a'", SLC_SQL_END_PREPARED, false, "");
    expect("SET TRANSACTION READ ONLY", SLC_SQL_CHARACTER, false, "");
    expect("SET CONSTRAINTS ALL IMMEDIATE", SLC_SQL_IMMEDIATE, false, "");
    expect("COMMIT /* without an end", SLC_SQL_NO_TRANSACTION, false, "");
    expect("SAVEPOINT \"a", SLC_SQL_NO_TRANSACTION, false, "");
}

static void
savepoints_are_known(void **state)
{
    (void)state;
    expect("SAVEPOINT a", SLC_SQL_SAVEPOINT, false, "a");
    expect("savepoint \"a b\"", SLC_SQL_SAVEPOINT, false, "\"a b\"");
    expect("SAVEPOINT savepoint", SLC_SQL_SAVEPOINT, false, "savepoint");
    expect("RELEASE a", SLC_SQL_RELEASE, false, "a");
    expect("RELEASE SAVEPOINT a", SLC_SQL_RELEASE, false, "a");
    expect("ROLLBACK TO a", SLC_SQL_ROLLBACK_TO, false, "a");
    expect("rollback work to savepoint a", SLC_SQL_ROLLBACK_TO, false, "a");
    expect("ROLLBACK TRANSACTION TO a", SLC_SQL_ROLLBACK_TO, false, "a");
}

static void
others_are_about_something_else(void **state)
{
    static const char *const others[] = { "",
                                          "SELECT 1 COMMIT",
                                          "committed",
                                          "\"commit\"",
                                          "PREPARE q AS SELECT 1",
                                          "SET x = 1",
                                          "SET CONSTRAINTS a IMMEDIATE",
                                          "SET CONSTRAINTS ALL DEFERRED",
                                          "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                                          "start" };
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        expect(others[i], SLC_SQL_NO_TRANSACTION, false, "");
}

static void
names_are_compared_as_postgresql_does(void **state)
{
    (void)state;
    assert_true(slc_sql_same_name(SL_STR("a"), SL_STR("A")));
    assert_true(slc_sql_same_name(SL_STR("\"a\""), SL_STR("A")));
    assert_true(slc_sql_same_name(SL_STR("\"a\"\"b\""), SL_STR("\"a\"\"b\"")));
    assert_false(slc_sql_same_name(SL_STR("\"A\""), SL_STR("a")));
    assert_false(slc_sql_same_name(SL_STR("a"), SL_STR("ab")));
    assert_false(slc_sql_same_name(SL_STR("\"a\"\"b\""), SL_STR("\"a\"")));
    assert_false(slc_sql_same_name(SL_STR(""), SL_STR("")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beginnings_and_ends_are_known),
        cmocka_unit_test(savepoints_are_known),
        cmocka_unit_test(others_are_about_something_else),
        cmocka_unit_test(names_are_compared_as_postgresql_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
