/* A page for people and for programs: the same content, wrapped for the one, escaped for the other. */
#include "explain/page.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct sl_arena *arena;
    struct slc_page *page;
    struct sl_buf out;
};

static int
set_up(void **state)
{
    static struct fixture fixture;
    fixture.arena = sl_arena_new(SL_MIB);
    fixture.page = slc_page_new(fixture.arena, SL_STR("lake.x"));
    sl_buf_init(&fixture.out, SL_MIB);
    *state = &fixture;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_buf_done(&fixture->out);
    sl_arena_free(fixture->arena);
    return 0;
}

static const char *
text_of(struct fixture *fixture)
{
    sl_buf_clear(&fixture->out);
    slc_page_text(fixture->page, &fixture->out);
    sl_buf_add_byte(&fixture->out, '\0');
    return fixture->out.bytes;
}

static const char *
json_of(struct fixture *fixture)
{
    sl_buf_clear(&fixture->out);
    slc_page_json(fixture->page, &fixture->out);
    sl_buf_add_byte(&fixture->out, '\0');
    return fixture->out.bytes;
}

static void
facts_stand_under_one_another(void **state)
{
    struct fixture *fixture = *state;
    slc_page_fact(fixture->page, "kind", "Kind", "field");
    slc_page_fact(fixture->page, "nothing", "Nothing", "%s", "");
    slc_page_fact(fixture->page, "much", "How much", "%d", 7);
    assert_string_equal(text_of(fixture), "lake.x\n  Kind      field\n  How much  7\n");
    assert_non_null(strstr(json_of(fixture), "\"much\": \"7\""));
    assert_null(strstr(json_of(fixture), "nothing"));
}

static void
long_text_is_wrapped_in_its_column(void **state)
{
    struct fixture *fixture = *state;
    char words[400] = "";
    for (size_t i = 0; i < 60; i++)
        memcpy(words + 5 * i, "word ", 6);
    slc_page_fact(fixture->page, "long", "Long", "%s", words);
    const char *line = text_of(fixture);
    for (size_t lines = 0; *line != '\0'; lines++) {
        size_t len = strcspn(line, "\n");
        assert_true(len <= 110);
        if (lines > 1)
            assert_memory_equal(line, "        word", 12);
        line += len + (line[len] == '\n');
    }
}

static void
rows_that_do_not_fit_go_on_below(void **state)
{
    static const char *const columns[] = { "name", "text", "note" };
    struct fixture *fixture = *state;
    slc_page_table(fixture->page, "rows", "Rows", columns, 3);
    slc_page_cell(fixture->page, "a");
    slc_page_cell(fixture->page, "%080d", 1);
    slc_page_cell(fixture->page, "%060d", 2);
    slc_page_cell(fixture->page, "bb");
    slc_page_cell(fixture->page, "short");
    slc_page_cell(fixture->page, "last");
    const char *text = text_of(fixture);
    assert_non_null(strstr(text, "    a   000000"));
    assert_non_null(strstr(text, "1\n        000000"));
    assert_non_null(strstr(text, "    bb  short\n        last\n"));
}

static void
empty_lists_are_left_out_for_people_alone(void **state)
{
    struct fixture *fixture = *state;
    slc_page_list(fixture->page, "values", "Values");
    slc_page_group(fixture->page, "parts", "Parts");
    assert_string_equal(text_of(fixture), "lake.x\n");
    assert_non_null(strstr(json_of(fixture), "\"values\": []"));
    assert_non_null(strstr(json_of(fixture), "\"parts\": []"));
}

static void
nothing_steers_a_terminal(void **state)
{
    struct fixture *fixture = *state;
    slc_page_fact(fixture->page, "doc", "Says", "%s", "a\033[31mred\033[0m\xE2\x80\xAE");
    slc_page_list(fixture->page, "list", "List");
    slc_page_item(fixture->page, "%s", "bell\a");
    slc_page_block(fixture->page, "c", "C", SL_STR("line\n\033]0;title\a\n"));
    const char *text = text_of(fixture);
    assert_null(strchr(text, '\033'));
    assert_null(strchr(text, '\a'));
    assert_null(strstr(text, "\xE2\x80\xAE"));
    assert_null(strstr(json_of(fixture), "\\u001b"));
}

static void
pages_within_a_page(void **state)
{
    struct fixture *fixture = *state;
    slc_page_group(fixture->page, "releases", "Releases");
    slc_page_fact(slc_page_part(fixture->page, SL_STR("one")), "table", "Table", "t");
    slc_page_fact(slc_page_part(fixture->page, SL_STR("two")), "table", "Table", "u");
    assert_string_equal(text_of(fixture), "lake.x\n\n  Releases\n    one\n      Table  t\n\n"
                                          "    two\n      Table  u\n");
    assert_non_null(strstr(json_of(fixture), "\"name\": \"two\""));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(facts_stand_under_one_another),    TEST(long_text_is_wrapped_in_its_column),
        TEST(rows_that_do_not_fit_go_on_below), TEST(empty_lists_are_left_out_for_people_alone),
        TEST(nothing_steers_a_terminal),        TEST(pages_within_a_page),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
