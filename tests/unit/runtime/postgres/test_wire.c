/* test_wire.c - bounded reading of big-endian bytes. */
#include "postgres/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
integers_are_big_endian(void **state)
{
    (void)state;
    char bytes[] = "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\xff\xff\xff\xfe";
    struct slp_wire wire;
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    int32_t i32;
    slp_wire_init(&wire, bytes, sizeof(bytes) - 1);
    assert_true(slp_wire_u8(&wire, &u8) && u8 == 0x01);
    assert_true(slp_wire_u16(&wire, &u16) && u16 == 0x0203);
    assert_true(slp_wire_u32(&wire, &u32) && u32 == 0x04050607);
    assert_true(slp_wire_u64(&wire, &u64) && u64 == UINT64_C(0x08090a0b0c0d0e0f));
    assert_true(slp_wire_i32(&wire, &i32) && i32 == -2);
    assert_int_equal(slp_wire_left(&wire), 0);
}

static void
what_is_not_there_is_not_read(void **state)
{
    (void)state;
    char bytes[] = { 1, 2, 3 };
    struct slp_wire wire;
    uint32_t u32 = 7;
    char *view = NULL;
    struct sl_str text = { NULL, 0 };
    slp_wire_init(&wire, bytes, sizeof(bytes));
    assert_false(slp_wire_u32(&wire, &u32));
    assert_int_equal(u32, 7);
    assert_false(slp_wire_bytes(&wire, 4, &view));
    assert_false(slp_wire_bytes(&wire, SIZE_MAX, &view));
    assert_null(view);
    assert_false(slp_wire_string(&wire, &text));
    assert_null(text.ptr);
    assert_int_equal(slp_wire_left(&wire), 3);
}

static void
strings_end_at_their_nul(void **state)
{
    (void)state;
    char bytes[] = "ab\0\0c";
    struct slp_wire wire;
    struct sl_str text;
    slp_wire_init(&wire, bytes, 5);
    assert_true(slp_wire_string(&wire, &text) && sl_str_is(text, "ab"));
    assert_true(slp_wire_string(&wire, &text) && text.len == 0);
    assert_false(slp_wire_string(&wire, &text));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_big_endian),
        cmocka_unit_test(what_is_not_there_is_not_read),
        cmocka_unit_test(strings_end_at_their_nul),
    };
    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
