/* How names that leave the policy may look, and which are taken. */
#include "../checked.h"

#define LONGEST "a23456789_123456789_123456789_123456789_123456789_123456789_123"

static const char policy[] =
    "policy language 1\n"
    "levels open \"o\" end role dpo \"D\"\n"
    "category care owned by dpo end\n"
    "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
    "table app.things\n"
    "  column id bigint open key column `Made On` date open\n"
    "end\n"
    "release app.things to lake.things version 1\n"
    "  row key ref = id\n"
    "  derive made = `Made On`\n"
    "end\n";

static void
a_name_that_leaves_is_an_identifier(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "derive made", "derive b", "", NULL },
        { "derive made", "derive b_2", "", NULL },
        { "derive made", "derive " LONGEST, "", NULL },
        { "derive made", "derive " LONGEST "4", "E0007 E0103", "have at most 63 characters" },
        { "derive made", "derive `2b`", "E0103", "a field cannot be named '2b'" },
        { "derive made", "derive `_b`", "E0103", "begin with a letter" },
        { "derive made", "derive `Band`", "E0103", "write: band" },
        { "derive made", "derive `a-b`", "E0103", "write: a_b" },
        { "derive made", "derive `Début`", "E0103", "write: debut" },
        { "to lake.things", "to lake.`thing s`", "E0103", "a stream cannot be named 'thing s'" },
        { "role dpo", "role _fin \"\" role dpo", "E0103", "a role cannot be named '_fin'" },
    };
    EXPECT_CHANGES(policy, NAMES, changes);
}

static void
a_column_is_named_as_the_database_has_it_and_kept_under_a_name_that_may_leave(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "derive made = `Made On`", "keep `Made On` as made_on", "", NULL },
        { "derive made = `Made On`", "keep `Made On`", "E0103", "keep `Made On` as made_on" },
        { "derive made = `Made On`", "keep `Made On` as `Made`", "E0103",
          "keep `Made On` as made" },
    };
    EXPECT_CHANGES(policy, NAMES, changes);
}

static void
a_stream_or_field_is_not_named_like_a_level_or_a_category(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "derive made", "derive open", "E0104", "a field cannot be named like the level 'open'" },
        { "derive made", "derive care", "E0104",
          "a field cannot be named like the category 'care'" },
        { "derive made", "derive care", "E0104", "write: care_field" },
        { "derive made", "derive dpo", "", NULL },
        { "to lake.things", "to lake.care", "E0104", "write: care_stream" },
        { "to lake.things", "to lake.lake", "", NULL },
    };
    EXPECT_CHANGES(policy, NAMES, changes);
}

/* Nobody can mend what ships with the compiler. */
static void
a_name_that_a_standard_has_too_is_the_fault_of_the_author(void **state)
{
    (void)state;
    const struct policy_file files[] = {
        { .name = "own.policy", .text = "policy language 1\nrole dpo \"D\"\n" },
        { .name = "standard",
          .text = "policy language 1\nrole dpo \"D\"\n",
          .used = true,
          .standard = true },
    };
    struct checked checked;
    check_files(&checked, files, COUNT_OF(files), NAMES);
    assert_found(&checked, "E0102", "a second role named 'dpo'", "a role beside a standard's");
    assert_true(sl_str_is(checked.findings.first->at.source->name, "own.policy"));
    assert_true(checked.findings.first->cause.source->standard);
    checked_done(&checked);
}

static void
of_two_declarations_the_second_is_the_fault(void **state)
{
    (void)state;
    static const char text[] = "policy language 1\nrole dpo \"D\"\nrole dpo \"E\"\n";
    struct checked checked;
    check_text(&checked, text, NAMES);
    assert_found(&checked, "E0102", "the other one", text);
    assert_int_equal(checked.findings.first->at.begin, strstr(text, "dpo \"E\"") - text);
    assert_int_equal(checked.findings.first->cause.begin, strstr(text, "dpo \"D\"") - text);
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_leaves_is_an_identifier),
        cmocka_unit_test(
            a_column_is_named_as_the_database_has_it_and_kept_under_a_name_that_may_leave),
        cmocka_unit_test(a_stream_or_field_is_not_named_like_a_level_or_a_category),
        cmocka_unit_test(a_name_that_a_standard_has_too_is_the_fault_of_the_author),
        cmocka_unit_test(of_two_declarations_the_second_is_the_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
