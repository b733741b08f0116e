/* The C of a field. */
#include "emit/c/emit_c_statements.h"

#include "../../checked.h"

static void
expect_c(const char *line, const char *field, const char *words)
{
    struct checked checked;
    const struct slc_ir *ir = lower_change(&checked, "keep made", line, NAMES | TYPES);
    const struct slc_ir_release *release = &ir->releases[0];
    struct sl_str made = slc_c_of_field(ir, release, slc_ir_field_named(release, sl_str_of(field)));
    if (memmem(made.ptr, made.len, words, strlen(words)) == NULL)
        fail_msg("%.*s\nhas no '%s'", SL_FMT(made), words);
    checked_done(&checked);
}

/* Were the label checker wrong, the C compiler would say so: what is put has to be open. */
static void
a_sealed_value_is_opened_under_a_decision_alone(void **state)
{
    (void)state;
    expect_c("keep illness", "illness", "sl_put(out, \"illness\", illness);");
    expect_c("disclose ill = illness from special care as pseudonymous because \"b\" "
             "approved by dpo until 2026-12-31",
             "ill", "sl_put(out, \"ill\", sl_disclose(illness));");
    expect_c("keep made", "made", "sl_put(out, \"made\", made);");
}

static void
the_policy_s_line_stands_above_its_c(void **state)
{
    (void)state;
    expect_c("keep made as created", "created", "keep made as created");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sealed_value_is_opened_under_a_decision_alone),
        cmocka_unit_test(the_policy_s_line_stands_above_its_c),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
