/* test_names.c - names that came to mean other columns, and what is remembered of them. */
#include "coverage/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TABLE "table\t16400\tapp\tt\t1\n"
#define OTHER_TABLE "table\t16500\tapp\tt\t1\n"

#define WAS "column\tid\t1\t23\ncolumn\tlabel\t2\t25\nother\tplace\t3\n" TABLE

/* Which name has moved from one note to the other; "": none. */
static void
expect(const char *noted, const char *now, const char *moved)
{
    const struct slp_names names = { .noted = sl_str_of(noted) };
    struct sl_str name = SL_STR("");
    assert_true(slp_names_moved(&names, sl_str_of(now), &name) == (moved[0] != '\0'));
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
    expect("column\tid\t1\nname\t16400\tlabel\t2\nname\t16400\tplace\t3\nother\tlabel\t3\n"
           "other\tplace\t2\n" TABLE,
           now, "label");
    /* Learned while it was not filled, and undone; or not quite. */
    const char *const learned =
        "column\tid\t1\ncolumn\tlabel\t3\nname\t16400\tlabel\t7\nname\t16400\tx\t3\n"
        "name\t16400\ty\t4\n" TABLE;
    expect(learned, now, "");
    expect(learned, "column\tlabel\t4\n" TABLE, "label");
    assert_true(slp_names_are_known(SL_STR(WAS), sl_str_of(now)));
    assert_true(slp_names_are_known(SL_STR("name\t16400\tplace\t3\n" OTHER_TABLE), sl_str_of(now)));
    assert_false(slp_names_are_known(SL_STR("column\tlabel\t2\n" OTHER_TABLE), sl_str_of(now)));
    assert_false(slp_names_are_known(SL_STR(""), SL_STR("")));
}

static void
expect_remembered(const char *noted, const char *now, bool are_meant, const char *lines)
{
    const struct slp_names names = { .noted = sl_str_of(noted) };
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    assert_true(slp_names_remember(&names, sl_str_of(now), are_meant, &out));
    assert_string_equal(sl_buf_cstr(&out), lines);
    sl_buf_done(&out);
}

static void
what_is_to_be_remembered(void **state)
{
    (void)state;
    expect_remembered(WAS, WAS, false, "");
    expect_remembered("", WAS, false, "");
    /* Swapped unread; gone; a new column; a table that another one replaces. */
    expect_remembered(WAS, "column\tid\t1\nother\tlabel\t3\nother\tplace\t2\n" TABLE, false,
                      "name\t16400\tlabel\t2\nname\t16400\tplace\t3\n");
    expect_remembered(WAS, "column\tid\t1\nother\tplace\t3\n" TABLE, false,
                      "name\t16400\tlabel\t2\n");
    expect_remembered(WAS, "column\tid\t1\ncolumn\tlabel\t4\nother\tplace\t3\n" TABLE, false, "");
    expect_remembered(WAS, "column\tid\t1\n" OTHER_TABLE, false,
                      "name\t16400\tid\t1\nname\t16400\tlabel\t2\nname\t16400\tplace\t3\n");
    /* Back, and as it was. */
    expect_remembered("column\tid\t1\nname\t16400\tid\t1\nname\t16400\tlabel\t2\n" OTHER_TABLE, WAS,
                      false, "name\t16500\tid\t1\n");
    /* Somebody has said that the names are right. */
    expect_remembered(WAS, "column\tid\t1\nother\tlabel\t3\nother\tplace\t2\n" TABLE, true, "");
    expect_remembered(WAS, "column\tid\t1\nother\tlabel\t3\n" TABLE, true,
                      "name\t16400\tplace\t3\n");
    expect_remembered("name\t16500\tid\t1\n" WAS, "column\tlabel\t3\n" TABLE, true,
                      "name\t16400\tid\t1\nname\t16400\tplace\t3\nname\t16500\tid\t1\n");
}

/* Of one column a few names that are not read; and all that are. */
static void
how_much_is_remembered(void **state)
{
    (void)state;
    struct sl_buf noted, out;
    sl_buf_init(&noted, 65536);
    sl_buf_init(&out, 65536);
    for (uint32_t i = 100; i < 200; i++)
        sl_buf_printf(&noted, "name\t16400\tc%u\t7\n", i);
    const struct slp_names names = { .noted = sl_buf_str(&noted) };
    const struct sl_str now = SL_STR("column\tc150\t0\ncolumn\tc199\t0\nother\tx\t7\n" TABLE);
    assert_true(slp_names_remember(&names, now, false, &out));
    uint32_t lines = 0;
    for (size_t i = 0; i < out.len; i++)
        lines += out.bytes[i] == '\n';
    assert_int_equal(lines, 18);
    assert_non_null(strstr(sl_buf_cstr(&out), "\tc150\t"));
    assert_non_null(strstr(sl_buf_cstr(&out), "\tc199\t"));
    sl_buf_done(&noted);
    sl_buf_done(&out);
}

#define LABEL_IS(number) "column\tid\t1\ncolumn\tlabel\t" number "\n" TABLE

static void
expect_others(const char *noted, const char *other, bool moved)
{
    const struct sl_str others[] = { SL_STR("name\t16500\tlabel\t1\n" OTHER_TABLE),
                                     sl_str_of(other) };
    const struct slp_names names = { sl_str_of(noted), others, 2 };
    struct sl_str name;
    assert_true(slp_names_moved(&names, SL_STR(LABEL_IS("6")), &name) == moved);
}

/* What a column was called, any note may know; what a name meant, the release's own knows best. */
static void
what_others_know(void **state)
{
    (void)state;
    expect_others(WAS, "", false);
    expect_others(WAS, "name\t16400\tw\t6\n", true);
    expect_others(WAS, "other\tw\t6\n" TABLE, true);
    expect_others(WAS, "other\tw\t6\n" OTHER_TABLE, false);
    expect_others(WAS, LABEL_IS("6"), false);
    expect_others(LABEL_IS("6"), "other\tw\t6\n" LABEL_IS("2"), false);
    expect_others("", "other\tw\t6\n" LABEL_IS("2"), true);
    expect_others("", "other\tw\t6\n" TABLE, false);
}

static void
expect_learned(const char *noted, const char *now, const char *learned)
{
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    assert_true(slp_names_learn(sl_str_of(noted), sl_str_of(now), &out));
    assert_string_equal(sl_buf_cstr(&out), learned);
    sl_buf_done(&out);
}

/* The note's own lines stay as they were. */
static void
what_is_learned(void **state)
{
    (void)state;
    expect_learned(WAS, WAS, WAS);
    expect_learned("", LABEL_IS("2"), "name\t16400\tid\t1\nname\t16400\tlabel\t2\n");
    expect_learned(LABEL_IS("2"), "other\tw\t6\n" LABEL_IS("2"),
                   "column\tid\t1\ncolumn\tlabel\t2\nname\t16400\tw\t6\n" TABLE);
    expect_learned(LABEL_IS("2"), LABEL_IS("7"),
                   "column\tid\t1\ncolumn\tlabel\t2\nname\t16400\tlabel\t7\n" TABLE);
    expect_learned("name\t16400\tlabel\t7\n" LABEL_IS("2"), "name\t16400\tlabel\t2\n" LABEL_IS("7"),
                   LABEL_IS("2"));
    expect_learned(LABEL_IS("2"), "column\tid\t3\n" OTHER_TABLE,
                   "column\tid\t1\ncolumn\tlabel\t2\nname\t16500\tid\t3\n" TABLE);
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
        cmocka_unit_test(how_much_is_remembered),    cmocka_unit_test(what_others_know),
        cmocka_unit_test(what_is_learned),           cmocka_unit_test(what_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
