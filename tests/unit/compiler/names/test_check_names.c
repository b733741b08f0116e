/* The stage as a whole: everything declared is known wherever it is used, and nothing else is. */
#include "../checked.h"

#include "maxima.h"

static void
nothing_is_found_where_every_name_is_declared(void **state)
{
    (void)state;
    expect_found(sound_policy, NAMES, "", NULL);
}

static void
the_order_of_declarations_does_not_matter(void **state)
{
    (void)state;
    /* the release stands before all that it names */
    const char *release = strstr(sound_policy, "release app.persons");
    const char *shared = strstr(sound_policy, "levels");
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct sl_str turned = sl_arena_format(arena, "policy language 1\n%s\n%.*s", release,
                                           (int)(release - shared), shared);
    check_text(&checked, turned.ptr, NAMES);
    assert_found(&checked, "", NULL, turned.ptr);
    assert_ptr_equal(checked.program.releases->table, checked.program.tables);
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
functions_operators_and_units_are_declared_by_nobody(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "by year", "by month", "", NULL },
        { "by year", "by fortnight", "E0101", "there is no function or operator 'fortnight'" },
        { "by comparison", "by membership", "", NULL },
        { "= year(born)", "= month(born)", "", NULL },
        { "= year(born)", "= fortnight(born)", "E0101", "there is no function 'fortnight'" },
        /* what an owner permits is called a function in no expression */
        { "= year(born)", "= comparison(born)", "E0101", "there is no function 'comparison'" },
        { "every 12 months", "every 2 weeks", "", NULL },
        { "every 12 months", "every 2 moons", "E0101", "there is no unit 'moons'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
names_are_looked_up_in_every_kind_of_declaration(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "owned by fin \"Sums\"", "owned by xyz", "E0101", "there is no role 'xyz'" },
        { "special care", "special xyz", "E0101", "there is no category 'xyz'" },
        { "derive billed = bill is", "derive billed = xyz is", "E0101",
          "there is no column 'xyz'" },
        { "identifying year_born", "identifying xyz", "E0101", "there is no field 'xyz'" },
        { "given id 7", "given xyz 7", "E0101", "there is no column 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_where_every_name_is_declared),
        cmocka_unit_test(the_order_of_declarations_does_not_matter),
        cmocka_unit_test(functions_operators_and_units_are_declared_by_nobody),
        cmocka_unit_test(names_are_looked_up_in_every_kind_of_declaration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
