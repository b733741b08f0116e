/* What codes are made of, and which columns they join. */
#include "../checked.h"

#include "maxima.h"
#include "releases/keyed.h"

static const char two_tables[] =
    "policy language 1\n"
    "levels open \"o\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\"\n"
    "category who owned by dpo end\n"
    "key link for pseudonyms links persons, visits purpose \"join\" end\n"
    "key other for pseudonyms links persons, visits purpose \"join\" end\n"
    "destination lake clearance open accepts who purpose \"p\" owned by dpo end\n"
    "destination shop clearance open accepts who purpose \"p\" owned by dpo end\n"
    "table app.persons\n"
    "  column id bigint open key identifies person\n"
    "  column `N\xc2\xb0` text open\n"
    "end\n"
    "table app.visits\n"
    "  column visit bigint open key\n"
    "  column person bigint open identifies person\n"
    "  column friend bigint open identifies person\n"
    "  column made timestamp open\n"
    "end\n"
    "release app.persons to lake.persons version 1\n"
    "  row key ref = pseudonym(id, using: link)\n"
    "  derive code = match_code(id, `N\xc2\xb0`, using: link)\n"
    "end\n"
    "release app.visits to lake.visits version 1\n"
    "  row key visit = pseudonym(visit, using: link)\n"
    "  derive person = bucket_of(person, using: link, of: 10)\n"
    "  derive friend = pseudonym(friend, using: other)\n"
    "  derive day = shift_days(made, using: link, per: visit, within: 3 days)\n"
    "end\n"
    "release app.visits to shop.visits version 1\n"
    "  row key visit = visit\n"
    "  derive friend = pseudonym(friend, using: link)\n"
    "end\n";

static struct slc_column *
column_of(const struct checked *checked, const char *name)
{
    for (const struct slc_table *table = checked->program.tables; table != NULL;
         table = table->next)
        for (struct slc_column *column = table->columns; column != NULL; column = column->next)
            if (sl_str_is(column->name.text, name))
                return column;
    return NULL;
}

/* The expression of a field, by the number of its release. */
static const struct slc_expr *
field_of(const struct checked *checked, int number, const char *field)
{
    const struct slc_release *release = checked->program.releases;
    while (number-- > 0)
        release = release->next;
    for (const struct slc_statement *s = release->statements; s != NULL; s = s->next)
        if (sl_str_is(s->field.text, field))
            return s->expr;
    return NULL;
}

static void
a_column_is_what_it_identifies_or_a_kind_of_its_own(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, two_tables, NAMES);
    struct sl_arena *arena = checked.arena;
    assert_true(sl_str_is(slc_column_kind(arena, column_of(&checked, "friend")), "person"));
    assert_true(
        sl_str_is(slc_column_kind(arena, column_of(&checked, "visit")), "app.visits.visit"));
    assert_true(sl_str_is(slc_column_kind(arena, column_of(&checked, "N\xc2\xb0")),
                          "app.persons.`N\xc2\xb0`"));
    checked_done(&checked);
}

static void
a_call_is_known_by_its_key(void **state)
{
    (void)state;
    static const struct {
        int release;
        const char *field, *kind;
        enum slc_keyed_form form;
    } cases[] = {
        { 0, "ref", "person", SLC_KEYED_CODE },
        { 0, "code",
          "person\x1f"
          "app.persons.`N\xc2\xb0`",
          SLC_KEYED_MATCH },
        { 1, "person", "person", SLC_KEYED_BUCKET },
        { 1, "day", "app.visits.visit", SLC_KEYED_SHIFT },
    };
    struct checked checked;
    check_text(&checked, two_tables, NAMES);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct slc_keyed keyed;
        assert_true(slc_keyed_call(field_of(&checked, cases[i].release, cases[i].field), &keyed));
        assert_int_equal(keyed.form, cases[i].form);
        assert_true(sl_str_is(keyed.key->name.text, "link"));
        assert_true(sl_str_is(slc_keyed_kind(checked.arena, &keyed), cases[i].kind));
    }
    struct slc_keyed keyed;
    assert_false(slc_keyed_call(field_of(&checked, 2, "visit"), &keyed));
    checked_done(&checked);
}

static void
columns_of_one_kind_under_one_key_count_as_one(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, two_tables, NAMES);
    slc_collect_coded(&checked.program);
    const struct slc_destination *lake = checked.program.destinations, *shop = lake->next;
    const struct slc_column *id = column_of(&checked, "id"),
                            *person = column_of(&checked, "person"),
                            *friend = column_of(&checked, "friend"),
                            *visit = column_of(&checked, "visit");
    assert_ptr_equal(slc_column_counted_as(lake, id), slc_column_counted_as(lake, person));
    assert_ptr_equal(slc_column_counted_as(lake, friend), friend); /* another key */
    assert_ptr_equal(slc_column_counted_as(lake, visit), visit);   /* another kind */
    assert_ptr_equal(slc_column_counted_as(shop, id), id);         /* no code of it there */
    assert_ptr_equal(slc_column_counted_as(shop, friend), friend);
    checked_done(&checked);
}

static void
two_keys_of_one_column_make_one_of_all(void **state)
{
    (void)state;
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    check_text(&checked,
               text_with(arena, two_tables, "derive day =",
                         "derive next = pseudonym(person, using: other) derive day ="),
               NAMES);
    slc_collect_coded(&checked.program);
    const struct slc_destination *lake = checked.program.destinations;
    const struct slc_column *one = slc_column_counted_as(lake, column_of(&checked, "id"));
    assert_ptr_equal(slc_column_counted_as(lake, column_of(&checked, "friend")), one);
    assert_ptr_equal(slc_column_counted_as(lake, column_of(&checked, "person")), one);
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
what_it_identifies_stands_once_and_has_the_form_of_a_name(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "key identifies person", "key identifies person identifies thing", "E0015",
          "'identifies' stands here twice" },
    };
    EXPECT_CHANGES(two_tables, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_what_it_identifies_or_a_kind_of_its_own),
        cmocka_unit_test(a_call_is_known_by_its_key),
        cmocka_unit_test(columns_of_one_kind_under_one_key_count_as_one),
        cmocka_unit_test(two_keys_of_one_column_make_one_of_all),
        cmocka_unit_test(what_it_identifies_stands_once_and_has_the_form_of_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
