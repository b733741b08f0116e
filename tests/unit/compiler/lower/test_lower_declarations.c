/* Levels, roles, categories with their rules, keys and destinations. */
#include "../checked.h"

static struct checked checked;
static const struct slc_ir *ir;

static int
set_up(void **state)
{
    (void)state;
    ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    checked_done(&checked);
    return 0;
}

static void
levels_rise_as_they_stand(void **state)
{
    (void)state;
    static const char *const names[] = { "open", "internal", "pseudonymous", "personal",
                                         "special" };
    assert_int_equal(ir->nlevels, COUNT_OF(names));
    for (size_t at = 0; at < COUNT_OF(names); at++)
        assert_true(sl_str_is(ir->levels[at].name, names[at]));
    assert_true(sl_str_is(ir->levels[3].doc, "e"));
}

static void
a_category_has_its_owner_and_stands_at_its_number(void **state)
{
    (void)state;
    static const struct {
        const char *name, *owner, *doc;
    } categories[] = { { "who", "dpo", "" }, { "money", "fin", "Sums" }, { "care", "dpo", "" } };
    assert_int_equal(ir->nroles, 2);
    assert_int_equal(ir->ncategories, COUNT_OF(categories));
    for (size_t at = 0; at < COUNT_OF(categories); at++) {
        assert_true(sl_str_is(ir->categories[at].name, categories[at].name));
        assert_true(sl_str_is(ir->categories[at].owner->name, categories[at].owner));
        assert_true(sl_str_is(ir->categories[at].doc, categories[at].doc));
    }
}

static void
a_rule_has_its_category_its_level_and_its_end(void **state)
{
    (void)state;
    struct checked limited;
    const struct slc_ir *changed = lower_change(
        &limited, "by year", "by year until 2026-12-31 \"Years tell little\"", EVERY_STAGE);
    const struct slc_ir_rule *by_pseudonym = changed->releases[0].fields[0].rules[0];
    const struct slc_ir_rule *by_year = changed->releases[0].fields[1].rules[0];
    assert_true(sl_str_is(by_pseudonym->by, "pseudonym"));
    assert_int_equal(by_pseudonym->to, 2);
    assert_int_equal(by_pseudonym->until.text.len, 0);
    assert_true(sl_str_is(by_year->by, "year"));
    assert_ptr_equal(by_year->category, &changed->categories[0]);
    assert_int_equal(by_year->to, 1);
    assert_true(sl_str_is(by_year->until.text, "2026-12-31"));
    assert_true(sl_str_is(by_year->doc, "Years tell little"));
    checked_done(&limited);
}

static void
keys_stand_in_the_order_of_their_names_and_their_links_too(void **state)
{
    (void)state;
    assert_int_equal(ir->nkeys, 2);
    const struct slc_ir_key *box = &ir->keys[0], *link = &ir->keys[1];
    assert_true(sl_str_is(box->name, "box"));
    assert_true(box->for_decryption);
    assert_int_equal(box->nlinks, 0);
    assert_int_equal(box->rotate_every.len, 0);
    assert_true(sl_str_is(link->name, "link"));
    assert_false(link->for_decryption);
    assert_true(sl_str_is(link->purpose, "join"));
    assert_true(sl_str_is(link->rotate_every, "12 months"));
    struct checked linked;
    const struct slc_ir *changed = lower_change(&linked, "links persons",
                                                "links persons, aliases purpose \"join\" end\n"
                                                "release app.persons to lake.aliases version 1\n"
                                                "  row key ref = pseudonym(id, using: link)\n"
                                                "  withhold born, sum, bill, made because \"b\"\n"
                                                "  deleted rows send key updates send changes end\n"
                                                "key other for pseudonyms links persons",
                                                EVERY_STAGE);
    const struct slc_ir_key *two = &changed->keys[1];
    assert_int_equal(two->nlinks, 2);
    assert_true(sl_str_is(two->links[0], "aliases"));
    assert_true(sl_str_is(two->links[1], "persons"));
    checked_done(&linked);
}

static void
destinations_are_those_that_a_release_goes_to(void **state)
{
    (void)state;
    assert_int_equal(ir->ndestinations, 1);
    const struct slc_ir_destination *lake = &ir->destinations[0];
    assert_true(sl_str_is(lake->name, "lake"));
    assert_int_equal(lake->clearance, 2);
    for (uint32_t category = 0; category < ir->ncategories; category++)
        assert_int_equal(slc_number_set_has(lake->accepts, category), category <= 1);
    assert_true(sl_str_is(lake->owner->name, "dpo"));
    assert_true(sl_str_is(lake->place.text, "destination lake")); /* the first line alone */
    assert_false(lake->positions_apart);
    struct checked apart;
    const struct slc_ir *changed = lower_change(
        &apart, "accepts who, money", "accepts who, money positions apart", NAMES | TYPES);
    assert_true(changed->destinations[0].positions_apart);
    checked_done(&apart);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_rise_as_they_stand),
        cmocka_unit_test(a_category_has_its_owner_and_stands_at_its_number),
        cmocka_unit_test(a_rule_has_its_category_its_level_and_its_end),
        cmocka_unit_test(keys_stand_in_the_order_of_their_names_and_their_links_too),
        cmocka_unit_test(destinations_are_those_that_a_release_goes_to),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
