/* A name that is not there: what is said of it, once, with what was probably meant. */
#include "../checked.h"

static void
a_name_near_a_declared_one_is_suggested_with_a_fix(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *suggested;
    } cases[] = {
        { "keep made", "keep mad", "made" },
        { "clearance pseudonymous", "clearance pseudonymus", "pseudonymous" },
        { "using: link", "using: lnik", "link" },
        { "= year(born)", "= yaer(born)", "year" },
        { "release app.persons", "release app.person", "app.persons" },
        { "identifying year_born", "identifying yearborn", "year_born" },
    };
    struct sl_arena *arena = sl_arena_new(1 << 24);
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        check_text(&checked, text_with(arena, sound_policy, cases[at].from, cases[at].to), NAMES);
        assert_found(&checked, "E0101", "did you mean", cases[at].to);
        const struct slc_finding *finding = checked.findings.first;
        assert_true(sl_str_is(finding->fix.text, cases[at].suggested));
        assert_int_equal(finding->fix.at.begin, finding->at.begin);
        assert_int_equal(finding->fix.at.end, finding->at.end);
        checked_done(&checked);
    }
    sl_arena_free(arena);
}

static void
a_name_near_none_gets_the_list_of_what_there_is(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "clearance pseudonymous", "clearance xyz", "E0101",
          "the levels are: open, internal, pseudonymous, personal, special" },
        { "using: link", "using: xyz", "E0101", "the keys are: link, box" },
        { "to lake.persons version", "to xyz.persons version", "E0101 E0101 E0101",
          "the destinations are: lake, store" },
        /* the two parts of a pair are shown as they are written */
        { "release app.persons", "release app.xyz", "E0101", "the tables are: app.persons" },
        { "keep made", "keep xyz", "E0101", "there is no column 'xyz' in app.persons" },
        { "keep made", "keep xyz", "E0101", "the columns are: id, born, sum, bill, illness, made" },
        { "identifying year_born", "identifying xyz", "E0101",
          "there is no field 'xyz' in lake.persons" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_list_ends_after_sixteen_names(void **state)
{
    (void)state;
#define FOURTEEN_ROLES                                                                             \
    "role r1 \"\" role r2 \"\" role r3 \"\" role r4 \"\" role r5 \"\" role r6 \"\" role r7 \"\" "  \
    "role r8 \"\" role r9 \"\" role r10 \"\" role r11 \"\" role r12 \"\" role r13 \"\" role r14 "  \
    "\"\" "
#define UNOWNED "category other owned by unheard_of end "
    static const struct change changes[] = {
        { "role dpo", FOURTEEN_ROLES UNOWNED "role dpo", "E0101", "r13, r14, dpo, fin" },
        { "role dpo", FOURTEEN_ROLES "role r15 \"\" " UNOWNED "role dpo", "E0101",
          "r14, r15, dpo, …" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_declaration_to_paste_is_given_for_what_an_author_declares(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "owner fin", "owner xyz", "E0101", "declare it: role xyz \"…\"" },
        { "accepts who, money", "accepts who, money, xyz", "E0101",
          "declare it: category xyz owned by" },
        { "using: link", "using: xyz", "E0101", "declare it: key xyz for pseudonyms" },
        { "release app.persons", "release app.xyz", "E0101", "declare it: table app.xyz column" },
        { "risk check lake.persons", "risk check lake.xyz", "E0101",
          "declare it: release … to lake.xyz version 1" },
        { "links persons", "links xyz", "E0101", "declare it: release … to ….xyz version 1" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_name_of_another_kind_is_said_to_be_of_that_kind(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "owned by fin \"Sums\"", "owned by lake \"Sums\"", "E0107",
          "'lake' is a destination, not a role" },
        { "owned by fin \"Sums\"", "owned by lake \"Sums\"", "E0107", "the roles are: dpo, fin" },
        { "accepts who, money", "accepts who, money, fin", "E0107",
          "'fin' is a role, not a category" },
        /* near to one of the right kind: a slip of the pen */
        { "accepts who, money", "accepts who, mony", "E0101", "did you mean 'money'?" },
        { "destination store",
          "role mony \"M\" destination other clearance open accepts mony purpose \"p\" owned by "
          "fin "
          "end destination store",
          "E0101", "did you mean 'money'?" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
that_nothing_of_a_kind_is_declared_is_said_once(void **state)
{
    (void)state;
    expect_found("policy language 1\n"
                 "table app.things column id bigint open key column a text internal end\n",
                 NAMES, "E0101", "start from what ships with the compiler: use standard");
    expect_found("policy language 1\nlevels open \"o\" end\n"
                 "table app.things column id bigint closed key column a text internal end\n",
                 NAMES, "E0101 E0101", "the levels are: open");
}

static void
functions_of_other_languages_are_explained(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "year(born)", "md5(born)", "E0101", "anybody can compute an unkeyed hash" },
        { "year(born)", "md5(born)", "E0101", "write: pseudonym(…, using: KEY)" },
        { "year(born)", "xyz(born)", "E0101", "the functions are: " },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_near_a_declared_one_is_suggested_with_a_fix),
        cmocka_unit_test(a_name_near_none_gets_the_list_of_what_there_is),
        cmocka_unit_test(a_list_ends_after_sixteen_names),
        cmocka_unit_test(a_declaration_to_paste_is_given_for_what_an_author_declares),
        cmocka_unit_test(a_name_of_another_kind_is_said_to_be_of_that_kind),
        cmocka_unit_test(that_nothing_of_a_kind_is_declared_is_said_once),
        cmocka_unit_test(functions_of_other_languages_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
