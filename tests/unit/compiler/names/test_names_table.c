/* Names in a table block. */
#include "../checked.h"

#include "names/symbols.h"

static void
columns_are_numbered_in_their_order_and_found_by_name(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, sound_policy, NAMES);
    const struct slc_table *table = checked.program.tables;
    int number = 0;
    for (struct slc_column *column = table->columns; column != NULL; column = column->next) {
        assert_int_equal(column->number, number++);
        assert_ptr_equal(column->table, table);
        assert_ptr_equal(slc_symbols_find(table->columns_by_name, column->name.text)->object,
                         column);
    }
    assert_int_equal(table->ncolumns, number);
    assert_null(slc_symbols_find(table->columns_by_name, SL_STR("nowhere")));
    checked_done(&checked);
}

static void
columns_that_cannot_be_told_apart_by_eye_are_reported(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "column made", "column `b\xd0\xberm` text open column born2 text open column made", "",
          NULL },
        { "column made", "column `b\xd0\xbern` text open column made", "E0105",
          "cannot be told apart by eye" },
        { "column made", "column `b0rn` text open column `bOrn` text open column made", "E0105",
          "rename one of them in the database: b0rn_2" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_column_declared_twice_is_reported_as_that_alone(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "column made", "column born date? personal who column made", "E0102",
          "a second column named 'born'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_column_is_encrypted_with_a_key_for_decryption(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "encrypted with box", "encrypted with link", "E0107",
          "'link' is a key for pseudonyms, not one for decryption" },
        { "encrypted with box", "encrypted with xyz", "E0101", "key 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_label_and_a_presence_are_looked_up(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "date? personal who", "date? xyz who", "E0101", "level 'xyz'" },
        { "date? personal who", "date? personal who presence special", "", NULL },
        { "date? personal who", "date? personal who presence xyz", "E0101", "level 'xyz'" },
        { "table app.persons", "table app.persons presence special care", "", NULL },
        { "table app.persons", "table app.persons presence special xyz", "E0101",
          "category 'xyz'" },
        { "table app.persons", "table app.persons presence xyz care", "E0101", "level 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
what_a_table_withholds_are_columns_of_it(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "withhold illness", "withhold illness, xyz", "E0101", "there is no column 'xyz'" },
    };
    struct checked checked;
    check_text(&checked, sound_policy, NAMES);
    const struct slc_table *table = checked.program.tables;
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        assert_int_equal(column->withheld != NULL, sl_str_is(column->name.text, "illness"));
    checked_done(&checked);
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_column_withheld_twice_is_withheld_for_the_first_reason(void **state)
{
    (void)state;
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    check_text(&checked,
               text_with(arena, sound_policy, "withhold illness",
                         "withhold illness because \"first\" withhold illness"),
               NAMES);
    const struct slc_column *column = checked.program.tables->columns;
    while (!sl_str_is(column->name.text, "illness"))
        column = column->next;
    assert_true(sl_str_is(column->withheld->because.text, "first"));
    checked_done(&checked);
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_numbered_in_their_order_and_found_by_name),
        cmocka_unit_test(columns_that_cannot_be_told_apart_by_eye_are_reported),
        cmocka_unit_test(a_column_declared_twice_is_reported_as_that_alone),
        cmocka_unit_test(a_column_is_encrypted_with_a_key_for_decryption),
        cmocka_unit_test(a_label_and_a_presence_are_looked_up),
        cmocka_unit_test(what_a_table_withholds_are_columns_of_it),
        cmocka_unit_test(a_column_withheld_twice_is_withheld_for_the_first_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
