/* Names in a release: its table and destination, its fields, and what its statements name. */
#include "../checked.h"

#include "names/symbols.h"

static const struct slc_statement *
field_named(const struct slc_release *release, const char *name)
{
    const struct slc_symbol *symbol = slc_symbols_find(release->fields_by_name, sl_str_of(name));
    return symbol != NULL ? symbol->object : NULL;
}

static void
a_release_is_bound_to_its_table_its_destination_and_its_fields(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, sound_policy, NAMES);
    const struct slc_release *release = checked.program.releases;
    assert_ptr_equal(release->table, checked.program.tables);
    assert_ptr_equal(release->destination, checked.program.destinations);
    static const char *const fields[] = { "ref", "year_born", "band", "billed", "made" };
    for (size_t at = 0; at < COUNT_OF(fields); at++)
        assert_non_null(field_named(release, fields[at]));
    assert_int_equal(release->fields_by_name->count, COUNT_OF(fields));
    checked_done(&checked);
}

static void
every_name_in_a_release_is_looked_up(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "release app.persons", "release app.xyz", "E0101", "table 'app.xyz'" },
        { "owner fin", "owner xyz", "E0101", "role 'xyz'" },
        { "keep made", "keep xyz", "E0101", "column 'xyz'" },
        { "keep made", "withhold born, xyz", "E0101", "column 'xyz'" },
        { "where sum >= 0", "where xyz >= 0", "E0101", "column 'xyz'" },
        { "where sum >= 0",
          "where sum >= 0 as open because \"b\" approved by dpo and xyz until 2027-01-01", "E0101",
          "role 'xyz'" },
        { "where sum >= 0", "where sum >= 0 as xyz because \"b\" approved by dpo until 2027-01-01",
          "E0101", "level 'xyz'" },
        { "keep made",
          "disclose why = illness from special care as open because \"b\" approved by dpo "
          "until 2027-01-01",
          "", NULL },
        { "keep made",
          "disclose why = illness from special xyz as open because \"b\" approved by dpo "
          "until 2027-01-01",
          "E0101", "category 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

/* What cannot be looked up without a table is not reported. */
static void
columns_of_an_unknown_table_are_not_reported(void **state)
{
    (void)state;
    static const char text[] =
        "policy language 1\n"
        "levels open \"o\" end role dpo \"D\" category care owned by dpo end\n"
        "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
        "table app.things column id bigint open key end\n"
        "release app.xyz to lake.things version 1 row key id = id keep a withhold b end\n";
    expect_found(text, NAMES, "E0101", "table 'app.xyz'");
}

static void
a_kept_column_is_the_expression_of_its_field(void **state)
{
    (void)state;
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    check_text(&checked,
               text_with(arena, sound_policy, "keep made", "keep sum as amount keep made"), NAMES);
    assert_found(&checked, "", NULL, "keep … as …");
    static const struct {
        const char *field, *column;
    } kept[] = { { "made", "made" }, { "amount", "sum" } };
    for (size_t at = 0; at < COUNT_OF(kept); at++) {
        const struct slc_expr *expr = field_named(checked.program.releases, kept[at].field)->expr;
        assert_true(sl_str_is(expr->column->name.text, kept[at].column));
    }
    assert_null(field_named(checked.program.releases, "sum"));
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
a_field_is_declared_once(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "keep made", "keep made keep made", "E0102", "a second field named 'made'" },
        { "keep made", "keep made as billed", "E0102", "a second field named 'billed'" },
        { "keep made", "keep made keep made as made_too", "", NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_field_is_named_like_a_column_that_it_reads_or_like_none(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "keep made", "derive sum = year(born)", "E0104",
          "would be taken for the column of that name, which it does not read" },
        { "keep made", "keep made as born", "E0104", "write: born_field" },
        { "keep made", "derive born = year(born)", "", NULL },
        { "keep made", "derive sum = choose when sum >= 5 then year(born) otherwise missing", "",
          NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_release_is_bound_to_its_table_its_destination_and_its_fields),
        cmocka_unit_test(every_name_in_a_release_is_looked_up),
        cmocka_unit_test(columns_of_an_unknown_table_are_not_reported),
        cmocka_unit_test(a_kept_column_is_the_expression_of_its_field),
        cmocka_unit_test(a_field_is_declared_once),
        cmocka_unit_test(a_field_is_named_like_a_column_that_it_reads_or_like_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
