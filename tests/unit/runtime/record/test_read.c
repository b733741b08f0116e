/* PostgreSQL's text forms, as PostgreSQL 15 prints them under the session's settings, and what is
 * none of them. */
#include "record/moment.h"
#include "record/read.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static char room[65536];

/* In memory of its own length, so that a sanitizer sees reading beyond it. */
static bool
read_as(const struct sl_column *column, const char *text, size_t len, struct sl_value *ret_value)
{
    char *exact = malloc(len + (len == 0));
    assert_non_null(exact);
    memcpy(exact, text, len);
    bool read = sl_read(column, exact, len, ret_value);
    size_t kept = read && ret_value->text.len < sizeof room ? ret_value->text.len : 0;
    if (kept > 0)
        memcpy(room, ret_value->text.ptr, kept);
    ret_value->text = (struct sl_str) { room, kept };
    free(exact);
    return read;
}

static const struct sl_column boolean = { .type_oid = 16, .kind = SL_BOOLEAN };
static const struct sl_column smallint = { .type_oid = 21, .kind = SL_INTEGER };
static const struct sl_column integer = { .type_oid = 23, .kind = SL_INTEGER };
static const struct sl_column bigint = { .type_oid = 20, .kind = SL_INTEGER };
static const struct sl_column real = { .type_oid = 700, .kind = SL_FLOAT };
static const struct sl_column dbl = { .type_oid = 701, .kind = SL_FLOAT };
static const struct sl_column numeric = { .type_oid = 1700, .kind = SL_NUMERIC };
static const struct sl_column text = { .type_oid = 25, .kind = SL_TEXT };
static const struct sl_column chars = { .type_oid = 1042, .kind = SL_TEXT };
static const struct sl_column uuid = { .type_oid = 2950, .kind = SL_UUID };
static const struct sl_column date = { .type_oid = 1082, .kind = SL_DATE };
static const struct sl_column time_of_day = { .type_oid = 1083, .kind = SL_TIME };
static const struct sl_column stamp = { .type_oid = 1114, .kind = SL_TIMESTAMP };
static const struct sl_column stamptz = { .type_oid = 1184, .kind = SL_TIMESTAMPTZ };
static const struct sl_column json = { .type_oid = 3802, .kind = SL_JSON };
static const struct sl_column bytes = { .type_oid = 17, .kind = SL_BYTES };
static const struct sl_column opaque = { .kind = SL_OPAQUE };
static const char *const labels[] = { "open", "it's", NULL };
static const struct sl_column enumerated = { .kind = SL_TEXT, .labels = labels };

static void
assert_integer(const struct sl_column *column, const char *given, int64_t wanted)
{
    struct sl_value value;
    assert_true(read_as(column, given, strlen(given), &value));
    assert_int_equal(value.state, SL_VALUE);
    assert_int_equal(value.kind, column->kind);
    if (value.integer != wanted)
        fail_msg("%s is %lld", given, (long long)value.integer);
}

static void
assert_text(const struct sl_column *column, const char *given, const char *wanted)
{
    struct sl_value value;
    assert_true(read_as(column, given, strlen(given), &value));
    assert_int_equal(value.text.len, strlen(wanted));
    assert_memory_equal(value.text.ptr, wanted, value.text.len);
}

static void
assert_number(const struct sl_column *column, const char *given, double wanted)
{
    struct sl_value value;
    assert_true(read_as(column, given, strlen(given), &value));
    assert_true(value.number == wanted || (isnan(value.number) && isnan(wanted)));
    assert_int_equal(signbit(value.number) != 0, signbit(wanted) != 0);
    assert_text(column, given, given);
}

static void
assert_none(const struct sl_column *column, const char *const *given)
{
    struct sl_value value;
    for (; *given != NULL; given++)
        if (read_as(column, *given, strlen(*given), &value))
            fail_msg("'%s' was read", *given);
}

#define NONE(column, ...) assert_none(column, (const char *const[]) { __VA_ARGS__, NULL })

static void
booleans(void **state)
{
    (void)state;
    struct sl_value value;
    assert_true(read_as(&boolean, "t", 1, &value) && value.boolean);
    assert_true(read_as(&boolean, "f", 1, &value) && !value.boolean);
    NONE(&boolean, "", "true", "T", "1", "tt");
}

static void
integers(void **state)
{
    (void)state;
    assert_integer(&bigint, "0", 0);
    assert_integer(&bigint, "-9223372036854775808", INT64_MIN);
    assert_integer(&bigint, "9223372036854775807", INT64_MAX);
    assert_integer(&integer, "-2147483648", INT32_MIN);
    assert_integer(&smallint, "32767", INT16_MAX);
    NONE(&bigint, "", "-", "+1", " 1", "1 ", "9223372036854775808", "-9223372036854775809", "1.0");
    NONE(&integer, "2147483648", "-2147483649");
    NONE(&smallint, "32768", "-32769");
}

static void
floats(void **state)
{
    (void)state;
    assert_number(&dbl, "0.1", 0.1);
    assert_number(&dbl, "1e+22", 1e22);
    assert_number(&dbl, "-0", -0.0);
    assert_number(&dbl, "1.7976931348623157e+308", 1.7976931348623157e308);
    assert_number(&dbl, "5e-324", 5e-324);
    assert_number(&dbl, "NaN", (double)NAN);
    assert_number(&dbl, "-Infinity", -(double)INFINITY);
    assert_number(&real, "0.1", (double)0.1F);
    assert_number(&real, "1e-45", (double)1e-45F);
    NONE(&dbl, "", "nan", "inf", "0x10", "1.", ".5", "1e", "1,5", "01", " 1", "+1");
}

static void
numerics(void **state)
{
    (void)state;
    const char *const good[] = { "0",   "0.50",     "-0.01",    "123456789012345678901234567890.10",
                                 "NaN", "Infinity", "-Infinity" };
    for (size_t at = 0; at < sizeof good / sizeof *good; at++)
        assert_text(&numeric, good[at], good[at]);
    NONE(&numeric, "", ".5", "5.", "1e5", "1E5", "--1", "00", "-", "Inf", "1 ", "1}");
}

static void
texts(void **state)
{
    (void)state;
    assert_text(&text, "", "");
    assert_text(&text, " a \xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80  ",
                " a \xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80  ");
    assert_text(&chars, "ab   ", "ab");
    assert_text(&chars, "   ", "");
    assert_text(&enumerated, "it's", "it's");
    NONE(&text, "\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
         "\xff", "12345678\xc3");
    assert_text(&enumerated, "closed", "closed");
    assert_true(sl_lists_label(&enumerated, SL_STR("it's")));
    assert_false(sl_lists_label(&enumerated, SL_STR("closed")));
    assert_false(sl_lists_label(&enumerated, SL_STR("open ")));
    assert_false(sl_lists_label(&enumerated, SL_STR("")));
    assert_text(&uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    NONE(&uuid, "", "a0eebc999c0b4ef8bb6d6bb9bd380a11", "A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11",
         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g");
    assert_text(&opaque, "{a,NULL,\"b c\"}", "{a,NULL,\"b c\"}");
}

static void
dates(void **state)
{
    (void)state;
    assert_integer(&date, "1970-01-01", 0);
    assert_integer(&date, "2026-01-15", 20468);
    assert_integer(&date, "2000-02-29", 11016);
    assert_integer(&date, "0001-01-01", SL_FIRST_DAY);
    assert_integer(&date, "0001-12-31 BC", SL_FIRST_DAY - 1);
    assert_integer(&date, "0001-02-29 BC", SL_FIRST_DAY - 307);
    assert_integer(&date, "4713-01-01 BC", -2440550);
    assert_integer(&date, "5874897-12-31", 2145042905);
    assert_integer(&date, "infinity", SL_TIME_AFTER_ALL);
    assert_integer(&date, "-infinity", SL_TIME_BEFORE_ALL);
    NONE(&date, "", "2026-1-15", "2026-02-29", "2026-00-10", "2026-13-01", "2026-01-00",
         "2026-04-31", "15/01/2026", "0000-01-01", "2026-01-15 ", "2026-01-15 AD", "12345678-01-01",
         "2026-01-15 10:00:00", "Infinity");
}

static void
times(void **state)
{
    (void)state;
    assert_integer(&time_of_day, "00:00:00", 0);
    assert_integer(&time_of_day, "10:16:00.5", INT64_C(36960500000));
    assert_integer(&time_of_day, "24:00:00", SL_US_PER_DAY);
    NONE(&time_of_day, "", "10:16", "10:16:60", "24:00:00.000001", "25:00:00", "10:16:00.",
         "10:16:00.1234567", "10:16:00+00");
}

static void
timestamps(void **state)
{
    (void)state;
    assert_integer(&stamp, "2026-01-15 10:16:00.123456", INT64_C(1768472160123456));
    assert_integer(&stamp, "1969-12-31 23:59:59.999999", -1);
    assert_integer(&stamptz, "2026-01-15 10:16:00+00", INT64_C(1768472160000000));
    assert_integer(&stamptz, "0001-12-31 23:59:59.5+00 BC", SL_FIRST_DAY * SL_US_PER_DAY - 500000);
    assert_integer(&stamptz, "infinity", SL_TIME_AFTER_ALL);
    assert_integer(&stamp, "294247-01-10 04:00:54.775806", INT64_MAX - 1);
    assert_integer(&stamp, "294247-01-10 04:00:54.775807", INT64_MAX - 1);
    assert_integer(&stamp, "294276-12-31 23:59:59.999999", INT64_MAX - 1);
    NONE(&stamp, "", "2026-01-15", "2026-01-15T10:16:00", "2026-01-15 10:16:00+00");
    NONE(&stamptz, "2026-01-15 10:16:00", "2026-01-15 10:16:00+01", "2026-01-15 10:16:00+00:30",
         "2026-01-15 10:16:00 BC+00");
}

static void
json_values(void **state)
{
    (void)state;
    const char *const good[] = {
        "null",
        "true",
        "0",
        "-0.5e+10",
        "1234567890123456789012345678901234567890",
        "\"\"",
        "\"\\u00e9\\n\\\"\"",
        "[]",
        "{}",
        "[1, [2, {}], {\"a\": []}]",
        "{\"a\": {\"b\": [null, \"x\"]}, \"\": 1}",
    };
    for (size_t at = 0; at < sizeof good / sizeof *good; at++)
        assert_text(&json, good[at], good[at]);
    NONE(&json, "", " ", "[", "]", "{", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{a: 1}", "[1 2]",
         "nul", "nulll", "01", "1.", "\"", "\"\n\"", "\"\\x\"", "\"\\u12g4\"", "[1]\n", "\n1",
         "1} ", "[1}", "{\"a\": 1]", "1, 2", "\"\xff\"", "'a'", "NaN");
}

static void
deep_json(void **state)
{
    (void)state;
    struct sl_value value;
    memset(room, '[', 32768);
    memset(room + 32768 - 16384, ']', 16384);
    assert_true(read_as(&json, room, 32768, &value));
    memset(room, '[', 65535);
    assert_false(read_as(&json, room, 65535, &value));
}

static void
byte_strings(void **state)
{
    (void)state;
    assert_text(&bytes, "\\x", "");

    struct sl_value value;
    assert_true(read_as(&bytes, "\\x00ff41", 8, &value));
    assert_int_equal(value.text.len, 3);
    assert_memory_equal(value.text.ptr, "\0\xff\x41", 3);
    NONE(&bytes, "", "\\", "x00", "\\x0", "\\x0g", "\\xAB", "\\000");
}

static void
the_calendar_goes_there_and_back(void **state)
{
    (void)state;
    for (int64_t day = -2500000; day <= 3000000; day += 17) {
        struct sl_civil civil = sl_civil_of_days(day);
        assert_true(sl_civil_valid(civil));
        assert_true(sl_days_of_civil(civil) == day);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(booleans),     cmocka_unit_test(integers),
        cmocka_unit_test(floats),       cmocka_unit_test(numerics),
        cmocka_unit_test(texts),        cmocka_unit_test(dates),
        cmocka_unit_test(times),        cmocka_unit_test(timestamps),
        cmocka_unit_test(json_values),  cmocka_unit_test(deep_json),
        cmocka_unit_test(byte_strings), cmocka_unit_test(the_calendar_goes_there_and_back),
    };
    return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
