/* Pseudonyms against `openssl mac -digest SHA256 … HMAC`. */
#include "../sample_policy.h"
#include "hash.h"
#include "mac.h"
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char key_text[] = "a key for tests, 32 bytes or more";

static struct sl_record *
record_of(const struct sl_projection *projection)
{
    struct sl_err err;
    const struct sl_key keys[] = { { (const uint8_t *)key_text, sizeof key_text - 1 } };
    struct sl_record *record = sl_record_new(projection, keys, &err);
    assert_non_null(record);
    return record;
}

/* The definition, spelled out over another way through libcrypto. */
static void
wanted_of(const char *key_name, const char *destination, const char *tag, struct sl_str value,
          char ret_hex[33])
{
    struct sl_err err;
    uint8_t mac[SL_MAC_BYTES];
    const struct sl_str nul = { "", 1 };
    const struct sl_str parts[] = { SL_STR("sluice/2"),
                                    nul,
                                    sl_str_of(key_name),
                                    nul,
                                    sl_str_of(destination),
                                    nul,
                                    SL_STR("person"),
                                    nul,
                                    sl_str_of(tag),
                                    nul,
                                    value };
    struct sl_mac *keyed = sl_mac_new((const uint8_t *)key_text, sizeof key_text - 1, &err);
    assert_non_null(keyed);
    assert_int_equal(sl_mac_of(keyed, parts, sizeof parts / sizeof *parts, mac), 0);
    sl_mac_free(keyed);
    sl_hex(mac, 16, ret_hex);
}

static void
assert_pseudonym(struct sl_value value, const char *tag, const char *form)
{
    char wanted[33];
    struct sl_record *record = record_of(&sample_lake_people);
    struct sl_open got = sl_pseudonym(record, (struct sl_sealed) { value }, 0);
    wanted_of("sample_link", "lake", tag, sl_str_of(form), wanted);
    assert_int_equal(got.value.kind, SL_TEXT);
    assert_int_equal(got.value.text.len, 32);
    assert_memory_equal(got.value.text.ptr, wanted, 32);
    sl_record_free(record);
}

static struct sl_value
a_value(enum sl_kind kind, int64_t integer, const char *text)
{
    return (struct sl_value) {
        .state = SL_VALUE, .kind = kind, .integer = integer, .text = sl_str_of(text)
    };
}

/* printf 'sluice/2\0sample_link\0lake\0person\0integer\0%s' 42 | openssl mac -digest SHA256 \
 *     -macopt key:'a key for tests, 32 bytes or more' HMAC */
static void
a_known_answer(void **state)
{
    (void)state;
    struct sl_record *lake = record_of(&sample_lake_people);
    struct sl_record *regulator = record_of(&sample_regulator_open_people);
    const struct sl_sealed id = { a_value(SL_INTEGER, 42, NULL) };
    struct sl_open in_lake = sl_pseudonym(lake, id, 0);
    struct sl_open elsewhere = sl_pseudonym(regulator, id, 0);
    assert_memory_equal(in_lake.value.text.ptr, "605c8fbaa647ef3c55f8f8c5c6775f35", 32);
    assert_memory_equal(elsewhere.value.text.ptr, "82750f7a72dce199aba4ff7e08dc9cdd", 32);
    sl_record_free(lake);
    sl_record_free(regulator);
}

static void
forms(void **state)
{
    (void)state;
    static char long_text[1000];
    memset(long_text, 'x', sizeof long_text - 1);
    assert_pseudonym(a_value(SL_INTEGER, INT64_MIN, NULL), "integer", "-9223372036854775808");
    assert_pseudonym(a_value(SL_TEXT, 0, "Ann \xc3\xab"), "text", "Ann \xc3\xab");
    assert_pseudonym(a_value(SL_TEXT, 0, ""), "text", "");
    assert_pseudonym(a_value(SL_TEXT, 0, long_text), "text", long_text);
    assert_pseudonym(a_value(SL_UUID, 0, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), "uuid",
                     "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    assert_pseudonym(a_value(SL_NUMERIC, 0, "2.50"), "numeric", "2.5");
    assert_pseudonym(a_value(SL_NUMERIC, 0, "300.00"), "numeric", "300");
    assert_pseudonym(a_value(SL_NUMERIC, 0, "300"), "numeric", "300");
    assert_pseudonym(a_value(SL_NUMERIC, 0, "0.00"), "numeric", "0");
    assert_pseudonym(a_value(SL_NUMERIC, 0, "NaN"), "numeric", "NaN");
    assert_pseudonym(a_value(SL_TIMESTAMP, 0, NULL), "timestamp", "1970-01-01T00:00:00.000000");
    assert_pseudonym(a_value(SL_TIMESTAMPTZ, 0, NULL), "timestamp", "1970-01-01T00:00:00.000000Z");
}

static void
without_a_pseudonym(void **state)
{
    (void)state;
    struct sl_record *record = record_of(&sample_lake_people);
    const struct sl_value values[] = {
        { .state = SL_MISSING },    a_value(SL_TIMESTAMPTZ, SL_TIME_AFTER_ALL, NULL),
        a_value(SL_DATE, 0, NULL),  a_value(SL_BOOLEAN, 1, NULL),
        a_value(SL_OPAQUE, 0, "x"),
    };
    for (size_t at = 0; at < sizeof values / sizeof *values; at++)
        assert_int_equal(sl_pseudonym(record, (struct sl_sealed) { values[at] }, 0).value.state,
                         SL_MISSING);
    const struct sl_sealed unchanged = { { .state = SL_UNCHANGED } };
    assert_int_equal(sl_pseudonym(record, unchanged, 0).value.state, SL_UNCHANGED);
    sl_record_free(record);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_answer),
        cmocka_unit_test(forms),
        cmocka_unit_test(without_a_pseudonym),
    };
    return cmocka_run_group_tests_name("pseudonym", tests, NULL, NULL);
}
