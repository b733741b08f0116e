/* Policy text inside C, SQL and Markdown: nothing in it may end what it stands in. */
#include "emit/c/emit_c.h"
#include "emit/emit_text.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void
widths(void **state)
{
    (void)state;
    assert_int_equal(slc_text_width(SL_STR("Durée")), 5);
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    assert_int_equal(slc_line_width(&out), 0);
    sl_buf_add_str(&out, SL_STR("first\nN°"));
    assert_int_equal(slc_line_width(&out), 2);
    sl_buf_done(&out);
}

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

/* What found no room in a buffer is no text: the program ends, rather than that half of it is kept. */
static void
no_room(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct sl_buf text;
    sl_buf_init(&text, 4);
    sl_buf_add_str(&text, SL_STR("four"));
    assert_true(sl_str_is(slc_keep_text(arena, &text), "four"));
    sl_buf_add_byte(&text, '!');
    pid_t child = fork();
    if (child == 0) {
        (void)close(STDERR_FILENO);
        (void)slc_keep_text(arena, &text);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_not_equal(status, 0);
    sl_buf_done(&text);
    sl_arena_free(arena);
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
        cmocka_unit_test(widths),
        cmocka_unit_test(symbols),
        cmocka_unit_test(no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
