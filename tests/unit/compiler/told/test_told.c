/* test_told.c - what was told: each line once, in one order, and files that two branches have merged. */
#include "maxima.h"
#include "told/told.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BEGIN "{\"form\": \"sluice told 1\", \"lines\": [\n"
#define BAND "[\"board\", \"club.members\", \"dues\", \"band(dues, edges: [600])\"],\n"
#define DECIDED "[\"board\", \"club.members\", \"dues\", \"dues\", \"decided\"],\n"
#define KEY "[\"board\", \"club.members\", \"no\", \"no\"],\n"
#define END "null]}\n"

static int
set_up(void **state)
{
    *state = sl_arena_new(SL_MIB);
    return 0;
}

static int
tear_down(void **state)
{
    sl_arena_free(*state);
    return 0;
}

static void
expect_written(const struct slc_told *told, const char *expected)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    slc_told_write(told, &out);
    sl_buf_add_byte(&out, '\0');
    assert_string_equal(out.bytes, expected);
    sl_buf_done(&out);
}

static void
a_file_is_read_and_written_in_one_order(void **state)
{
    static const char *const texts[] = {
        BEGIN BAND DECIDED KEY END,
        BEGIN KEY DECIDED BAND END,
        BEGIN KEY BAND KEY DECIDED BAND END, /* two branches, merged line by line */
        BEGIN KEY BAND END BEGIN DECIDED END,
    };
    struct sl_err err;
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
        struct slc_told told;
        slc_told_init(&told, *state);
        int result = slc_told_read(&told, sl_str_of(texts[at]), "TOLD.json", &err);
        assert_int_equal(result, at < 3 ? 0 : -1);
        if (result == 0)
            expect_written(&told, BEGIN BAND DECIDED KEY END);
    }
}

static void
what_is_no_such_file_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "[]",
        "{\"lines\": []}",
        "{\"form\": \"sluice told 2\", \"lines\": []}",
        "{\"form\": \"sluice told 1\"}",
        BEGIN "[\"board\", \"club.members\", \"dues\"],\n" END,
        BEGIN "[\"board\", \"club.members\", \"dues\", \"dues\", \"allowed\"],\n" END,
        BEGIN "[\"board\", \"club.members\", \"dues\", \"dues\", \"decided\", \"x\"],\n" END,
        BEGIN "[\"board\", \"club.members\", \"dues\", 5],\n" END,
        BEGIN "5,\n" END,
    };
    struct sl_err err;
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
        struct slc_told told;
        slc_told_init(&told, *state);
        if (slc_told_read(&told, sl_str_of(texts[at]), "TOLD.json", &err) != -1)
            fail_msg("%s", texts[at]);
    }
}

static void
lines_are_added_once_and_found(void **state)
{
    const struct slc_told_entry entry = { SL_STR("board"), SL_STR("club.members"), SL_STR("dues"),
                                          SL_STR("dues"), false };
    struct slc_told_entry decided = entry;
    struct slc_told told, more;
    decided.decided = true;
    slc_told_init(&told, *state);
    slc_told_init(&more, *state);
    slc_told_add(&told, &entry);
    slc_told_add(&more, &entry);
    slc_told_add(&more, &decided);
    assert_false(slc_told_has(&told, &decided));
    slc_told_add_all(&told, &more);
    assert_true(slc_told_has(&told, &decided));
    assert_int_equal(told.count, 2);
}

static void
more_lines_than_there_was_room_for(void **state)
{
    enum { MANY = 300 };
    struct slc_told told;
    slc_told_init(&told, *state);
    for (int at = MANY; at > 0; at--) {
        const struct slc_told_entry entry = { SL_STR("board"), SL_STR("club.members"),
                                              SL_STR("dues"),
                                              sl_arena_format(*state, "dues >= %03d", at), false };
        slc_told_add(&told, &entry);
    }
    assert_int_equal(told.count, MANY);
    assert_true(sl_str_is(told.entries[0].line, "dues >= 001"));
    assert_true(sl_str_is(told.entries[MANY - 1].line, "dues >= 300"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_read_and_written_in_one_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_such_file_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_added_once_and_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_lines_than_there_was_room_for, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
