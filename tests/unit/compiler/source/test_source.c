#include "source/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sl_arena *arena;

static struct slc_source *
source_of(const char *text)
{
    return slc_source_of(arena, SL_STR("a.policy"), sl_str_of(text));
}

static void
places_count_lines_and_characters(void **state)
{
    (void)state;
    const struct slc_source *source = source_of("ab\nz\xC3\xB6!\n\nend");
    static const struct {
        uint32_t offset, line, column;
    } places[] = { { 0, 1, 1 }, { 2, 1, 3 }, { 3, 2, 1 }, { 4, 2, 2 }, { 5, 2, 2 },
                   { 6, 2, 3 }, { 8, 3, 1 }, { 9, 4, 1 }, { 12, 4, 4 } };
    for (size_t at = 0; at < sizeof places / sizeof *places; at++) {
        struct slc_place place = slc_source_place(source, places[at].offset);
        assert_int_equal(place.line, places[at].line);
        assert_int_equal(place.column, places[at].column);
    }
}

static void
lines_lose_their_endings(void **state)
{
    (void)state;
    const struct slc_source *source = source_of("one\r\n\nthree");
    assert_int_equal(source->nlines, 3);
    assert_true(sl_str_is(slc_source_line(source, 1), "one"));
    assert_true(sl_str_is(slc_source_line(source, 2), ""));
    assert_true(sl_str_is(slc_source_line(source, 3), "three"));
    assert_int_equal(source_of("")->nlines, 1);
    assert_int_equal(source_of("a\n")->nlines, 1);
}

static void
what_cannot_be_read_is_told(void **state)
{
    (void)state;
    struct slc_source *source;
    struct sl_err err;
    assert_int_equal(slc_source_read(arena, "/nowhere/a.policy", SL_STR("a"), &source, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, "/nowhere/a.policy"));
    assert_int_equal(slc_source_read(arena, "/", SL_STR("a"), &source, &err), -1);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_count_lines_and_characters),
        cmocka_unit_test(lines_lose_their_endings),
        cmocka_unit_test(what_cannot_be_read_is_told),
    };
    arena = sl_arena_new(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sl_arena_free(arena);
    return failed;
}
