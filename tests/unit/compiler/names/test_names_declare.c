/* What is declared: once each, in order, not too many; and what a file that is merely used declares. */
#include "../checked.h"

#include "buf.h"
#include "maxima.h"

static void
a_second_declaration_of_a_name_is_reported_for_every_kind(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "open \"o\"", "open \"o\" open \"o\"", "E0102", "a second level named 'open'" },
        { "role fin", "role dpo \"D\" role fin", "E0102", "a second role named 'dpo'" },
        { "category care", "category care owned by dpo end category care", "E0102",
          "a second category named 'care'" },
        { "key box", "key box for decryption purpose \"p\" end key box", "E0102",
          "a second key named 'box'" },
        { "destination store",
          "destination store clearance open accepts money purpose \"p\" owned by fin end "
          "destination store",
          "E0102", "a second destination named 'store'" },
        { "release app", "table app.persons column id bigint personal who key end release app",
          "E0102", "a second table named 'app.persons'" },
        { "risk check",
          "release app.persons to lake.persons version 2 row key id = id end risk check", "E0102",
          "a second stream named 'lake.persons'" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
one_name_may_stand_for_things_of_different_kinds(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "role fin", "role lake \"L\" role fin", "", NULL },
        { "key box", "key lake for decryption purpose \"p\" end key box", "", NULL },
        { "table app", "table app.other column id bigint personal who key end table app", "",
          NULL },
        { "table app", "table other.persons column id bigint personal who key end table app", "",
          NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_name_that_two_declarations_claim_means_neither(void **state)
{
    (void)state;
    static const char text[] =
        "policy language 1\n"
        "levels open \"o\" end role dpo \"D\" category care owned by dpo end\n"
        "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
        "table app.things column id bigint open key end\n"
        "release app.things to lake.things version 1 row key ref = nowhere end\n";
    static const struct change changes[] = {
        { "nowhere", "nowhere", "E0101", "there is no column 'nowhere' in app.things" },
        /* neither has the column, but which of the two was meant is not known */
        { "release", "table app.things column id bigint open key end release", "E0102", NULL },
    };
    EXPECT_CHANGES(text, NAMES, changes);
}

static void
levels_rise_in_the_order_in_which_they_stand(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, sound_policy, NAMES);
    static const char *const rising[] = { "open", "internal", "pseudonymous", "personal",
                                          "special" };
    const struct slc_level *level = checked.program.levels;
    for (size_t rank = 0; rank < COUNT_OF(rising); rank++, level = level->next) {
        assert_true(sl_str_is(level->name.text, rising[rank]));
        assert_int_equal(level->rank, rank);
    }
    assert_null(level);
    assert_int_equal(checked.program.nlevels, COUNT_OF(rising));
    checked_done(&checked);
}

static void
there_is_one_order_of_levels(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "role dpo", "levels low \"l\" end role dpo", "E0102", "a second order of levels" },
        /* the names of the second are known, and of no rank */
        { "role dpo", "levels low \"l\" end table app.low column a text low who end role dpo",
          "E0102", NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
seven_levels_can_be_held_in_mind_and_eight_cannot(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "special \"s\"", "special \"s\" f \"f\" g \"g\"", "", NULL },
        { "special \"s\"", "special \"s\" f \"f\" g \"g\" h \"h\"", "E0106", "more than 7 levels" },
        { "special \"s\"", "special \"s\" f \"f\" g \"g\" h \"h\" j \"j\"", "E0106", NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
there_is_no_level_named_unlabelled(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "special \"s\"", "special \"s\" unlabelled \"u\"", "E0103",
          "a level cannot be named 'unlabelled'" },
        { "special \"s\"", "special \"s\" labelled \"u\"", "", NULL },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_thousand_categories_have_a_number_each(void **state)
{
    (void)state;
    enum { MANY = 1000, THERE = 3 };
    struct sl_arena *arena = sl_arena_new(64 * SL_MIB);
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    for (int count = THERE; count < MANY; count++)
        sl_buf_printf(&text, "category c%d owned by dpo end\n", count);
    sl_buf_add_str(&text, SL_STR("key link"));
    const char *more = sl_arena_cstr(arena, sl_buf_str(&text));
    struct checked checked;
    check_text(&checked, text_with(arena, sound_policy, "key link", more), NAMES);
    assert_found(&checked, "", NULL, "1,000 categories");
    uint32_t number = 0;
    for (const struct slc_category *category = checked.program.categories; category != NULL;
         category = category->next)
        assert_int_equal(category->number, number++);
    assert_int_equal(number, MANY);
    checked_done(&checked);
    sl_buf_done(&text);
    sl_arena_free(arena);
}

static const char shared[] =
    "policy language 1\n"
    "levels open \"o\" end role dpo \"D\" category care owned by dpo end\n"
    "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
    "table app.things column id bigint open key end\n";
static const char own[] = "policy language 1\n"
                          "release app.things to lake.things version 1 row key id = id end\n"
                          "risk check lake.things identifying id at least 5 people alike end\n"
                          "test \"t\" on lake.things given id 1 expect id 1 end\n";

static void
files_share_what_they_declare(void **state)
{
    (void)state;
    const struct policy_file files[] = {
        { .name = "own.policy", .text = own },
        { .name = "shared.policy", .text = shared, .used = true }
    };
    struct checked checked;
    check_files(&checked, files, COUNT_OF(files), NAMES);
    assert_found(&checked, "", NULL, "a file and one that it uses");
    assert_non_null(checked.program.releases);
    checked_done(&checked);
}

static void
a_file_that_is_merely_used_gives_no_release_risk_check_or_test(void **state)
{
    (void)state;
    const struct policy_file files[] = { { .name = "own.policy", .text = own, .used = true },
                                         { .name = "shared.policy", .text = shared } };
    struct checked checked;
    check_files(&checked, files, COUNT_OF(files), NAMES);
    assert_found(&checked, "", NULL, "releases in a used file");
    assert_null(checked.program.releases);
    assert_null(checked.program.risks);
    assert_null(checked.program.tests);
    assert_non_null(checked.program.tables);
    checked_done(&checked);
}

/* Nobody can mend what ships with the compiler. */
static void
levels_beside_those_of_a_standard_are_the_fault_of_the_author(void **state)
{
    (void)state;
    const struct policy_file files[] = {
        { .name = "own.policy", .text = "policy language 1\nlevels low \"l\" end\n" },
        { .name = "standard", .text = shared, .used = true, .standard = true },
    };
    struct checked checked;
    check_files(&checked, files, COUNT_OF(files), NAMES);
    assert_found(&checked, "E0102", "a second order of levels", "levels beside a standard's");
    assert_true(sl_str_is(checked.findings.first->at.source->name, "own.policy"));
    assert_true(checked.findings.first->cause.source->standard);
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_declaration_of_a_name_is_reported_for_every_kind),
        cmocka_unit_test(one_name_may_stand_for_things_of_different_kinds),
        cmocka_unit_test(a_name_that_two_declarations_claim_means_neither),
        cmocka_unit_test(levels_rise_in_the_order_in_which_they_stand),
        cmocka_unit_test(there_is_one_order_of_levels),
        cmocka_unit_test(seven_levels_can_be_held_in_mind_and_eight_cannot),
        cmocka_unit_test(there_is_no_level_named_unlabelled),
        cmocka_unit_test(a_thousand_categories_have_a_number_each),
        cmocka_unit_test(files_share_what_they_declare),
        cmocka_unit_test(a_file_that_is_merely_used_gives_no_release_risk_check_or_test),
        cmocka_unit_test(levels_beside_those_of_a_standard_are_the_fault_of_the_author),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
