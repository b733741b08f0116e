/* test_names.c - names that came to mean other columns, and what is remembered of them. */
#include "coverage/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define TABLE "table\t16400\tapp\tt\t1\n"
#define OTHER_TABLE "table\t16500\tapp\tt\t1\n"

#define WAS "column\tid\t1\t23\ncolumn\tlabel\t2\t25\nother\tplace\t3\n" TABLE

/* Which name has moved from one note to the other; "": none. */
static void
expect(const char *noted, const char *now, const char *moved)
{
    struct sl_str name = SL_STR("");
    assert_true(slp_names_moved(sl_str_of(noted), sl_str_of(now), &name) == (moved[0] != '\0'));
    assert_true(sl_str_is(name, moved));
}

static void
names_that_moved(void **state)
{
    (void)state;
    expect(WAS, WAS, "");
    expect(WAS, "column\tid\t1\ncolumn\tlabel\t3\nother\tplace\t2\n" TABLE, "label");
    expect(WAS, "column\tid\t1\ncolumn\tplace\t2\nother\tlabel\t3\n" TABLE, "place");
    expect(WAS, "column\tid\t1\ncolumn\tlabel\t3\nother\told\t2\n" TABLE, "label");
    expect(WAS, "column\tid\t1\ncolumn\tlabel\t3\n" TABLE, "label");
}

static void
names_that_did_not(void **state)
{
    (void)state;
    /* Unread; a new name; a new column; no column; another table; nothing known. */
    expect(WAS, "column\tid\t1\nother\tlabel\t3\nother\tplace\t2\n" TABLE, "");
    expect(WAS, "column\tid\t1\ncolumn\ttitle\t2\nother\tplace\t3\n" TABLE, "");
    expect(WAS, "column\tid\t1\ncolumn\tlabel\t4\nother\tplace\t3\n" TABLE, "");
    expect(WAS, "column\tid\t1\ncolumn\tlabel\t0\nother\tplace\t2\n" TABLE, "");
    expect("column\tlabel\t0\ncolumn\tplace\t3\n" TABLE, "column\tlabel\t3\n" TABLE, "");
    expect(WAS, "column\tid\t1\ncolumn\tlabel\t3\nother\tplace\t2\n" OTHER_TABLE, "");
    expect("", "column\tlabel\t3\n" TABLE, "");
}

/* By the table's OID, and as they were first noted. */
static void
names_that_are_remembered(void **state)
{
    (void)state;
    const char *const now = "column\tid\t1\ncolumn\tlabel\t3\nother\tplace\t2\n" TABLE;
    expect("column\tlabel\t2\nname\t16400\tlabel\t2\nname\t16400\tplace\t3\n" OTHER_TABLE, now,
           "label");
    expect("column\tlabel\t2\nname\t16500\tlabel\t2\nname\t16500\tplace\t3\n", now, "");
    expect("column\tid\t1\nname\t16400\tlabel\t2\nother\tlabel\t3\nother\tplace\t2\n" TABLE, now,
           "label");
    assert_true(slp_names_are_known(SL_STR(WAS), sl_str_of(now)));
    assert_true(slp_names_are_known(SL_STR("name\t16400\tplace\t3\n" OTHER_TABLE), sl_str_of(now)));
    assert_false(slp_names_are_known(SL_STR("column\tlabel\t2\n" OTHER_TABLE), sl_str_of(now)));
    assert_false(slp_names_are_known(SL_STR(""), SL_STR("")));
}

static void
expect_remembered(const char *noted, const char *now, bool own, const char *lines)
{
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    assert_true(slp_names_remember(sl_str_of(noted), sl_str_of(now), own, &out));
    assert_string_equal(sl_buf_cstr(&out), lines);
    sl_buf_done(&out);
}

static void
what_is_to_be_remembered(void **state)
{
    (void)state;
    expect_remembered(WAS, WAS, true, "");
    expect_remembered("", WAS, true, "");
    /* Swapped unread; gone; a new column; a table that another one replaces. */
    expect_remembered(WAS, "column\tid\t1\nother\tlabel\t3\nother\tplace\t2\n" TABLE, true,
                      "name\t16400\tlabel\t2\nname\t16400\tplace\t3\n");
    expect_remembered(WAS, "column\tid\t1\nother\tplace\t3\n" TABLE, true,
                      "name\t16400\tlabel\t2\n");
    expect_remembered(WAS, "column\tid\t1\ncolumn\tlabel\t4\nother\tplace\t3\n" TABLE, true, "");
    expect_remembered(WAS, "column\tid\t1\n" OTHER_TABLE, true,
                      "name\t16400\tid\t1\nname\t16400\tlabel\t2\nname\t16400\tplace\t3\n");
    /* Back, and as it was; somebody has said that the names are right. */
    expect_remembered("column\tid\t1\nname\t16400\tid\t1\nname\t16400\tlabel\t2\n" OTHER_TABLE, WAS,
                      true, "name\t16500\tid\t1\n");
    expect_remembered(WAS, "column\tid\t1\nother\tlabel\t3\nother\tplace\t2\n" TABLE, false, "");
    expect_remembered("name\t16500\tid\t1\n" WAS, "column\tlabel\t3\n" TABLE, false,
                      "name\t16500\tid\t1\n");
}

static void
what_is_forgotten(void **state)
{
    (void)state;
    const struct sl_str note =
        SL_STR("column\tid\t1\nname\t1\ta\t1\nname\t1\tb\t2\nname\t2\ta\t1\n" TABLE);
    struct sl_str rest = note, oid = SL_STR("");
    struct sl_buf out;
    assert_true(slp_names_next_table(&rest, &oid) && sl_str_is(oid, "1"));
    assert_true(slp_names_next_table(&rest, &oid) && sl_str_is(oid, "2"));
    assert_false(slp_names_next_table(&rest, &oid));
    sl_buf_init(&out, 4096);
    slp_names_forget(note, SL_STR("1"), &out);
    assert_string_equal(sl_buf_cstr(&out), "column\tid\t1\nname\t2\ta\t1\n" TABLE);
    sl_buf_clear(&out);
    slp_names_collect(note, &out);
    assert_string_equal(sl_buf_cstr(&out),
                        "name\t16400\tid\t1\nname\t1\ta\t1\nname\t1\tb\t2\nname\t2\ta\t1\n");
    sl_buf_done(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_moved),          cmocka_unit_test(names_that_did_not),
        cmocka_unit_test(names_that_are_remembered), cmocka_unit_test(what_is_to_be_remembered),
        cmocka_unit_test(what_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
