/* Names in expressions: columns, commit_time, functions, keys, wherever they stand. */
#include "../checked.h"

static void
names_are_bound_wherever_they_stand_in_an_expression(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "bill is not missing", "xyz is not missing", "E0101", "column 'xyz'" },
        { "bill is not missing", "sum >= 1 and xyz >= 2", "E0101", "column 'xyz'" },
        { "bill is not missing", "xyz >= 1 and sum >= 2", "E0101", "column 'xyz'" },
        { "bill is not missing", "not (xyz >= 1)", "E0101", "column 'xyz'" },
        { "bill is not missing", "1 <= xyz", "E0101", "column 'xyz'" },
        { "bill is not missing", "xyz if missing 1", "E0101", "column 'xyz'" },
        { "bill is not missing", "present(xyz)", "E0101", "column 'xyz'" },
        { "bill is not missing", "lower(trim(xyz))", "E0101", "column 'xyz'" },
        { "bill is not missing", "choose when xyz then 1 otherwise 2", "E0101", "column 'xyz'" },
        { "bill is not missing", "choose when sum >= 1 then xyz otherwise 2", "E0101",
          "column 'xyz'" },
        { "bill is not missing", "choose when sum >= 1 then 1 otherwise xyz", "E0101",
          "column 'xyz'" },
        { "bill is not missing", "choose when sum >= 1 then 1 when xyz then 2 otherwise 3", "E0101",
          "column 'xyz'" },
        { "bill is not missing", "choose when sum >= 1 then 1 otherwise sum", "", NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

/* What the first `derive` of a release is bound to. */
static const struct slc_expr *
derived(struct checked *ret, struct sl_arena *arena, const char *expression)
{
    check_text(ret, text_with(arena, sound_policy, "year(born)", expression), NAMES);
    return ret->program.releases->statements->next->expr;
}

static void
commit_time_is_the_time_and_in_backquotes_a_column(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct checked checked;
    const struct slc_expr *expr = derived(&checked, arena, "commit_time");
    assert_true(expr->commit_time);
    assert_null(expr->column);
    assert_found(&checked, "", NULL, "commit_time");
    checked_done(&checked);
    expr = derived(&checked, arena, "`commit_time`");
    assert_false(expr->commit_time);
    assert_found(&checked, "E0101", "column 'commit_time'", "`commit_time`");
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
a_name_behind_a_label_is_what_the_parameter_says(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct checked checked;
    const struct slc_expr *expr = derived(&checked, arena, "pseudonym(id, using: link)");
    assert_true(sl_str_is(expr->args->next->key->name.text, "link"));
    assert_null(expr->args->next->expr);
    checked_done(&checked);
    expr = derived(&checked, arena, "age_band(born, at: commit_time, width: 10 years)");
    assert_true(expr->args->next->expr->commit_time);
    checked_done(&checked);
    expr = derived(&checked, arena, "percent_band(sum, of: id, edges: [0, 50])");
    assert_true(sl_str_is(expr->args->next->expr->column->name.text, "id"));
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
a_name_behind_a_label_is_looked_up_where_the_function_has_the_label(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "year(born)", "percent_band(sum, of: xyz, edges: [0, 50])", "E0101", "column 'xyz'" },
        { "year(born)", "pseudonym(id, using: xyz)", "E0101", "key 'xyz'" },
        { "year(born)", "pseudonym(id, using: box)", "E0107",
          "'box' is a key for decryption, not one for pseudonyms" },
        /* a label that the function does not have: for the types to say */
        { "year(born)", "year(born, using: xyz)", "", NULL },
        { "year(born)", "xyz(born, using: xyz)", "E0101", "function 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_call_is_bound_to_its_function(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct checked checked;
    const struct slc_expr *expr = derived(&checked, arena, "month(born)");
    assert_string_equal(expr->function->name, "month");
    assert_true(sl_str_is(expr->args->expr->column->name.text, "born"));
    checked_done(&checked);
    assert_null(derived(&checked, arena, "fortnight(born)")->function);
    checked_done(&checked);
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_bound_wherever_they_stand_in_an_expression),
        cmocka_unit_test(commit_time_is_the_time_and_in_backquotes_a_column),
        cmocka_unit_test(a_name_behind_a_label_is_what_the_parameter_says),
        cmocka_unit_test(a_name_behind_a_label_is_looked_up_where_the_function_has_the_label),
        cmocka_unit_test(a_call_is_bound_to_its_function),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
