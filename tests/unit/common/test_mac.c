/* test_mac.c - HMAC-SHA-256 against RFC 4231, and the keys that are refused. */
#include "mac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* RFC 4231, test case 1: a key of 20 bytes 0x0b, which only a short key's function takes. */
static void
a_context_is_used_again(void **state)
{
    static const uint8_t key[20] = { 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b,
                                     0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b };
    static const uint8_t expected[SL_MAC_BYTES] = {
        0xb0, 0x34, 0x4c, 0x61, 0xd8, 0xdb, 0x38, 0x53, 0x5c, 0xa8, 0xaf,
        0xce, 0xaf, 0x0b, 0xf1, 0x2b, 0x88, 0x1d, 0xc2, 0x00, 0xc9, 0x83,
        0x3d, 0xa7, 0x26, 0xe9, 0x37, 0x6c, 0x2e, 0x32, 0xcf, 0xf7,
    };
    const struct sl_str whole[] = { SL_STR("Hi There") };
    const struct sl_str parts[] = { SL_STR("Hi"), SL_STR(""), SL_STR(" There") };
    uint8_t answer[SL_MAC_BYTES];
    struct sl_err err;
    struct sl_mac *mac = sl_mac_of_short_key(key, sizeof key, &err);
    (void)state;
    assert_non_null(mac);
    assert_int_equal(sl_mac_of(mac, whole, 1, answer), 0);
    assert_memory_equal(answer, expected, sizeof expected);
    assert_int_equal(sl_mac_of(mac, parts, 3, answer), 0);
    assert_memory_equal(answer, expected, sizeof expected);
    sl_mac_free(mac);
}

static void
a_short_key_is_refused(void **state)
{
    static const uint8_t key[SL_MAC_KEY_MIN_BYTES] = { 1 };
    struct sl_err err;
    (void)state;
    assert_null(sl_mac_new(key, sizeof key - 1, &err));
    assert_int_equal(err.class, SL_CONFIG);
    struct sl_mac *mac = sl_mac_new(key, sizeof key, &err);
    assert_non_null(mac);
    sl_mac_free(mac);
}

static void
the_self_test_passes(void **state)
{
    struct sl_err err;
    (void)state;
    assert_int_equal(sl_mac_self_test(&err), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_context_is_used_again),
        cmocka_unit_test(a_short_key_is_refused),
        cmocka_unit_test(the_self_test_passes),
    };
    return cmocka_run_group_tests_name("mac", tests, NULL, NULL);
}
