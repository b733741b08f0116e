/* The statements of a release. */
#include "../checked.h"

#define DECIDED(level) "as " level " because \"b\" approved by fin and dpo until 2026-12-31"

static void
fields_stand_as_in_the_policy_with_their_verbs(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum slc_ir_verb verb;
        bool row_key;
    } fields[] = {
        { "ref", SLC_IR_ROW_KEY, true },   { "year_born", SLC_IR_DERIVE, false },
        { "band", SLC_IR_DERIVE, false },  { "billed", SLC_IR_DERIVE, false },
        { "ill", SLC_IR_DISCLOSE, false }, { "second", SLC_IR_DISCLOSE, true },
        { "made", SLC_IR_KEEP, false },
    };
    struct checked checked;
    const struct slc_ir *ir =
        lower_change(&checked, "keep made",
                     "disclose ill = lower(bill) from personal money " DECIDED(
                         "pseudonymous") " disclose row key second = id from personal "
                                         "who " DECIDED("pseudonymous") " keep made",
                     NAMES | TYPES);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->nfields, COUNT_OF(fields));
    for (size_t at = 0; at < COUNT_OF(fields); at++) {
        assert_true(sl_str_is(release->fields[at].name, fields[at].name));
        assert_int_equal(release->fields[at].verb, fields[at].verb);
        assert_int_equal(release->fields[at].row_key, fields[at].row_key);
        assert_int_equal(release->fields[at].decision != NULL, fields[at].verb == SLC_IR_DISCLOSE);
    }
    checked_done(&checked);
}

static void
a_field_has_the_label_of_all_it_reads_and_the_one_it_leaves_with(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "bill is not missing",
        "choose when bill is missing then year(born) otherwise missing", NAMES | TYPES | LABELS);
    const struct slc_ir_field *field = slc_ir_field_named(&ir->releases[0], SL_STR("billed"));
    assert_int_equal(field->before.level, 3);
    for (uint32_t category = 0; category < ir->ncategories; category++)
        assert_int_equal(slc_number_set_has(field->before.categories, category), category <= 1);
    assert_int_equal(field->after.level, 1);
    checked_done(&checked);
}

static void
a_decision_has_its_reason_its_roles_its_end_and_its_level(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } lines[] = {
        { "keep made", "keep made disclose ill = illness from special care " DECIDED("open") },
        { "where sum >= 0", "where sum >= 0 " DECIDED("open") },
        { "updates send changes", "updates send always " DECIDED("open") },
        { "keep made", "keep made disclose rows " DECIDED("open") },
    };
    for (size_t at = 0; at < COUNT_OF(lines); at++) {
        struct checked checked;
        const struct slc_ir *ir =
            lower_change(&checked, lines[at].from, lines[at].to, NAMES | TYPES);
        const struct slc_ir_release *release = &ir->releases[0];
        const struct slc_ir_decision *decisions[] = {
            at == 0 ? slc_ir_field_named(release, SL_STR("ill"))->decision : NULL,
            release->filter_decision,
            release->updates_decision,
            release->rows_decision,
        };
        for (size_t of = 0; of < COUNT_OF(decisions); of++)
            assert_int_equal(decisions[of] != NULL, of == at);
        const struct slc_ir_decision *decision = decisions[at];
        assert_true(sl_str_is(decision->because, "b"));
        assert_int_equal(decision->napproved_by, 2);
        assert_true(sl_str_is(decision->approved_by[0]->name, "fin"));
        assert_true(sl_str_is(decision->approved_by[1]->name, "dpo"));
        assert_true(sl_str_is(decision->until.text, "2026-12-31"));
        assert_int_equal(decision->to, 0);
        checked_done(&checked);
    }
}

static void
what_is_withheld_is_that_of_the_release_and_then_that_of_the_table(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir =
        lower_change(&checked, "keep made", "withhold made because \"later\"", EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->nwithheld, 2);
    assert_int_equal(release->withheld[0].column, 5);
    assert_true(sl_str_is(release->withheld[0].because, "later"));
    assert_false(release->withheld[0].by_table);
    assert_int_equal(release->withheld[1].column, 4);
    assert_true(sl_str_is(release->withheld[1].because, "nobody needs it"));
    assert_true(release->withheld[1].by_table);
    checked_done(&checked);
}

static void
a_release_without_a_filter_has_all_rows(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    assert_int_equal(ir->releases[0].filter->op, SLC_IR_GREATER_OR_EQUAL);
    assert_int_equal(ir->releases[0].nfilter_rules, 1);
    assert_true(ir->releases[0].rejected_send_key);
    checked_done(&checked);
    ir = lower_change(&checked, "only rows where sum >= 0\n  rejected rows send key", "",
                      EVERY_STAGE);
    assert_null(ir->releases[0].filter);
    assert_int_equal(ir->releases[0].filter_place.line, 0);
    assert_false(ir->releases[0].rejected_send_key);
    checked_done(&checked);
}

static void
what_is_said_of_rows_and_events_is_kept(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_false(release->deletes_stay);
    assert_true(release->updates_changes);
    assert_false(release->commit_time);
    assert_int_equal(release->metadata_place.line, 0);
    assert_true(sl_str_is(release->deletes_place.text, "deleted rows send key"));
    checked_done(&checked);
    ir = lower_change(&checked, "deleted rows send key\n  updates send changes",
                      "deleted rows stay updates send changes metadata commit_time", EVERY_STAGE);
    release = &ir->releases[0];
    assert_true(release->deletes_stay);
    assert_true(release->commit_time);
    assert_true(sl_str_is(release->metadata_place.text, "metadata commit_time"));
    checked_done(&checked);
    ir = lower_change(&checked, "updates send changes", "updates send always", NAMES | TYPES);
    assert_false(ir->releases[0].updates_changes);
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_stand_as_in_the_policy_with_their_verbs),
        cmocka_unit_test(a_field_has_the_label_of_all_it_reads_and_the_one_it_leaves_with),
        cmocka_unit_test(a_decision_has_its_reason_its_roles_its_end_and_its_level),
        cmocka_unit_test(what_is_withheld_is_that_of_the_release_and_then_that_of_the_table),
        cmocka_unit_test(a_release_without_a_filter_has_all_rows),
        cmocka_unit_test(what_is_said_of_rows_and_events_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
