/* The stage: every expression of every release. */
#include "typed.h"

#include "maxima.h"

static void
expect_line(const char *line, const char *codes)
{
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct checked checked;
    check_text(&checked, policy_with_line(arena, line), NAMES | TYPES);
    assert_found(&checked, codes, NULL, line);
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
every_line_with_an_expression_is_typed(void **state)
{
    (void)state;
#define DECIDED " from open as open because \"b\" approved by dpo until 2027-01-01"
    static const char *const sound[] = {
        "derive x = n",
        "keep n",
        "row key x = pseudonym(id, using: k)",
        ("disclose x = n" DECIDED),
        "only rows where n >= 5",
    };
    static const struct {
        const char *line, *codes;
    } faulty[] = {
        { "derive x = lower(n)", "E0201" },
        { "keep o", "E0211" },
        { "row key x = pseudonym(day, using: k)", "E0201" },
        { "disclose x = lower(n)" DECIDED, "E0201" },
        { "only rows where n >= \"5\"", "E0203" },
    };
    for (size_t at = 0; at < COUNT_OF(sound); at++)
        expect_line(sound[at], "");
    for (size_t at = 0; at < COUNT_OF(faulty); at++)
        expect_line(faulty[at].line, faulty[at].codes);
}

static void
only_rows_takes_a_condition_and_other_lines_any_value(void **state)
{
    (void)state;
    expect_line("only rows where f", "");
    expect_line("only rows where t", "E0209");
    expect_line("only rows where f_", "E0208");
    expect_line("derive x = f_", "");
}

static void
what_one_line_tests_is_not_held_on_the_next(void **state)
{
    (void)state;
    expect_line("only rows where n_ is not missing and n_ >= 5 derive x = n_ >= 5", "E0208");
    expect_line("derive x = n_ is not missing and n_ >= 5 derive y = n_ >= 5", "E0208");
}

static void
a_fault_on_one_line_does_not_hide_that_on_another(void **state)
{
    (void)state;
    expect_line("derive x = lower(n) derive y = o", "E0201 E0211");
}

static void
every_release_is_typed(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *line = "deleted rows send key end\n"
                       "release app.things to lake.second version 1 row key id = id\n"
                       "  derive x = lower(n)";
    expect_found(policy_with_line(arena, line), NAMES | TYPES, "E0201", NULL);
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_with_an_expression_is_typed),
        cmocka_unit_test(only_rows_takes_a_condition_and_other_lines_any_value),
        cmocka_unit_test(what_one_line_tests_is_not_held_on_the_next),
        cmocka_unit_test(a_fault_on_one_line_does_not_hide_that_on_another),
        cmocka_unit_test(every_release_is_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
