#include "arena.h"
#include "buf.h"
#include "calendar.h"
#include "hash.h"
#include "json_out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
arena_keeps_to_its_maximum(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(100000);
    assert_non_null(sl_arena_alloc(arena, 60000, 8));
    assert_null(sl_arena_alloc(arena, 60000, 8));
    assert_non_null(sl_arena_alloc(arena, 40000, 8));
    assert_int_equal(sl_arena_used(arena), 100000);
    sl_arena_reset(arena);
    assert_non_null(sl_arena_alloc(arena, 100000, 8));
    sl_arena_free(arena);
}

static void
arena_aligns_and_zeroes_after_reset(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 300; size += 7) {
            unsigned char *memory = sl_arena_alloc(arena, size, 16);
            assert_int_equal((uintptr_t)memory % 16, 0);
            for (size_t at = 0; at < size; at++)
                assert_int_equal(memory[at], 0);
            memset(memory, 0xa5, size);
        }
        sl_arena_reset(arena);
    }
    sl_arena_free(arena);
}

static void
arena_makes_c_strings_of_views(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct sl_str view = { .ptr = "policies", .len = 6 };
    assert_string_equal(sl_arena_cstr(arena, view), "polici");
    assert_string_equal(sl_arena_cstr(arena, (struct sl_str) { NULL, 0 }), "");
    assert_string_equal(sl_arena_cformat(arena, "%.*s.%d", SL_FMT(view), 5), "polici.5");
    sl_arena_free(arena);
}

static void
buffer_remembers_its_first_failure(void **state)
{
    (void)state;
    struct sl_buf buf;
    sl_buf_init(&buf, 10);
    sl_buf_add(&buf, "12345678", 8);
    assert_false(sl_buf_failed(&buf));
    sl_buf_add(&buf, "901", 3);
    assert_true(sl_buf_failed(&buf));
    sl_buf_add(&buf, "9", 1);
    assert_int_equal(buf.len, 8);
    sl_buf_clear(&buf);
    assert_false(sl_buf_failed(&buf));
    sl_buf_done(&buf);
}

static void
buffer_prints_and_drops(void **state)
{
    (void)state;
    struct sl_buf buf;
    sl_buf_init(&buf, 1000);
    sl_buf_printf(&buf, "%s-%d", "table", 42);
    sl_buf_drop(&buf, 6);
    assert_true(sl_str_is(sl_buf_str(&buf), "42"));
    sl_buf_done(&buf);
}

static void
json_escapes_what_rfc_8259_asks_for(void **state)
{
    (void)state;
    struct sl_buf buf;
    sl_buf_init(&buf, 1000);
    sl_json_string(&buf, SL_STR("a\"b\\c\n\t\x01\x1f/\x7f\xc3\xa9"));
    assert_true(sl_str_is(sl_buf_str(&buf), "\"a\\\"b\\\\c\\n\\t\\u0001\\u001f/\x7f\xc3\xa9\""));
    sl_buf_done(&buf);
}

/* FIPS 180-4 example: the one-block message "abc". */
static void
sha256_known_answer(void **state)
{
    (void)state;
    char hex[SL_SHA256_HEX_CHARS + 1];
    sl_sha256_hex(SL_STR("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* Every day of thirty centuries, one by one, against the next day by the rules of the calendar. */
static void
calendar_walks_day_by_day(void **state)
{
    (void)state;
    struct sl_civil date = { -401, 1, 1 };
    int64_t days = sl_days_of_civil(date);
    for (int step = 0; step < 366 * 3000; step++, days++) {
        struct sl_civil got = sl_civil_of_days(days);
        assert_true(got.year == date.year && got.month == date.month && got.day == date.day);
        assert_int_equal(sl_days_of_civil(date), days);
        date.day++;
        if (!sl_civil_valid(date)) {
            date.day = 1;
            date.month = date.month == 12 ? 1 : date.month + 1;
            date.year += date.month == 1;
        }
    }
}

static void
calendar_known_days(void **state)
{
    (void)state;
    assert_int_equal(sl_days_of_civil((struct sl_civil) { 1970, 1, 1 }), 0);
    assert_int_equal(sl_days_of_civil((struct sl_civil) { 2000, 2, 29 }), 11016);
    int64_t last_of_january = sl_days_of_civil((struct sl_civil) { 2024, 1, 31 });
    assert_int_equal(sl_days_add_months(last_of_january, 1),
                     sl_days_of_civil((struct sl_civil) { 2024, 2, 29 }));
    assert_int_equal(sl_days_add_months(last_of_january, -12),
                     sl_days_of_civil((struct sl_civil) { 2023, 1, 31 }));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_keeps_to_its_maximum),
        cmocka_unit_test(arena_aligns_and_zeroes_after_reset),
        cmocka_unit_test(arena_makes_c_strings_of_views),
        cmocka_unit_test(buffer_remembers_its_first_failure),
        cmocka_unit_test(buffer_prints_and_drops),
        cmocka_unit_test(json_escapes_what_rfc_8259_asks_for),
        cmocka_unit_test(sha256_known_answer),
        cmocka_unit_test(calendar_walks_day_by_day),
        cmocka_unit_test(calendar_known_days),
    };
    return cmocka_run_group_tests_name("common", tests, NULL, NULL);
}
