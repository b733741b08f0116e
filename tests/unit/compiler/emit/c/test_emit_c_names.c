#include "emit/c/emit_c_names.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_symbol(const char *first, const char *second, const char *expected)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    slc_add_c_symbol(&out, "x_", sl_str_of(first), sl_str_of(second), 7);
    sl_buf_add_byte(&out, '\0');
    assert_string_equal(out.bytes, expected);
    sl_buf_done(&out);
}

/* No two pairs of names give one symbol: one double underscore stands between plain names alone. */
static void
symbols(void **state)
{
    (void)state;
    assert_symbol("app", "persons", "x_app__persons");
    assert_symbol("a_b", "Az09_zZ", "x_a_b__Az09_zZ");
    assert_symbol("a__b", "c", "x__7");
    assert_symbol("a", "b__c", "x__7");
    assert_symbol("_a", "b", "x__7");
    assert_symbol("a_", "b", "x__7");
    assert_symbol("a", "_b", "x__7");
    assert_symbol("a", "b_", "x__7");
    static const char *const others[] = { "a b", "a/", "a:", "a@", "a[", "a`", "a{", "\xc3\xa9" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_symbol(others[i], "b", "x__7");
        assert_symbol("a", others[i], "x__7");
    }
}

static void
assert_key(const char *kind, const char *expected)
{
    const struct slc_ir_key key = { .name = SL_STR("a_b") };
    const struct slc_ir_key_use keys[] = { { &key, SL_STR("") }, { &key, sl_str_of(kind) } };
    const struct slc_ir_release release = { .keys = keys, .nkeys = 2 };
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    slc_add_c_key(&(struct slc_c_file) { .out = &out, .release = &release }, 1);
    sl_buf_add_byte(&out, '\0');
    assert_string_equal(out.bytes, expected);
    sl_buf_done(&out);
}

/* Only a kind that a policy names stands in the name of its slot. */
static void
slots_of_keys(void **state)
{
    (void)state;
    assert_key("c_2", "KEY_a_b_OF_c_2");
    assert_key("app.persons.id", "KEY_a_b_1");
    assert_key("c\x1f"
               "d",
               "KEY_a_b_1");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols),
        cmocka_unit_test(slots_of_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
