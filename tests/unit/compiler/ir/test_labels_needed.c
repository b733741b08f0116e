/* Of which enums a release needs to know every label: one line each, over an enum of red and green. */
#include "../lower/lowered.h"
#include "ir/labels_needed.h"

static const struct {
    const char *expression;
    bool needed;
} lines[] = {
    /* the value leaves */
    { "e", true },
    { "e_ if missing \"red\"", true },
    { "one_of(lower(t), allowed: [\"x\"]) if missing \"y\"", false },
    { "choose when i < 1 then e otherwise missing", true },
    { "choose when e is \"red\" then \"x\" otherwise t", false },
    /* presence */
    { "present(e)", false },
    { "count_present(e, t_)", false },
    { "e_ is missing", false },
    /* compared with some labels */
    { "e is \"red\"", false },
    { "not (e is \"red\")", false },
    { "e is not in [\"green\"]", false },
    { "(e_ if missing \"red\") is \"red\"", false },
    { "e is \"red\" and f", false },
    { "choose when e is \"red\" then \"x\" otherwise \"y\"", false },
    { "group(e, from: [\"red\"], to: [\"warm\"])", false },
    { "one_of(e, allowed: [\"red\"])", false },
    /* with all */
    { "e is in [\"red\", \"green\"]", true },
    { "e is \"red\" or e is \"green\"", true },
    { "choose when e is \"red\" then \"x\" when e is \"green\" then \"y\" otherwise \"z\"", true },
    { "group(e, from: [\"red\", \"green\"], to: [\"warm\", \"cold\"])", true },
    { "one_of(e, allowed: [\"red\", \"green\"]) if missing \"none\"", true },
};

/* Whether any cell of the release is one of which all labels are needed. */
static bool
any_is_needed(const struct slc_ir_release *release)
{
    for (uint32_t cell = 0; cell < release->ncells; cell++) {
        if (slc_ir_needs_labels(release, cell))
            return true;
    }
    return false;
}

static void
lines_need_labels_or_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        struct checked checked;
        struct sl_arena *arena = sl_arena_new(1 << 20);
        struct sl_str line = sl_arena_format(arena, "derive x = %s", lines[i].expression);
        const struct slc_ir *ir =
            lower_text(&checked, policy_with_line(arena, line.ptr), NAMES | TYPES | LABELS);
        if (any_is_needed(&ir->releases[0]) != lines[i].needed)
            fail_msg("%s", lines[i].expression);
        checked_done(&checked);
        sl_arena_free(arena);
    }
}

static void
a_filter_counts_as_a_line(void **state)
{
    static const struct {
        const char *filter;
        bool needed;
    } filters[] = {
        { "only rows where e is not \"red\"", false },
        { "only rows where e is in [\"red\", \"green\"]", true },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(filters); i++) {
        struct checked checked;
        struct sl_arena *arena = sl_arena_new(1 << 20);
        const struct slc_ir *ir = lower_text(&checked, policy_with_line(arena, filters[i].filter),
                                             NAMES | TYPES | LABELS);
        assert_int_equal(any_is_needed(&ir->releases[0]), filters[i].needed);
        checked_done(&checked);
        sl_arena_free(arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_need_labels_or_not),
        cmocka_unit_test(a_filter_counts_as_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
