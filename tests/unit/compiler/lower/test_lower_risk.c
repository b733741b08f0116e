/* Risk checks. */
#include "../checked.h"

static void
a_risk_check_has_the_fields_of_its_release(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(ir->nrisks, 1);
    const struct slc_ir_risk *risk = &ir->risks[0];
    assert_ptr_equal(risk->release, release);
    assert_int_equal(risk->nidentifying, 2);
    assert_ptr_equal(risk->identifying[0], slc_ir_field_named(release, SL_STR("year_born")));
    assert_ptr_equal(risk->identifying[1], slc_ir_field_named(release, SL_STR("band")));
    assert_int_equal(risk->nsensitive, 0);
    assert_true(sl_str_is(risk->people, "5"));
    assert_int_equal(risk->values.len, 0);
    checked_done(&checked);
}

static void
risk_checks_stand_in_the_order_of_the_program(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "risk check lake.persons",
        "risk check lake.persons identifying band sensitive billed at least 9 people alike "
        "at least 2 different values end\n"
        "risk check lake.persons",
        EVERY_STAGE);
    assert_int_equal(ir->nrisks, 2);
    assert_true(sl_str_is(ir->risks[0].people, "9"));
    assert_true(sl_str_is(ir->risks[0].values, "2"));
    assert_int_equal(ir->risks[0].nsensitive, 1);
    assert_true(sl_str_is(ir->risks[0].sensitive[0]->name, "billed"));
    assert_true(sl_str_is(ir->risks[1].people, "5"));
    checked_done(&checked);
}

static void
a_policy_without_risk_checks_has_none(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "risk check lake.persons identifying year_born, band at least 5 people alike end",
        "", EVERY_STAGE);
    assert_int_equal(ir->nrisks, 0);
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_risk_check_has_the_fields_of_its_release),
        cmocka_unit_test(risk_checks_stand_in_the_order_of_the_program),
        cmocka_unit_test(a_policy_without_risk_checks_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
