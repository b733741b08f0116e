/* The values that classes of `group` are made of: those that lists name, all of an enum, "no value"; of one
 * column, or of several of one kind. */
#include "../labels/labelled.h"

#include "../checked.h"

/* ---- an enum's values are known -------------------------------------------------------------- */

#define MAY_GROUP "may become internal by group at most 9 "
#define AB_TOGETHER "derive c = group(x, from: [\"a\", \"b\"], to: [\"p\", \"p\"]) "
#define AB_APART "derive c = group(x, from: [\"a\", \"b\"], to: [\"p\", \"q\"]) "
#define DECIDED_WHOLE DECIDED_LINE("d", "x")

static void
what_a_list_leaves_out_is_a_class(void **state)
{
    (void)state;
    static const struct measured lists[] = { { AB_TOGETHER, "", NULL } };
    EXPECT_ALL(MAY_GROUP, "enum(\"a\", \"b\")", lists);
    EXPECT_ALL(MAY_GROUP, "enum(\"a\", \"b\", \"c\", \"d\")", lists);
    static const struct measured alone[] = {
        { AB_TOGETHER, "E0323", "\"c\" is told apart from every other value" },
    };
    EXPECT_ALL(MAY_GROUP, "enum(\"a\", \"b\", \"c\")", alone);
    static const struct measured many[] = {
        { "derive c = group(x, from: [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"], "
          "to: [\"p\", \"p\", \"q\", \"q\", \"r\", \"r\"]) "
          "derive d = group(x, from: [\"a\", \"b\", \"g\", \"h\", \"i\", \"j\", \"k\", \"l\"], "
          "to: [\"1\", \"1\", \"2\", \"2\", \"3\", \"3\", \"4\", \"4\"])",
          "", NULL },
        { "derive c = group(x, from: [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"], "
          "to: [\"p\", \"p\", \"q\", \"q\", \"r\", \"r\"]) "
          "derive d = group(x, from: [\"a\", \"b\", \"g\", \"h\", \"i\", \"j\", \"k\"], "
          "to: [\"1\", \"1\", \"2\", \"2\", \"3\", \"3\", \"2\"])",
          "E0323 E0323", "\"l\" is told apart from every other value" },
    };
    EXPECT_ALL(
        "may become internal by group at most 20",
        "enum(\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\", \"l\")",
        many);
}

static void
no_value_is_one_unless_presence_is_told(void **state)
{
    (void)state;
    static const struct measured listed[] = {
        { AB_TOGETHER, "E0323", "no value is told apart from every other value" },
        { AB_TOGETHER "derive d = present(x)", "", NULL },
        { AB_TOGETHER "derive d = x is missing", "", NULL },
        { AB_TOGETHER "derive d = x if missing \"b\" is \"a\"", "E0323", "\"b\" is told apart" },
    };
    EXPECT_ALL(MAY_GROUP "may become internal by present "
                         "may become internal by membership at most 9",
               "enum(\"a\", \"b\")?", listed);
    static const struct measured left_out[] = {
        { AB_TOGETHER, "", NULL },
        { AB_TOGETHER "derive d = present(x)", "E0323", "\"c\" is told apart" },
        { AB_TOGETHER "derive d = x is missing", "E0323", "\"c\" is told apart" },
    };
    EXPECT_ALL(MAY_GROUP "may become internal by present", "enum(\"a\", \"b\", \"c\")?", left_out);
    static const struct measured refused[] = {
        { AB_TOGETHER "derive d = present(x)", "E0301", NULL },
    };
    EXPECT_ALL(MAY_GROUP, "enum(\"a\", \"b\", \"c\")?", refused);
}

/* What is told whole shows "no value", too. */
static void
a_decision_shows_each_value(void **state)
{
    (void)state;
    static const struct measured whole[] = {
        { AB_TOGETHER DECIDED_WHOLE, "", NULL },
        { AB_APART DECIDED_WHOLE, "", NULL },
    };
    EXPECT_ALL(MAY_GROUP, "enum(\"a\", \"b\", \"c\")?", whole);
    EXPECT_ALL(MAY_GROUP, "enum(\"a\", \"b\")?", whole);
}

/* ---- values of texts ------------------------------------------------------------------------- */

#define ABCD(one, two)                                                                             \
    "derive c = group(x, from: [\"" one "\", \"" two                                               \
    "\", \"c\", \"d\"], to: [\"p\", \"p\", \"q\", \"q\"]) "

/* A list behind lower() speaks of each value as lower() leaves it. */
static void
lists_speak_of_tidied_values(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { ABCD("A", "b") "derive d = lower(x) is \"a\"", "E0323", "\"A\" is told apart" },
        { ABCD("A", "b") "derive d = x is \"a\"", "", NULL },
        { ABCD("A", "a") "derive d = lower(x) is \"a\"", "", NULL },
        { ABCD("A", "b") "derive d = lower(x) is \"A\"", "", NULL },
    };
    EXPECT_ALL(MAY_GROUP "may become internal by membership at most 9", "text", texts);
}

static void
words_are_letters_digits_and_all_beyond_ascii(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { ABCD("rice", "rice_") "derive d = contains_word(x, words: [\"rice\"])", "", NULL },
        { ABCD("rice", "[rice") "derive d = contains_word(x, words: [\"rice\"])", "", NULL },
        { ABCD("rice", "rice:") "derive d = contains_word(x, words: [\"rice\"])", "", NULL },
        { ABCD("rice", "a rice") "derive d = contains_word(x, words: [\"rice\"])", "", NULL },
        { ABCD("rice", "a bean") "derive d = contains_word(x, words: [\"rice\"])", "E0323",
          "\"a bean\" is told apart" },
        { ABCD("rice", "Àrice") "derive d = contains_word(x, words: [\"rice\"])", "E0323",
          "\"Àrice\" is told apart" },
        { ABCD("rice", "rice ") "derive d = contains_word(trim(x), words: [\"rice\"])", "", NULL },
    };
    EXPECT_ALL(MAY_GROUP "may become internal by contains_word at most 9", "text", texts);
}

/* A value that never comes out of the tidying before is in no class. */
static void
a_class_of_values_that_never_come_is_none(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { "derive c = group(lower(x), from: [\"a\", \"b\", \"C\"], to: [\"p\", \"p\", \"q\"])", "",
          NULL },
        { "derive c = group(lower(x), from: [\"a\", \"b\", \"c\"], to: [\"p\", \"p\", \"q\"])",
          "E0323", "\"c\" is told apart" },
    };
    EXPECT_ALL(MAY_GROUP, "text", texts);
}

/* What is refused for want of a row is not sent, and divides nothing. */
static void
refused_lines_divide_nothing(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { ABCD("a", "b") "derive d = first(x, 1)", "E0301", NULL },
        { ABCD("a", "b") "derive d = x is \"a\"", "E0301", NULL },
        { ABCD("a", "b") "derive d = length_band(x, edges: [1])", "E0301", NULL },
        { ABCD("a", "b") "derive d = bucket_of(x, using: k, of: 4)", "E0301", NULL },
    };
    EXPECT_ALL(MAY_GROUP, "text", texts);
}

/* ---- two columns of one kind, two owners ----------------------------------------------------- */

#define PLACES(column, to) "group(" column ", from: [\"a\", \"b\", \"c\", \"d\"], to: [" to "])"
#define IN_TWOS "\"1\", \"1\", \"2\", \"2\""
#define IN_ONE "\"1\", \"1\", \"1\", \"1\""

/* Places where members were born and live, each of an owner of its own, who may say more of groups. */
static const char places[] =
    "policy language 1\n"
    "levels open \"o\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\"\n"
    "category birth owned by dpo\n"
    "  may become open by pseudonym\n"
    "  may become open by group at least 2 and at most 9\n"
    "end\n"
    "category abode owned by dpo\n"
    "  may become open by pseudonym\n"
    "  may become open by group at least 4 and at most 9\n"
    "end\n"
    "key link for pseudonyms links members purpose \"places that are alike\" end\n"
    "destination lake clearance open accepts birth, abode purpose \"p\" owned by dpo end\n"
    "table app.members\n"
    "  column member bigint open key\n"
    "  column born_in text personal birth identifies place\n"
    "  column lives_in text personal abode identifies place\n"
    "  column both text personal birth abode\n"
    "end\n"
    "release app.members to lake.members version 1 owner dpo purpose \"p\" lawful basis \"b\"\n"
    "  review by 2027-01-01\n"
    "  row key member = member\n"
    "  derive born_ref = pseudonym(born_in, using: link)\n"
    "  derive home_ref = pseudonym(lives_in, using: link)\n"
    "  derive both = " PLACES("both", IN_ONE) "\n"
                                              "  deleted rows send key updates send changes\n"
                                              "end\n";

static void
every_owner_says_how_many_a_class_holds(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { IN_ONE, IN_ONE, "", NULL },
        { IN_ONE, IN_TWOS, "E0323", "the class of \"a\" holds no more than 2 values" },
    };
    EXPECT_CHANGES(places, EVERY_STAGE, changes);
}

/* Pseudonyms of one kind make one column of two, and of two lists one. */
static void
columns_of_one_kind_have_one_set_of_classes(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "deleted", "derive a = " PLACES("born_in", IN_ONE) " deleted", "W0402", NULL },
        { "deleted", "derive a = " PLACES("born_in", IN_TWOS) " deleted", "W0402 E0323",
          "the class of \"a\" holds no more than 2 values" },
        { "deleted",
          "derive a = " PLACES("born_in",
                               IN_ONE) " derive b = group(lives_in, from: [\"a\", \"b\", "
                                       "\"e\", \"f\"], to: [\"1\", \"1\", \"1\", \"1\"]) deleted",
          "W0402 W0402 E0323 E0323", "the class of \"a\" holds no more than 2 values" },
    };
    EXPECT_CHANGES(places, EVERY_STAGE, changes);
}

/* One column told whole says nothing of the other's values. */
static void
a_whole_value_is_its_own_column_s(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "deleted",
          "disclose a = born_in from personal birth as open because \"r\" approved by dpo until "
          "2026-12-31 derive b = " PLACES("lives_in", IN_TWOS) " deleted",
          "W0402 E0323 E0350", "the class of \"a\" holds no more than 2 values" },
    };
    EXPECT_CHANGES(places, EVERY_STAGE, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_list_leaves_out_is_a_class),
        cmocka_unit_test(no_value_is_one_unless_presence_is_told),
        cmocka_unit_test(a_decision_shows_each_value),
        cmocka_unit_test(lists_speak_of_tidied_values),
        cmocka_unit_test(words_are_letters_digits_and_all_beyond_ascii),
        cmocka_unit_test(a_class_of_values_that_never_come_is_none),
        cmocka_unit_test(refused_lines_divide_nothing),
        cmocka_unit_test(every_owner_says_how_many_a_class_holds),
        cmocka_unit_test(columns_of_one_kind_have_one_set_of_classes),
        cmocka_unit_test(a_whole_value_is_its_own_column_s),
    };
    return cmocka_run_group_tests_name("members", tests, NULL, NULL);
}
