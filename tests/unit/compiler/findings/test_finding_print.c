/* How findings are printed: what golden cases cannot show (colours, steering bytes, the maximum). */
#include "findings/finding_print.h"
#include "findings/finding_sarif.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct sl_arena *arena;

static char *
printed(struct slc_findings *findings, bool colour)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    slc_findings_print(findings, to, colour);
    assert_int_equal(fclose(to), 0);
    return text;
}

static void
both_places_on_one_line(void **state)
{
    (void)state;
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    const struct slc_source *source =
        slc_source_of(arena, SL_STR("a.policy"), SL_STR("\n  derive mail = lower(email)\n"));
    struct slc_finding *finding =
        slc_find(&findings, SLC_E0301, (struct slc_span) { source, 10, 14 }, "it leaves");
    slc_cause(&findings, finding, (struct slc_span) { source, 17, 29 }, "personal");
    slc_note(&findings, finding, "a note");
    slc_help(&findings, finding, "a help");
    char *text = printed(&findings, false);
    assert_string_equal(text, "error[E0301]: it leaves\n"
                              " --> a.policy:2:10\n"
                              "  |\n"
                              "2 |   derive mail = lower(email)\n"
                              "  |          ^^^^   ------------ personal\n"
                              "  = note: a note\n"
                              "  = help: a help\n"
                              "\n"
                              "1 error\n");
    free(text);
}

static void
order_is_by_place(void **state)
{
    (void)state;
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    const struct slc_source *b = slc_source_of(arena, SL_STR("b"), SL_STR("xyz"));
    const struct slc_source *a = slc_source_of(arena, SL_STR("a"), SL_STR("xyz"));
    slc_find(&findings, SLC_E0003, (struct slc_span) { b, 0, 1 }, "fourth");
    slc_find(&findings, SLC_E0003, (struct slc_span) { a, 2, 3 }, "third");
    slc_find(&findings, SLC_E0003, (struct slc_span) { a, 0, 1 }, "first");
    slc_find(&findings, SLC_E0003, (struct slc_span) { a, 0, 1 }, "second");
    char *text = printed(&findings, false);
    const char *first = strstr(text, "first"), *second = strstr(text, "second");
    const char *third = strstr(text, "third"), *fourth = strstr(text, "fourth");
    assert_true(first < second && second < third && third < fourth);
    free(text);
}

/* A policy must not be able to steer the terminal of who reviews it. */
static void
nothing_steers_the_terminal(void **state)
{
    (void)state;
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    const struct slc_source *source = slc_source_of(
        arena, SL_STR("a\033[31m"), SL_STR("x\033]0;title\x07\xC2\x9B\xE2\x80\xAE\xFF"));
    struct slc_finding *finding = slc_find(&findings, SLC_E0003, (struct slc_span) { source, 0, 1 },
                                           "%s", "a\033[2J\xE2\x80\xAE");
    slc_help(&findings, finding, "%s", "b\033[2J\r");
    char *text = printed(&findings, false);
    for (const char *at = text; *at != '\0'; at++)
        assert_true(*at == '\n' || (unsigned char)*at >= 0x20);
    assert_null(strstr(text, "\xE2\x80\xAE"));
    assert_null(strstr(text, "\xC2\x9B"));
    free(text);
    text = printed(&findings, true);
    assert_non_null(strstr(text, "\033[1;31merror[E0003]\033[0m"));
    free(text);
}

static void
beyond_the_maximum_they_are_counted(void **state)
{
    (void)state;
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    const struct slc_source *source = slc_source_of(arena, SL_STR("a"), SL_STR("x"));
    for (int count = 0; count < SLC_MAX_FINDINGS + 5; count++) {
        struct slc_finding *finding =
            slc_find(&findings, SLC_E0003, (struct slc_span) { source, 0, 1 }, "again");
        slc_help(&findings, finding, "help");
        slc_cause(&findings, finding, (struct slc_span) { source, 0, 1 }, "cause");
        slc_at_label(&findings, finding, "label");
    }
    char *text = printed(&findings, false);
    assert_non_null(strstr(text, "1005 errors; the first 1000 are shown\n"));
    free(text);
}

static char *
sarif_of(const char *text, uint32_t begin)
{
    struct slc_findings findings;
    struct sl_buf out;
    slc_findings_init(&findings, arena);
    sl_buf_init(&out, SL_MIB);
    const struct slc_source *source = slc_source_of(arena, SL_STR("a"), sl_str_of(text));
    (void)slc_find(&findings, SLC_E0301, (struct slc_span) { source, begin, begin + 1 },
                   "it leaves");
    slc_findings_sarif(&findings, NULL, &out);
    const char *found = strstr(sl_arena_copy(arena, sl_buf_str(&out)).ptr, "\"sluice/v1\": ");
    assert_non_null(found);
    char *fingerprint = strndup(found, 50);
    sl_buf_done(&out);
    return fingerprint;
}

/* Lines above it, and how far it is indented, do not make a finding a new one; its text does. */
static void
fingerprints_outlive_moving(void **state)
{
    (void)state;
    char *here = sarif_of("keep a\n", 5), *moved = sarif_of("\n\n    keep a\n", 11),
         *other = sarif_of("keep b\n", 5);
    assert_string_equal(here, moved);
    assert_string_not_equal(here, other);
    free(here);
    free(moved);
    free(other);
}

static void
every_code_has_help(void **state)
{
    (void)state;
    for (int code = 0; code < SLC_NCODES; code++) {
        assert_non_null(slc_code_help((enum slc_code)code));
        assert_true(strlen(slc_code_title((enum slc_code)code)) > 10);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_places_on_one_line),
        cmocka_unit_test(order_is_by_place),
        cmocka_unit_test(nothing_steers_the_terminal),
        cmocka_unit_test(fingerprints_outlive_moving),
        cmocka_unit_test(every_code_has_help),
        cmocka_unit_test(beyond_the_maximum_they_are_counted),
    };
    arena = sl_arena_new(SL_GIB);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sl_arena_free(arena);
    return failed;
}
