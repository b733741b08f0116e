/* Names in risk checks and tests. */
#include "../checked.h"

static void
names_in_a_risk_check_are_fields_of_its_release_each_once(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "check lake.persons", "check lake.xyz", "E0101", "stream 'lake.xyz'" },
        { "identifying year_born, band", "identifying year_born, xyz", "E0101", "field 'xyz'" },
        { "identifying year_born, band", "identifying band, band", "E0102",
          "a second field named 'band'" },
        { "identifying year_born, band", "identifying year_born sensitive band", "", NULL },
        { "identifying year_born, band", "identifying year_born sensitive xyz", "E0101",
          "field 'xyz'" },
        { "identifying year_born, band", "identifying band sensitive band", "E0102",
          "a second field named 'band'" },
        /* a column that does not leave is no field */
        { "identifying year_born, band", "identifying born", "E0101", "field 'born'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
what_a_test_gives_are_columns_and_the_time_each_once(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "on lake.persons", "on lake.xyz", "E0101", "stream 'lake.xyz'" },
        { "given id 7", "given xyz 7", "E0101", "column 'xyz'" },
        { "given id 7", "given ref 7", "E0101", "column 'ref'" },
        { "given id 7", "given id 7, commit_time 2026-01-01", "", NULL },
        { "given id 7", "given id 7, `commit_time` 2026-01-01", "E0101", "column 'commit_time'" },
        { "given id 7", "given id 7, id 8", "E0102", "a second value named 'id'" },
        { "expect ref", "before id 7 expect ref", "", NULL },
        { "expect ref", "before xyz 7 expect ref", "E0101", "column 'xyz'" },
        { "expect ref", "before id 7, id 8 expect ref", "E0102", "a second value named 'id'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
what_a_test_expects_are_fields_each_once(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "expect ref present", "expect xyz present", "E0101", "field 'xyz'" },
        { "expect ref present", "expect id present", "E0101", "field 'id'" },
        { "expect ref present", "expect ref present, ref present", "E0102",
          "a second value named 'ref'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
the_values_of_a_test_are_bound(void **state)
{
    (void)state;
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    check_text(&checked,
               text_with(arena, sound_policy, "given id 7", "given commit_time 2026-01-01, id 7"),
               NAMES);
    const struct slc_test *test = checked.program.tests;
    assert_ptr_equal(test->release, checked.program.releases);
    assert_true(test->given->commit_time);
    assert_null(test->given->column);
    assert_false(test->given->next->commit_time);
    assert_true(sl_str_is(test->given->next->column->name.text, "id"));
    assert_ptr_equal(test->expect->field, checked.program.releases->statements);
    assert_ptr_equal(checked.program.risks->release, checked.program.releases);
    checked_done(&checked);
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_a_risk_check_are_fields_of_its_release_each_once),
        cmocka_unit_test(what_a_test_gives_are_columns_and_the_time_each_once),
        cmocka_unit_test(what_a_test_expects_are_fields_each_once),
        cmocka_unit_test(the_values_of_a_test_are_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
