#include "text/characters.h"
#include "utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
utf8_is_cut_between_characters(void **state)
{
    (void)state;
    const struct sl_str text = SL_STR("a\xc3\xa9\xe2\x82\xac");
    static const size_t lens[] = { 0, 1, 1, 3, 3, 3, 6, 6 };
    for (size_t most = 0; most < sizeof lens / sizeof *lens; most++)
        assert_int_equal(sl_utf8_cut(text, most).len, lens[most]);
}

static void
utf8_is_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t code_point;
        size_t len;
    } cases[] = {
        { "a", 'a', 1 },
        { "\xC3\xB6", 0xF6, 2 },
        { "\xE2\x82\xAC", 0x20AC, 3 },
        { "\xF0\x9F\x98\x80", 0x1F600, 4 },
        { "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
        { "\xC3", SLC_NOT_UTF8, 1 },             /* cut */
        { "\xC3(", SLC_NOT_UTF8, 1 },            /* no continuation */
        { "\xC0\xAF", SLC_NOT_UTF8, 1 },         /* overlong */
        { "\xE0\x80\xAF", SLC_NOT_UTF8, 1 },     /* overlong */
        { "\xF0\x80\x80\xAF", SLC_NOT_UTF8, 1 }, /* overlong */
        { "\xED\xA0\x80", SLC_NOT_UTF8, 1 },     /* surrogate */
        { "\xF4\x90\x80\x80", SLC_NOT_UTF8, 1 }, /* beyond U+10FFFF */
        { "\x80", SLC_NOT_UTF8, 1 },
        { "\xFF", SLC_NOT_UTF8, 1 },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        size_t len;
        assert_int_equal(slc_character_at(sl_str_of(cases[at].bytes), 0, &len),
                         cases[at].code_point);
        assert_int_equal(len, cases[at].len);
    }
}

static void
characters_are_allowed_or_not(void **state)
{
    (void)state;
    static const char *const allowed[] = { "a\tb\n",          "\r\n", "Début",
                                           "“quoted” – dash", "名前", "\xF0\x9F\x98\x80" };
    static const char *const not_allowed[] = {
        "\r",           "\x01",         "\x7F",         "\xC2\x85",        "\xC2\xA0",
        "\xE2\x80\x8B", "\xE2\x80\xAE", "\xEF\xBB\xBF", "\xEE\x80\x80",    "\xCD\xB8",
        "\xE3\x85\xA4", "\xEF\xB8\x8F", "\xE3\x80\x80", "\xF3\xA0\x80\x81"
    };
    for (size_t at = 0; at < sizeof allowed / sizeof *allowed; at++)
        assert_false(slc_characters_refused(sl_str_of(allowed[at])));
    for (size_t at = 0; at < sizeof not_allowed / sizeof *not_allowed; at++)
        assert_true(slc_characters_refused(sl_str_of(not_allowed[at])));
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_cut_between_characters),
        cmocka_unit_test(utf8_is_read_strictly),
        cmocka_unit_test(characters_are_allowed_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
