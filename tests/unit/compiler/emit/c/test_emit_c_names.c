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

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
