/* Records: their bytes, their identity, and how they fail. */
#include "../sample_policy.h"
#include "maxima.h"
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t key_bytes[] = "a key for tests, 32 bytes or more";
static const struct sl_key keys[] = { { key_bytes, sizeof key_bytes - 1 } };
static const struct sl_position shared = {
    .kind = SL_POSITIONS_SHARED, .gen = 1, .run = 5, .lsn = 0x16b37480, .seq = 3
};
static const int64_t commit_us = INT64_C(1768472160123456); /* 2026-01-15 10:16:00.123456 */

static struct sl_record *
record_of(const struct sl_projection *projection)
{
    struct sl_err err;
    struct sl_record *record = sl_record_new(projection, keys, &err);
    assert_non_null(record);
    return record;
}

static struct sl_record_text
end(struct sl_record *record)
{
    struct sl_record_text text;
    struct sl_err err;
    assert_int_equal(sl_record_end(record, &text, &err), 0);
    return text;
}

static void
assert_text(struct sl_str text, const char *wanted)
{
    assert_int_equal(text.len, strlen(wanted));
    assert_memory_equal(text.ptr, wanted, text.len);
}

static struct sl_value
a_value(enum sl_kind kind, int64_t integer, const char *text)
{
    return (struct sl_value) {
        .state = SL_VALUE, .kind = kind, .integer = integer, .text = sl_str_of(text)
    };
}

/* A projection of one open field beside a key, to look at single values. */
static const char *const plain_row_key[] = { "id" };
static const struct sl_projection plain = {
    .destination = "lake",
    .stream = "plain",
    .policy = "lake.plain@1:00",
    .row_key = plain_row_key,
    .nrow_key = 1,
};

/* The JSON of one value as a field. */
static void
assert_field(struct sl_value value, const char *wanted)
{
    struct sl_record *record = record_of(&plain);
    sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
    sl_put(record, "id", sl_integer(7));
    sl_put(record, "x", (struct sl_open) { value });
    struct sl_record_text text = end(record);
    char payload[256] = ",\"id\":7,\"x\":";
    strncat(payload, wanted, sizeof payload - strlen(payload) - 1);
    assert_text(text.payload, payload);
    assert_int_equal(sl_record_nulled(record),
                     strcmp(wanted, "null") == 0 && value.state == SL_VALUE);
    sl_record_free(record);
}

static void
the_envelope_of_shared_positions(void **state)
{
    (void)state;
    struct sl_value cells[SAMPLE_PEOPLE_CELLS] = {
        a_value(SL_INTEGER, 42, NULL),
        a_value(SL_DATE, 3864, NULL), /* 1980-07-31 */
        a_value(SL_NUMERIC, 0, "250.00"),
        { .state = SL_MISSING, .kind = SL_BOOLEAN },
        a_value(SL_TEXT, 0, "paused"),
        a_value(SL_TEXT, 0, " \t"),
        a_value(SL_JSON, 0, "{\"a\": [1, \"\\n\"]}"),
        a_value(SL_TIMESTAMPTZ, commit_us, NULL),
    };
    const struct sl_row row = { cells, commit_us - commit_us % 1000000 };
    struct sl_record *record = record_of(&sample_lake_people);
    sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
    sample_lake_people.upsert(&row, record);
    struct sl_record_text text = end(record);
    /* HMAC-SHA-256 of sluice/2 NUL sample_link NUL lake NUL person NUL integer NUL 42, from `openssl mac`. */
    assert_text(text.json,
                "{\"_op\":\"u\",\"_format\":2,\"_gen\":1,\"_run\":5,"
                "\"_lsn\":\"0000000016B37480\",\"_seq\":3,"
                "\"_policy\":\"lake.people@1:0123456789abcdef\","
                "\"_commit_time\":\"2026-01-15T10:16:00.000000Z\","
                "\"person_ref\":\"605c8fbaa647ef3c55f8f8c5c6775f35\",\"age_band\":\"40-49\","
                "\"balance_band\":\"250..1000\",\"consented\":null,\"stage\":\"arrangement\","
                "\"has_note\":false,\"details\":{\"a\": [1, \"\\n\"]},\"joined\":\"2026-01\"}");
    assert_text(text.key, "\"person_ref\":\"605c8fbaa647ef3c55f8f8c5c6775f35\"");
    assert_false(text.has_unchanged);
    assert_int_equal(text.payload.ptr + text.payload.len - text.json.ptr, text.json.len - 1);
    sl_record_free(record);
}

static void
the_envelope_of_positions_apart(void **state)
{
    (void)state;
    struct sl_value cells[SAMPLE_OPEN_PEOPLE_CELLS] = { a_value(SL_INTEGER, 42, NULL) };
    const struct sl_row row = { cells, 0 };
    struct sl_record *record = record_of(&sample_regulator_open_people);
    const struct sl_position apart = { .kind = SL_POSITIONS_APART,
                                       .gen = UINT64_MAX,
                                       .run = UINT32_MAX,
                                       .lsn = 0x16b37480,
                                       .seq = UINT64_MAX };
    sl_record_begin(record, SL_OP_DELETE, &apart, commit_us);
    sample_regulator_open_people.erase(&row, record);
    struct sl_record_text text = end(record);
    assert_text(text.json, "{\"_op\":\"d\",\"_format\":2,\"_gen\":18446744073709551615,"
                           "\"_run\":4294967295,\"_pos\":18446744073709551615,"
                           "\"_policy\":\"regulator.open_people@2:fedcba9876543210\","
                           "\"person_ref\":\"82750f7a72dce199aba4ff7e08dc9cdd\"}");
    sl_record_free(record);
}

/* One record after the other, each of another identity in one part: nothing of the one before stays
 * in the envelope, whether a filter was asked in between or not. */
static void
each_envelope_is_its_own(void **state)
{
    static const struct {
        enum sl_op op;
        struct sl_position position;
        const char *begin;
    } cases[] = {
        { SL_OP_INSERT,
          { SL_POSITIONS_SHARED, 1, 1, 0x10, 0 },
          "{\"_op\":\"c\",\"_format\":2,\"_gen\":1,\"_run\":1,\"_lsn\":\"0000000000000010\",\"_"
          "seq\":0,\"_policy\"" },
        { SL_OP_INSERT,
          { SL_POSITIONS_SHARED, 1, 1, 0x10, 1 },
          "{\"_op\":\"c\",\"_format\":2,\"_gen\":1,\"_run\":1,\"_lsn\":\"0000000000000010\",\"_"
          "seq\":1,\"_policy\"" },
        { SL_OP_UPDATE,
          { SL_POSITIONS_SHARED, 1, 1, 0x10, 1 },
          "{\"_op\":\"u\",\"_format\":2,\"_gen\":1,\"_run\":1,\"_lsn\":\"0000000000000010\",\"_"
          "seq\":1,\"_policy\"" },
        { SL_OP_UPDATE,
          { SL_POSITIONS_SHARED, 1, 4, 0x10, 1 },
          "{\"_op\":\"u\",\"_format\":2,\"_gen\":1,\"_run\":4,\"_lsn\":\"0000000000000010\",\"_"
          "seq\":1,\"_policy\"" },
        { SL_OP_UPDATE,
          { SL_POSITIONS_SHARED, 1, 4, 0x20, 1 },
          "{\"_op\":\"u\",\"_format\":2,\"_gen\":1,\"_run\":4,\"_lsn\":\"0000000000000020\",\"_"
          "seq\":1,\"_policy\"" },
        { SL_OP_UPDATE,
          { SL_POSITIONS_SHARED, 2, 4, 0x20, 1 },
          "{\"_op\":\"u\",\"_format\":2,\"_gen\":2,\"_run\":4,\"_lsn\":\"0000000000000020\",\"_"
          "seq\":1,\"_policy\"" },
        { SL_OP_UPDATE,
          { SL_POSITIONS_APART, 2, 4, 0x20, 1 },
          "{\"_op\":\"u\",\"_format\":2,\"_gen\":2,\"_run\":4,\"_pos\":1,\"_policy\"" },
    };
    struct sl_record *record = record_of(&plain);
    (void)state;
    for (size_t at = 0; at < 2 * (sizeof cases / sizeof *cases); at++) {
        const char *begin = cases[at / 2].begin;
        sl_record_begin(record, cases[at / 2].op, &cases[at / 2].position, commit_us);
        sl_put(record, "id", sl_integer(7));
        struct sl_record_text text = end(record);
        assert_true(text.json.len > strlen(begin));
        assert_memory_equal(text.json.ptr, begin, strlen(begin));
        assert_text(text.payload, ",\"id\":7");
        sl_record_begin_filter(record);
        (void)end(record);
    }
    sl_record_free(record);
}

static void
truncations_and_end_marks_have_no_fields(void **state)
{
    static const enum sl_op ops[] = { SL_OP_TRUNCATE, SL_OP_FILLED };
    (void)state;
    struct sl_record *record = record_of(&plain);
    for (size_t at = 0; at < sizeof ops / sizeof *ops; at++) {
        char wanted[256];
        (void)snprintf(wanted, sizeof wanted,
                       "{\"_op\":\"%c\",\"_format\":2,\"_gen\":1,\"_run\":5,"
                       "\"_lsn\":\"0000000016B37480\",\"_seq\":3,\"_policy\":\"lake.plain@1:00\"}",
                       (char)ops[at]);
        sl_record_begin(record, ops[at], &shared, commit_us);
        struct sl_record_text text = end(record);
        assert_text(text.json, wanted);
        assert_int_equal(text.key.len, 0);
        assert_int_equal(text.payload.len, 0);
    }
    sl_record_free(record);
}

/* What was kept of a record makes the same record at another position. */
static void
a_record_is_composed_of_what_was_kept(void **state)
{
    static const struct sl_position later = {
        .kind = SL_POSITIONS_SHARED, .gen = 2, .run = 6, .lsn = 0x20, .seq = 0
    };
    char payload[] = ",\"id\":7,\"b\":null,\"_unchanged\":[\"a\"]";
    struct sl_record *record = record_of(&plain);
    struct sl_record_text text;
    struct sl_err err;
    (void)state;
    sl_record_begin(record, SL_OP_SNAPSHOT, &later, commit_us);
    assert_int_equal(sl_record_compose(record, sl_str_of(payload), strlen("\"id\":7"), &text, &err),
                     0);
    assert_text(text.json,
                "{\"_op\":\"r\",\"_format\":2,\"_gen\":2,\"_run\":6,"
                "\"_lsn\":\"0000000000000020\",\"_seq\":0,\"_policy\":\"lake.plain@1:00\","
                "\"id\":7,\"b\":null,\"_unchanged\":[\"a\"]}");
    assert_text(text.key, "\"id\":7");
    assert_text(text.payload, payload);
    sl_record_begin(record, SL_OP_FILLED, &later, commit_us);
    assert_int_equal(sl_record_compose(record, SL_STR(""), 0, &text, &err), 0);
    assert_text(text.json, "{\"_op\":\"f\",\"_format\":2,\"_gen\":2,\"_run\":6,"
                           "\"_lsn\":\"0000000000000020\",\"_seq\":0,"
                           "\"_policy\":\"lake.plain@1:00\"}");
    assert_int_equal(text.key.len, 0);
    assert_int_equal(text.payload.len, 0);
    sl_record_free(record);
}

/* What is too large for a record is too large for a composed one, and the record is sound after. */
static void
a_composed_record_may_be_too_large(void **state)
{
    char *payload = malloc(SL_MAX_RECORD_BYTES);
    struct sl_record *record = record_of(&plain);
    struct sl_record_text text;
    struct sl_err err;
    (void)state;
    assert_non_null(payload);
    memset(payload, ',', SL_MAX_RECORD_BYTES);
    sl_record_begin(record, SL_OP_SNAPSHOT, &shared, commit_us);
    assert_int_equal(
        sl_record_compose(record, (struct sl_str) { payload, SL_MAX_RECORD_BYTES }, 6, &text, &err),
        -1);
    assert_int_equal(err.class, SL_DATA);
    sl_record_begin(record, SL_OP_SNAPSHOT, &shared, commit_us);
    assert_int_equal(sl_record_compose(record, SL_STR(",\"id\":7"), 6, &text, &err), 0);
    sl_record_free(record);
    free(payload);
}

static void
unchanged_fields_are_left_out_and_named(void **state)
{
    (void)state;
    const struct sl_open unchanged = { { .state = SL_UNCHANGED } };
    struct sl_record *record = record_of(&plain);
    for (int round = 0; round < 2; round++) {
        sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
        sl_put(record, "id", sl_integer(7));
        sl_put(record, "a", unchanged);
        sl_put(record, "b", sl_missing());
        sl_put(record, "c", unchanged);
        struct sl_record_text text = end(record);
        assert_text(text.payload, ",\"id\":7,\"b\":null,\"_unchanged\":[\"a\",\"c\"]");
        assert_text(text.key, "\"id\":7");
        assert_true(text.has_unchanged);
    }
    assert_int_equal(sl_record_nulled(record), 0);
    sl_record_free(record);
}

static void
values_in_json(void **state)
{
    (void)state;
    assert_field((struct sl_value) { .kind = SL_BOOLEAN, .boolean = true }, "true");
    assert_field((struct sl_value) { .kind = SL_BOOLEAN, .boolean = false }, "false");
    assert_field(a_value(SL_INTEGER, INT64_MIN, NULL), "-9223372036854775808");
    assert_field(a_value(SL_INTEGER, 0, NULL), "0");
    assert_field(a_value(SL_NUMERIC, 0, "0.50"), "0.50");
    assert_field(a_value(SL_NUMERIC, 0, "NaN"), "null");
    assert_field(a_value(SL_NUMERIC, 0, "-Infinity"), "null");
    assert_field((struct sl_value) { .kind = SL_FLOAT, .number = 1e22, .text = SL_STR("1e+22") },
                 "1e+22");
    assert_field(
        (struct sl_value) { .kind = SL_FLOAT, .number = -1.0 / 0.0, .text = SL_STR("-Infinity") },
        "null");
    assert_field(a_value(SL_UUID, 0, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                 "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"");
    assert_field(a_value(SL_TEXT, 0, "\"\\\n\x01\x7f\xc3\xab/"),
                 "\"\\\"\\\\\\n\\u0001\x7f\xc3\xab/\"");
    assert_field(a_value(SL_TEXT, 0, ""), "\"\"");
    assert_field(a_value(SL_JSON, 0, "[]"), "[]");
    assert_field((struct sl_value) { .state = SL_MISSING }, "null");
}

static void
times_in_json(void **state)
{
    (void)state;
    assert_field(a_value(SL_DATE, 0, NULL), "\"1970-01-01\"");
    assert_field(a_value(SL_DATE, -719162, NULL), "\"0001-01-01\"");
    assert_field(a_value(SL_DATE, -719163, NULL), "null");
    assert_field(a_value(SL_DATE, 2932896, NULL), "\"9999-12-31\"");
    assert_field(a_value(SL_DATE, 2932897, NULL), "null");
    assert_field(a_value(SL_DATE, SL_TIME_AFTER_ALL, NULL), "null");
    assert_field(a_value(SL_TIME, INT64_C(86400000000), NULL), "\"24:00:00.000000\"");
    assert_field(a_value(SL_TIMESTAMP, commit_us, NULL), "\"2026-01-15T10:16:00.123456\"");
    assert_field(a_value(SL_TIMESTAMPTZ, -1, NULL), "\"1969-12-31T23:59:59.999999Z\"");
    assert_field(a_value(SL_TIMESTAMPTZ, SL_TIME_BEFORE_ALL, NULL), "null");
}

/* RFC 4648 §10 */
static void
bytes_in_json(void **state)
{
    (void)state;
    assert_field(a_value(SL_BYTES, 0, ""), "\"\"");
    assert_field(a_value(SL_BYTES, 0, "f"), "\"Zg==\"");
    assert_field(a_value(SL_BYTES, 0, "fo"), "\"Zm8=\"");
    assert_field(a_value(SL_BYTES, 0, "foo"), "\"Zm9v\"");
    assert_field(a_value(SL_BYTES, 0, "foob"), "\"Zm9vYg==\"");
    assert_field(a_value(SL_BYTES, 0, "\xff\xfe\xfd"), "\"//79\"");
}

static void
assert_failure(struct sl_record *record, enum sl_class class, const char *text)
{
    struct sl_record_text ret;
    struct sl_err err;
    assert_int_equal(sl_record_end(record, &ret, &err), -1);
    assert_int_equal(err.class, class);
    assert_non_null(strstr(err.text, text));
    assert_true(strlen(err.remedy) > 0);
}

static void
a_row_key_without_a_value_fails(void **state)
{
    (void)state;
    const struct sl_value bad[] = {
        { .state = SL_MISSING },
        { .state = SL_UNCHANGED },
        a_value(SL_NUMERIC, 0, "NaN"),
        a_value(SL_DATE, SL_TIME_AFTER_ALL, NULL),
    };
    struct sl_record *record = record_of(&plain);
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++) {
        sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
        sl_put(record, "id", (struct sl_open) { bad[at] });
        sl_put(record, "x", sl_integer(1));
        assert_failure(record, SL_DATA, "lake.plain.id: the row key");
    }
    sl_record_free(record);
}

static void
a_row_key_out_of_place_fails(void **state)
{
    (void)state;
    struct sl_record *record = record_of(&plain);
    sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
    sl_put(record, "x", sl_integer(1));
    assert_failure(record, SL_BUG, "lake.plain.x");
    sl_record_begin(record, SL_OP_DELETE, &shared, commit_us);
    sl_put(record, "id", sl_integer(1));
    sl_put(record, "x", sl_integer(1));
    assert_failure(record, SL_BUG, "lake.plain.x");
    sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
    assert_failure(record, SL_BUG, "lake.plain");
    sl_record_free(record);
}

static void
a_record_that_is_too_large_fails_and_the_next_does_not(void **state)
{
    (void)state;
    const size_t len = (size_t)17 * 1024 * 1024;
    char *large = malloc(len);
    assert_non_null(large);
    memset(large, 'x', len);
    struct sl_record *record = record_of(&plain);
    sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
    sl_put(record, "id", sl_integer(1));
    sl_put(record, "x",
           (struct sl_open) { { .state = SL_VALUE, .kind = SL_TEXT, .text = { large, len } } });
    assert_failure(record, SL_DATA, "lake.plain: a record is larger than 16777216 bytes");
    sl_record_wipe(record);
    sl_record_begin(record, SL_OP_UPDATE, &shared, commit_us);
    sl_put(record, "id", sl_integer(1));
    assert_text(end(record).payload, ",\"id\":1");
    sl_record_free(record);
    free(large);
}

static void
a_short_key_is_refused(void **state)
{
    (void)state;
    struct sl_err err;
    const struct sl_key bad[] = { { key_bytes, 31 } };
    assert_null(sl_record_new(&sample_lake_people, bad, &err));
    assert_int_equal(err.class, SL_CONFIG);
}

static void
the_filter_of_the_sample(void **state)
{
    (void)state;
    struct sl_value cells[SAMPLE_OPEN_PEOPLE_CELLS] = { a_value(SL_INTEGER, 42, NULL) };
    const struct sl_row row = { cells, 0 };
    struct sl_record *record = record_of(&sample_regulator_open_people);
    cells[SAMPLE_OPEN_PEOPLE_STATUS] = a_value(SL_TEXT, 0, "open");
    struct sl_open passes = sample_regulator_open_people.filter(&row, record);
    assert_true(passes.value.state == SL_VALUE && passes.value.boolean);
    cells[SAMPLE_OPEN_PEOPLE_STATUS] = a_value(SL_TEXT, 0, "test");
    passes = sample_regulator_open_people.filter(&row, record);
    assert_true(passes.value.state == SL_VALUE && !passes.value.boolean);
    cells[SAMPLE_OPEN_PEOPLE_STATUS].state = SL_UNCHANGED;
    assert_int_equal(sample_regulator_open_people.filter(&row, record).value.state, SL_UNCHANGED);
    sl_record_free(record);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_envelope_of_shared_positions),
        cmocka_unit_test(the_envelope_of_positions_apart),
        cmocka_unit_test(each_envelope_is_its_own),
        cmocka_unit_test(truncations_and_end_marks_have_no_fields),
        cmocka_unit_test(a_record_is_composed_of_what_was_kept),
        cmocka_unit_test(a_composed_record_may_be_too_large),
        cmocka_unit_test(unchanged_fields_are_left_out_and_named),
        cmocka_unit_test(values_in_json),
        cmocka_unit_test(times_in_json),
        cmocka_unit_test(bytes_in_json),
        cmocka_unit_test(a_row_key_without_a_value_fails),
        cmocka_unit_test(a_row_key_out_of_place_fails),
        cmocka_unit_test(a_record_that_is_too_large_fails_and_the_next_does_not),
        cmocka_unit_test(a_short_key_is_refused),
        cmocka_unit_test(the_filter_of_the_sample),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
