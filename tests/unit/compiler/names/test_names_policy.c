/* Names in what policies share: labels, categories and their owners' rules, keys, destinations. */
#include "../checked.h"

#include "language/function.h"

enum { OPEN, INTERNAL, PSEUDONYMOUS, PERSONAL, SPECIAL }; /* levels of sound_policy, by rank */
enum { WHO, MONEY, CARE };                                /* and its categories, by number */

static struct checked checked;

static int
set_up(void **state)
{
    (void)state;
    check_text(&checked, sound_policy, NAMES);
    assert_found(&checked, "", NULL, "the sound policy");
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    checked_done(&checked);
    return 0;
}

/* Which of the three are in a set. */
static void
assert_categories(struct slc_number_set set, const bool in[CARE + 1])
{
    for (uint32_t category = WHO; category <= CARE; category++)
        assert_int_equal(slc_number_set_has(set, category), in[category]);
}

static void
a_label_is_the_rank_of_its_level_and_the_set_of_its_categories(void **state)
{
    (void)state;
    static const struct {
        int level;
        bool in[CARE + 1];
    } labels[] = {
        { PERSONAL, { [WHO] = true } },   { PERSONAL, { [WHO] = true } },
        { PERSONAL, { [MONEY] = true } }, { PERSONAL, { [MONEY] = true } },
        { SPECIAL, { [CARE] = true } },   { OPEN, { false } },
    };
    const struct slc_column *column = checked.program.tables->columns;
    for (size_t at = 0; at < COUNT_OF(labels); at++, column = column->next) {
        assert_int_equal(column->label.label.level, labels[at].level);
        assert_categories(column->label.label.categories, labels[at].in);
    }
    assert_null(column);
}

static void
a_rule_is_bound_to_its_levels_its_category_and_its_function(void **state)
{
    (void)state;
    const struct slc_category *who = checked.program.categories;
    const struct slc_downgrade *by_pseudonym = who->downgrades, *by_year = by_pseudonym->next;
    assert_true(sl_str_is(who->owner_role->name.text, "dpo"));
    assert_ptr_equal(by_pseudonym->category, who);
    assert_int_equal(by_pseudonym->to_rank, PSEUDONYMOUS);
    assert_int_equal(by_pseudonym->from_rank, -1);
    assert_ptr_equal(by_pseudonym->function, &slc_functions[SLC_FUNCTION_pseudonym]);
    assert_int_equal(by_year->to_rank, INTERNAL);
    assert_int_equal(by_year->from_rank, PERSONAL);
    assert_ptr_equal(by_year->function, &slc_functions[SLC_FUNCTION_year]);
}

static void
a_rule_by_an_operator_has_its_class_and_no_function_but_that_of_present(void **state)
{
    (void)state;
    static const struct {
        int operator_class;
        bool has_function;
    } rules[] = {
        { SLC_NOT_AN_OPERATOR, true },      /* band */
        { SLC_OPERATOR_COMPARISON, false }, /* comparison */
        { SLC_OPERATOR_MEMBERSHIP, false }, /* membership */
        { SLC_OPERATOR_PRESENT, true },     /* present */
    };
    const struct slc_downgrade *rule = checked.program.categories->next->downgrades;
    for (size_t at = 0; at < COUNT_OF(rules); at++, rule = rule->next) {
        assert_int_equal(rule->operator_class, rules[at].operator_class);
        assert_int_equal(rule->function != NULL, rules[at].has_function);
    }
}

static void
a_destination_has_the_rank_of_its_clearance_and_the_set_it_accepts(void **state)
{
    (void)state;
    const struct slc_destination *lake = checked.program.destinations, *store = lake->next;
    assert_int_equal(lake->clearance_rank, PSEUDONYMOUS);
    assert_categories(lake->accepted, (const bool[CARE + 1]) { [WHO] = true, [MONEY] = true });
    assert_true(sl_str_is(lake->owner_role->name.text, "dpo"));
    assert_int_equal(store->clearance_rank, OPEN);
    assert_categories(store->accepted, (const bool[CARE + 1]) { [MONEY] = true });
    assert_true(sl_str_is(store->owner_role->name.text, "fin"));
}

static void
every_name_in_what_policies_share_is_looked_up(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "who owned by dpo", "who owned by xyz", "E0101", "role 'xyz'" },
        { "become pseudonymous by pseudonym", "become xyz by pseudonym", "E0101", "level 'xyz'" },
        { "from personal by year", "from xyz by year", "E0101", "level 'xyz'" },
        { "by band at least 100", "by xyz at least 100", "E0101", "function or operator 'xyz'" },
        { "by band at least 100", "by band at least 100 xyz", "E0101", "unit 'xyz'" },
        { "by band at least 100", "by band at least 100 and at most 5 xyz", "E0101", "unit 'xyz'" },
        { "every 12 months", "every 12 xyz", "E0101", "unit 'xyz'" },
        { "clearance pseudonymous", "clearance xyz", "E0101", "level 'xyz'" },
        { "accepts who, money purpose", "accepts who, xyz, money purpose", "E0101",
          "category 'xyz'" },
        { "money purpose \"p\" owned by dpo", "money purpose \"p\" owned by xyz", "E0101",
          "role 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

/* Of what one unknown name makes unknown, later stages must say nothing. */
static void
what_depends_on_an_unknown_name_is_unknown(void **state)
{
    (void)state;
    struct checked faulty;
    check_text(&faulty,
               text_with(checked.arena, sound_policy, "accepts who, money", "accepts who, xyz"),
               NAMES);
    assert_int_equal(faulty.program.destinations->clearance_rank, -1);
    checked_done(&faulty);
    check_text(&faulty,
               text_with(checked.arena, sound_policy, "date? personal who", "date? personal xyz"),
               NAMES);
    assert_int_equal(faulty.program.tables->columns->next->label.label.level, -1);
    checked_done(&faulty);
}

static void
a_key_links_streams_that_exist_each_once(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "links persons", "links persons, persons", "E0102",
          "a second linked stream named 'persons'" },
        { "links persons", "links persons, xyz", "E0101", "stream 'xyz'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

/* A company's other releases are not compiled here: what streams they have is not known. */
static void
a_key_of_a_used_file_may_link_streams_that_are_not_compiled_here(void **state)
{
    (void)state;
    static const char key[] =
        "policy language 1\nkey other for pseudonyms links elsewhere purpose \"p\" end\n";
    static const struct {
        bool used;
        const char *codes;
    } cases[] = { { true, "" }, { false, "E0101" } };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        const struct policy_file files[] = {
            { .name = "key.policy", .text = key, .used = cases[at].used },
            { .name = "own.policy", .text = sound_policy },
        };
        struct checked both;
        check_files(&both, files, COUNT_OF(files), NAMES);
        assert_found(&both, cases[at].codes, NULL, "a key that links a stream of others");
        checked_done(&both);
    }
    expect_found(key, NAMES, "", NULL); /* without any release */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_is_the_rank_of_its_level_and_the_set_of_its_categories),
        cmocka_unit_test(a_rule_is_bound_to_its_levels_its_category_and_its_function),
        cmocka_unit_test(a_rule_by_an_operator_has_its_class_and_no_function_but_that_of_present),
        cmocka_unit_test(a_destination_has_the_rank_of_its_clearance_and_the_set_it_accepts),
        cmocka_unit_test(every_name_in_what_policies_share_is_looked_up),
        cmocka_unit_test(what_depends_on_an_unknown_name_is_unknown),
        cmocka_unit_test(a_key_links_streams_that_exist_each_once),
        cmocka_unit_test(a_key_of_a_used_file_may_link_streams_that_are_not_compiled_here),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
