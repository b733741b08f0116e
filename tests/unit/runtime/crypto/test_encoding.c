/* Encodings, members of JSON objects, inflating, and plaintexts as values. */
#include "crypto/encoding.h"
#include "crypto/inflate.h"
#include "crypto/members.h"
#include "crypto/plaintext.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zlib.h>

/* ---- encodings ------------------------------------------------------------------------------ */

static bool
decodes(enum sl_encoding encoding, const char *text, const char *bytes, size_t len)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_KIB);
    sl_buf_add_byte(&out, '!'); /* what was there stays */
    bool decoded = sl_decode(encoding, sl_str_of(text), &out);
    bool right = decoded && out.len == len + 1 && memcmp(out.bytes + 1, bytes, len) == 0;
    assert_true(decoded || out.len == 1);
    sl_buf_done(&out);
    return right;
}

static void
test_base64(void **state)
{
    (void)state;
    assert_true(decodes(SL_BASE64, "", "", 0));
    assert_true(decodes(SL_BASE64, "Zg==", "f", 1));
    assert_true(decodes(SL_BASE64, "Zm8=", "fo", 2));
    assert_true(decodes(SL_BASE64, "Zm9vYmFy", "foobar", 6));
    assert_true(decodes(SL_BASE64, "/+8A", "\xff\xef\0", 3));
    assert_true(decodes(SL_BASE64URL, "_-8A", "\xff\xef\0", 3));
    assert_true(decodes(SL_BASE64URL_UNPADDED, "Zg", "f", 1));
    /* One text for one value: no bits left over, padding as it has to be, nothing else. */
    assert_false(decodes(SL_BASE64, "Zh==", "f", 1));
    assert_false(decodes(SL_BASE64, "Zm9=", "fo", 2));
    assert_false(decodes(SL_BASE64, "Zg", "f", 1));
    assert_false(decodes(SL_BASE64, "Zg=", "f", 1));
    assert_false(decodes(SL_BASE64, "Z===", "", 0));
    assert_false(decodes(SL_BASE64, "====", "", 0));
    assert_false(decodes(SL_BASE64, "Zg==Zg==", "ff", 2));
    assert_false(decodes(SL_BASE64, "Zm9v\n", "foo", 3));
    assert_false(decodes(SL_BASE64, "_-8A", "\xff\xef\0", 3));
    assert_false(decodes(SL_BASE64URL, "/+8A", "\xff\xef\0", 3));
    assert_false(decodes(SL_BASE64URL_UNPADDED, "Zg==", "f", 1));
    assert_false(decodes(SL_BASE64URL_UNPADDED, "Z", "", 0));
}

static void
test_hex(void **state)
{
    (void)state;
    assert_true(decodes(SL_HEX, "00fFaB", "\0\xff\xab", 3));
    assert_false(decodes(SL_HEX, "0", "", 0));
    assert_false(decodes(SL_HEX, "0g", "", 0));
}

/* ---- members -------------------------------------------------------------------------------- */

static void
test_members(void **state)
{
    struct sl_str object =
        SL_STR("{ \"a\" : \"x\\\"}\" , \"b\":{\"a\":[\"}\",{\"c\":1}]},\"c\":true,\"d\":[1,{}]}");
    struct sl_str value = SL_STR(""), inner = SL_STR("");
    struct sl_members members;
    struct sl_member member;
    int count = 0;
    (void)state;
    assert_true(sl_members_begin(&members, object));
    while (sl_members_next(&members, &member))
        count++;
    assert_int_equal(count, 4);
    assert_true(sl_member_find(object, "a", SL_MEMBER_STRING, &value));
    assert_true(sl_str_is(value, "x\\\"}"));
    assert_true(sl_member_find(object, "b", SL_MEMBER_OBJECT, &value));
    assert_true(sl_member_find(value, "a", SL_MEMBER_OTHER, &inner));
    assert_true(sl_str_is(inner, "[\"}\",{\"c\":1}]"));
    assert_true(sl_member_find(object, "c", SL_MEMBER_OTHER, &value));
    assert_true(sl_str_is(value, "true"));
    assert_false(sl_member_find(object, "c", SL_MEMBER_STRING, &value));
    assert_false(sl_member_find(SL_STR("{}"), "a", SL_MEMBER_STRING, &value));
    assert_false(sl_members_begin(&members, SL_STR("[]")));
    assert_false(sl_members_begin(&members, SL_STR("{\"a\":}")));
    assert_false(sl_members_begin(&members, SL_STR("")));
}

static void
test_escapes(void **state)
{
    struct sl_buf room;
    struct sl_str text;
    (void)state;
    sl_buf_init(&room, SL_KIB);
    assert_true(sl_member_text(SL_STR("a\\/b"), &room, &text));
    assert_true(sl_str_is(text, "a/b"));
    assert_true(sl_member_text(SL_STR("plain"), &room, &text));
    assert_true(sl_str_is(text, "plain"));
    assert_false(sl_member_text(SL_STR("a\\u0041"), &room, &text));
    sl_buf_done(&room);
}

/* ---- inflating ------------------------------------------------------------------------------ */

static struct sl_str
deflated(size_t len, uint8_t **ret_memory)
{
    uLongf size = compressBound(len);
    uint8_t *text = calloc(1, len + 1);
    *ret_memory = malloc(size);
    assert_non_null(text);
    memset(text, 'a', len);
    assert_int_equal(compress(*ret_memory, &size, text, len), Z_OK);
    free(text);
    return (struct sl_str) { (char *)*ret_memory, size };
}

static void
test_inflate(void **state)
{
    static const size_t lengths[] = { 0, 1, 1023, 1024, 1025, 100000, SL_MIB };
    (void)state;
    for (size_t at = 0; at < sizeof lengths / sizeof lengths[0]; at++) {
        struct sl_buf out;
        uint8_t *memory;
        struct sl_str stream = deflated(lengths[at], &memory);
        sl_buf_init(&out, SL_MIB + 1);
        assert_int_equal(sl_inflate(stream, &out), SL_INFLATED);
        assert_int_equal(out.len, lengths[at]);
        /* Cut anywhere, it is not whole. */
        for (size_t cut = 1; cut < 12 && cut < stream.len; cut++) {
            sl_buf_wipe(&out);
            assert_int_equal(sl_inflate((struct sl_str) { stream.ptr, stream.len - cut }, &out),
                             SL_INFLATE_BROKEN);
            assert_int_equal(out.len, 0);
        }
        sl_buf_done(&out);
        free(memory);
    }
}

/* A stream of a thousandth of its plaintext's size does not get the reader's memory. */
static void
test_bomb(void **state)
{
    struct sl_buf out;
    uint8_t *memory;
    struct sl_str stream = deflated(64 * SL_MIB, &memory);
    (void)state;
    sl_buf_init(&out, SL_MAX_PLAINTEXT_BYTES);
    assert_int_equal(sl_inflate(stream, &out), SL_INFLATE_TOO_LARGE);
    assert_int_equal(out.len, 0);
    assert_true(out.capacity <= SL_MAX_PLAINTEXT_BYTES);
    sl_buf_done(&out);
    free(memory);
}

/* ---- plaintexts ----------------------------------------------------------------------------- */

static bool
reads_into(enum sl_kind kind, uint32_t oid, const char *text, struct sl_buf *plain,
           struct sl_value *ret)
{
    const struct sl_column column = { .name = "c", .type = "", .type_oid = oid, .kind = kind };
    sl_buf_init(plain, SL_MAX_PLAINTEXT_BYTES);
    sl_buf_add_str(plain, sl_str_of(text));
    return sl_plaintext_read(&column, plain, ret);
}

/* For a value that borrows nothing from its plaintext, or when there is none. */
static bool
reads(enum sl_kind kind, uint32_t oid, const char *text, struct sl_value *ret)
{
    struct sl_buf plain;
    bool right = reads_into(kind, oid, text, &plain, ret);
    sl_buf_done(&plain);
    return right;
}

static bool
reads_as(enum sl_kind kind, const char *text, const char *wanted)
{
    struct sl_buf plain;
    struct sl_value value;
    bool right = reads_into(kind, 0, text, &plain, &value) && sl_str_is(value.text, wanted);
    sl_buf_done(&plain);
    return right;
}

static bool
reads_as_integer(const char *text, int64_t wanted)
{
    struct sl_value value;
    return reads(SL_INTEGER, 20, text, &value) && value.integer == wanted;
}

static void
test_numbers(void **state)
{
    struct sl_value value;
    (void)state;
    assert_true(reads_as_integer("42", 42));
    assert_true(reads_as_integer(" +007\n", 7));
    assert_true(reads_as_integer("-9223372036854775808", INT64_MIN));
    assert_true(reads_as_integer("000", 0));
    assert_false(reads(SL_INTEGER, 20, "9223372036854775808", &value));
    assert_false(reads(SL_INTEGER, 21, "32768", &value));
    assert_false(reads(SL_INTEGER, 20, "", &value));
    assert_false(reads(SL_INTEGER, 20, "4 2", &value));
    assert_false(reads(SL_INTEGER, 20, "+-4", &value));
    assert_false(reads(SL_INTEGER, 20, "1.0", &value));
    assert_true(reads_as(SL_NUMERIC, ".5", "0.5"));
    assert_true(reads_as(SL_NUMERIC, "-.5", "-0.5"));
    assert_true(reads_as(SL_NUMERIC, "5.", "5"));
    assert_true(reads_as(SL_NUMERIC, "0012.50", "12.50"));
    assert_false(reads(SL_NUMERIC, 0, ".", &value));
    assert_false(reads(SL_NUMERIC, 0, "--5", &value));
    assert_false(reads(SL_NUMERIC, 0, "1e3", &value));
    assert_false(reads(SL_NUMERIC, 0, "1,5", &value));
}

static void
test_other_types(void **state)
{
    struct sl_value value;
    (void)state;
    assert_true(reads(SL_DATE, 1082, " 1980-07-31 ", &value));
    assert_int_equal(value.integer, 3864);
    assert_false(reads(SL_DATE, 1082, "31/07/1980", &value));
    assert_false(reads(SL_DATE, 1082, "1980-02-30", &value));
    assert_true(reads(SL_BOOLEAN, 16, "TRUE", &value) && value.boolean);
    assert_true(reads(SL_BOOLEAN, 16, "0", &value) && !value.boolean);
    assert_true(reads(SL_BOOLEAN, 16, "of", &value) && !value.boolean);
    assert_false(reads(SL_BOOLEAN, 16, "o", &value));
    assert_false(reads(SL_BOOLEAN, 16, "", &value));
    assert_true(reads_as(SL_UUID, "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
                         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    assert_true(reads_as(SL_TEXT, " Zo\xc3\xab ", " Zo\xc3\xab "));
    assert_true(reads_as(SL_TEXT, "", ""));
    assert_false(reads(SL_TEXT, 0, "Zo\xeb", &value));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base64),  cmocka_unit_test(test_hex),
        cmocka_unit_test(test_members), cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_inflate), cmocka_unit_test(test_bomb),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_other_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
