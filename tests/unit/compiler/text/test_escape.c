/* Policy text inside C, SQL and Markdown: nothing in it may end what it stands in. */
#include "text/escape.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef void adder(struct sl_buf *out, struct sl_str text);

/* A text is a view: what stands before and behind it in memory is not its business. */
static void
assert_adds_part(adder *add, struct sl_str text, const char *expected)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    add(&out, text);
    sl_buf_add_byte(&out, '\0');
    assert_string_equal(out.bytes, expected);
    sl_buf_done(&out);
}

static void
assert_adds(adder *add, const char *text, const char *expected)
{
    assert_adds_part(add, sl_str_of(text), expected);
}

static void
c_strings(void **state)
{
    (void)state;
    assert_adds(slc_add_c_string, "", "\"\"");
    assert_adds(slc_add_c_string, "a\"b\\c", "\"a\\\"b\\\\c\"");
    assert_adds(slc_add_c_string, "Durée (s)", "\"Durée (s)\"");
    assert_adds(slc_add_c_string,
                "a\n\t\x01"
                "7\x7f",
                "\"a\\012\\011\\0017\\177\"");
    assert_adds(slc_add_c_string, "what?\?/", "\"what?\\?/\"");
    assert_adds(slc_add_c_string, "?\?\?", "\"?\\?\\?\"");
    assert_adds_part(slc_add_c_string, sl_str_from(SL_STR("?\?a"), 1), "\"?a\"");
}

static void
c_comments(void **state)
{
    (void)state;
    assert_adds(slc_add_c_comment, "plain", "plain");
    assert_adds(slc_add_c_comment, "a */ b", "a * / b");
    assert_adds(slc_add_c_comment, "a /* b", "a / * b");
    assert_adds(slc_add_c_comment, "**//", "** // ");
    assert_adds(slc_add_c_comment, "ends with *", "ends with * ");
    assert_adds(slc_add_c_comment, "ends with \\", "ends with \\ ");
    assert_adds(slc_add_c_comment, "?\?/", "? ?/ ");
    assert_adds(slc_add_c_comment,
                "a\nb\x7f"
                "c",
                "a b c");
    assert_adds_part(slc_add_c_comment, sl_str_from(SL_STR("*/a"), 1), "/a");
    assert_adds_part(slc_add_c_comment, sl_str_from(SL_STR("*"), 1), "");
}

/* Every text of a few dangerous characters: what comes out holds no end of a comment and no string
 * that ends early. */
static void
every_short_text(void **state)
{
    (void)state;
    static const char characters[] = "*/\\?\"'a\n";
    enum { LENGTH = 5 };
    size_t count = sizeof(characters) - 1, total = 1;
    for (int i = 0; i < LENGTH; i++)
        total *= count;
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    for (size_t n = 0; n < total; n++) {
        char text[LENGTH + 1] = "";
        size_t rest = n;
        for (int i = 0; i < LENGTH; i++, rest /= count)
            text[i] = characters[rest % count];
        sl_buf_clear(&out);
        slc_add_c_comment(&out, sl_str_of(text));
        sl_buf_add(&out, "/", 2);
        assert_null(strstr(out.bytes, "*/"));
        assert_null(strstr(out.bytes, "/*"));
        assert_null(strstr(out.bytes, "?\?/"));
        assert_null(strchr(out.bytes, '\n'));
        sl_buf_clear(&out);
        slc_add_c_string(&out, sl_str_of(text));
        for (size_t i = 1; i + 1 < out.len; i++) {
            assert_int_not_equal(out.bytes[i], '"');
            assert_int_not_equal(out.bytes[i], '\n');
            assert_false(out.bytes[i] == '?' && out.bytes[i - 1] == '?');
            if (out.bytes[i] == '\\')
                i++;
        }
    }
    sl_buf_done(&out);
}

static void
sql(void **state)
{
    (void)state;
    assert_adds(slc_add_sql_name, "Contact Events", "\"Contact Events\"");
    assert_adds(slc_add_sql_name, "a\"; DROP", "\"a\"\"; DROP\"");
    assert_adds(slc_add_sql_string, "it's $sluice$", "'it''s $sluice$'");
}

static void
spark(void **state)
{
    (void)state;
    assert_adds(slc_add_spark_name, "a`b", "`a``b`");
    assert_adds(slc_add_spark_string, "it's C:\\", "'it\\'s C:\\\\'");
    assert_adds(slc_add_spark_string, "$1 ${x}", "'$1 \\u0024{x}'");
    assert_adds(slc_add_spark_string, "a\n b", "'a\\u000a b'");
    assert_adds_part(slc_add_spark_string, (struct sl_str) { "a${", 2 }, "'a$'");
}

static void
markdown(void **state)
{
    (void)state;
    assert_adds(slc_add_markdown, "a_b *c* <d> | [e](f)", "a\\_b \\*c\\* \\<d\\> \\| \\[e\\](f)");
    assert_adds(slc_add_markdown, "two\nlines", "two lines");
    assert_adds_part(slc_add_markdown, SL_STR("a\0b"), "a b");
    assert_adds(slc_add_markdown_code, "email", "`email`");
    assert_adds(slc_add_markdown_code, "a`b", "`` a`b ``");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(c_strings),
        cmocka_unit_test(c_comments),
        cmocka_unit_test(every_short_text),
        cmocka_unit_test(sql),
        cmocka_unit_test(spark),
        cmocka_unit_test(markdown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
