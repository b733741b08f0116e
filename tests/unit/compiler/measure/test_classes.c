/* Classes of `group`: each holds two values, or as many as the row asks for. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Four values in two classes, two in one. */
#define FOUR_AS(name, one, two, three, four)                                                       \
    "derive " name " = group(x, from: [\"" one "\", \"" two "\", \"" three "\", \"" four           \
    "\"], to: [\"p\", \"p\", \"m\", \"m\"]) "
#define FOUR(one, two, three, four) FOUR_AS("a", one, two, three, four)
#define TWO_AS(of, one, two, first, second)                                                        \
    "derive a = group(" of ", from: [\"" one "\", \"" two "\"], to: [\"" first "\", \"" second     \
    "\"])"
#define TWO(of, one, two) TWO_AS(of, one, two, "p", "p")

static void
words_are_whole(void **state)
{
    (void)state;
    static const struct measured words[] = {
        { FOUR("rice", "price", "lamb", "beef"), "", NULL },
        /* "price" is told from "rice", so that each is alone in its class */
        { FOUR("rice", "price", "lamb", "beef") "derive b = contains_word(x, words: [\"rice\"])",
          "E0323", "\"price\" is told apart from every other value" },
        { FOUR("rice", "rices", "lamb", "beef") "derive b = contains_word(x, words: [\"rice\"])",
          "E0323", "\"rices\" is told apart from every other value" },
        { FOUR("rice", "rice9", "lamb", "beef") "derive b = contains_word(x, words: [\"rice\"])",
          "E0323", "\"rice9\" is told apart from every other value" },
        { FOUR("rice", "riceé", "lamb", "beef") "derive b = contains_word(x, words: [\"rice\"])",
          "E0323", "\"riceé\" is told apart from every other value" },
        { FOUR("rice", "fried-RICE", "lamb",
               "beef") "derive b = contains_word(x, words: [\"Rice\"])",
          "", NULL },
        { FOUR("rice_1", "my {rice}", "lamb",
               "beef") "derive b = contains_word(x, words: [\"rice\"])",
          "", NULL },
        { FOUR("az", "AZ09", "lamb", "beef") "derive b = contains_word(x, words: [\"az09\"])",
          "E0323", "\"az\" is told apart from every other value" },
        { FOUR("rice", "maize", "lamb",
               "beef") "derive b = contains_word(x, words: [\"rice\", \"maize\"])",
          "", NULL },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by contains_word at most 3",
               "text", words);
}

static void
characters_divide_classes(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { FOUR("ab", "ad", "cb", "cd") "derive b = first(x, 1)", "", NULL },
        { FOUR("ab", "cd", "ef", "gh") "derive b = first(x, 1)", "E0323", "\"ab\" is told apart" },
        { TWO("x", "éa", "éb") " derive b = first(x, 1)", "", NULL },
        { TWO("x", "éa", "ëa") " derive b = first(x, 1)", "E0323", "\"éa\" is told apart" },
        { TWO("x", "ba", "ca") " derive b = last(x, 1)", "", NULL },
        { TWO("x", "ba", "bc") " derive b = last(x, 1)", "E0323", "\"ba\" is told apart" },
        /* a text that is no longer than what mask shows is all stars */
        { TWO("x", "ba", "bc") " derive b = mask(x, keep_last: 2)", "", NULL },
        { TWO("x", "aba", "abc") " derive b = mask(x, keep_last: 2)", "E0323", "\"aba\" is told" },
        { TWO("x", "big hut", "Best Home") " derive b = initials(x)", "", NULL },
        { TWO("x", "big hut", "big") " derive b = initials(x)", "E0323", "\"big hut\" is told" },
        { TWO("x", "a b c d e", "a b c d f") " derive b = initials(x)", "", NULL },
        { TWO("x", "a", "bc") " derive b = length_band(x, edges: [3])", "", NULL },
        { TWO("x", "é", "ab") " derive b = length_band(x, edges: [2])", "E0323", "\"é\" is told" },
        { TWO("x", "a b", "a bc") " derive b = word_count_band(x, edges: [2])", "", NULL },
        { TWO("x", "a b", "abc") " derive b = word_count_band(x, edges: [2])", "E0323",
          "\"a b\" is told apart" },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by first at most 9 "
               "may become internal by last at most 9 "
               "may become internal by mask at most 9 "
               "may become internal by initials at most 9 "
               "may become internal by length_band "
               "may become internal by word_count_band",
               "text", texts);
}

static void
classes_of_all_lines_multiply(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { FOUR("a", "b", "c", "d") "derive b = group(x, from: [\"a\", \"b\", \"c\", \"d\"], "
                                   "to: [\"1\", \"1\", \"2\", \"2\"])",
          "", NULL },
        { FOUR("a", "b", "c", "d") "derive b = group(x, from: [\"a\", \"c\", \"b\", \"d\"], "
                                   "to: [\"1\", \"1\", \"2\", \"2\"])",
          "E0323 E0323", "\"a\" is told apart from every other value" },
        { FOUR("a", "b", "c", "d") "derive b = x is \"a\"", "E0323",
          "\"b\" is told apart from every other value" },
        { FOUR("a", "b", "c", "d") "derive b = x is in [\"a\", \"b\"]", "", NULL },
        { FOUR("a", "b", "c", "d") "derive b = one_of(x, allowed: [\"a\", \"b\"])", "", NULL },
        { FOUR("a", "b", "c", "d") "derive b = one_of(x, allowed: [\"a\"])", "E0323",
          "\"b\" is told apart" },
        { FOUR("a", "b", "c", "d") "derive b = x is \"z\"", "", NULL },
        { "derive a = x is \"a\" " FOUR_AS("b", "a", "b", "c", "d"), "E0323", "\"b\" is told" },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by one_of at most 9 "
               "may become internal by membership at most 9",
               "text", texts);
    static const struct measured numbers[] = {
        { "derive a = group(x, from: [1, 2, 3, 4], to: [\"p\", \"p\", \"m\", \"m\"])", "", NULL },
        { "derive a = group(x, from: [1, 1.0, 3, 4], to: [\"p\", \"p\", \"m\", \"m\"])", "E0323",
          "1 is told apart from every other value" },
        { "derive a = group(x, from: [1, 2, 3, 4], to: [\"p\", \"p\", \"m\", \"m\"]) "
          "derive b = x is 2.00",
          "E0323", "1 is told apart from every other value" },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by membership at most 9",
               "numeric", numbers);
}

static void
members_are_what_tidying_leaves(void **state)
{
    (void)state;
    static const struct measured tidied[] = {
        { TWO("lower(x)", "a", "b"), "", NULL },
        { TWO("lower(x)", "a", "B"), "E0323", "\"a\" is told apart from every other value" },
        /* of "A" and "a", which the other group puts together, this one reads one alone */
        { "derive b = group(x, from: [\"A\", \"a\"], to: [\"q\", \"q\"]) " TWO("lower(x)", "a",
                                                                               "b"),
          "E0323 E0323", "\"a\" is told apart from every other value" },
        { TWO("lower(x)", "az", "aZ"), "E0323", "\"az\" is told apart" },
        { TWO("lower(x)", "a", "@[`{"), "", NULL },
        { TWO("upper(x)", "A", "B"), "", NULL },
        { TWO("upper(x)", "A", "b"), "E0323", "\"A\" is told apart" },
        { TWO("upper(x)", "A", "z"), "E0323", "\"A\" is told apart" },
        { TWO("upper(x)", "A", "@[`{"), "", NULL },
        { TWO("trim(x)", "a", "b c"), "", NULL },
        { TWO("trim(x)", "a", " b"), "E0323", "\"a\" is told apart" },
        { TWO("trim(x)", "a", "b "), "E0323", "\"a\" is told apart" },
        { TWO("squeeze(x)", "a", " b c "), "", NULL },
        { TWO("squeeze(x)", "a", "b  c"), "E0323", "\"a\" is told apart" },
        { TWO("squeeze(x)", "a", "b\tc"), "E0323", "\"a\" is told apart" },
        { TWO("trim(lower(x))", "a", " b"), "E0323", "\"a\" is told apart" },
        { TWO("trim(lower(x))", "a", "B"), "E0323", "\"a\" is told apart" },
        { TWO("trim(x) if missing \"\"", "a", " b"), "E0323", "\"a\" is told apart" },
        { TWO("trim(x) if missing \"\"", "a", "b"), "", NULL },
    };
    EXPECT_ALL("may become internal by group at most 9 may become internal by present", "text?",
               tidied);
}

/* A group that keeps a value counts as one_of, but does not tell the values of one class apart. */
static void
a_group_as_a_list_keeps_its_classes(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { "derive a = group(x, from: [\"a\", \"b\", \"c\"], to: [\"p\", \"p\", \"c\"]) "
          "derive b = group(x, from: [\"a\", \"d\", \"e\", \"b\", \"f\", \"g\"], "
          "to: [\"1\", \"1\", \"1\", \"2\", \"2\", \"2\"])",
          "E0323", "\"a\" is told apart from every other value" },
        { "derive a = group(x, from: [\"a\", \"b\", \"c\"], to: [\"p\", \"q\", \"c\"]) "
          "derive b = group(x, from: [\"a\", \"d\", \"e\", \"b\", \"f\", \"g\"], "
          "to: [\"1\", \"1\", \"1\", \"2\", \"2\", \"2\"])",
          "", NULL },
        { "derive a = one_of(x, allowed: [\"a\", \"b\", \"c\"]) "
          "derive b = group(x, from: [\"a\", \"d\", \"e\", \"b\", \"f\", \"g\"], "
          "to: [\"1\", \"1\", \"1\", \"2\", \"2\", \"2\"])",
          "", NULL },
        { "derive a = group(x, from: [\"a\", \"b\", \"c\", \"d\"], "
          "to: [\"p\", \"p\", \"c\", \"p\"])",
          "E0323", "4 listed values are told" },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by one_of at most 3",
               "text", texts);
    static const struct measured numbers[] = {
        { "derive a = band(x, edges: [5]) "
          "derive b = group(x, from: [4, 6, 8], to: [\"p\", \"p\", \"8\"])",
          "E0323", "together tell exactly 4" },
        { "derive a = band(x, edges: [5]) "
          "derive b = group(x, from: [4, 6, 8], to: [\"p\", \"q\", \"8\"])",
          "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 10 "
               "may become internal by one_of at most 3",
               "integer", numbers);
}

static void
rows_say_how_many(void **state)
{
    (void)state;
    static const struct measured three[] = {
        { "derive a = group(x, from: [\"a\", \"b\", \"c\"], to: [\"1\", \"1\", \"1\"])", "", NULL },
        { FOUR("a", "b", "c", "d"), "E0323", "the class of \"a\" holds no more than 2 values" },
        { "derive a = group(x, from: [\"a\", \"b\", \"c\", \"d\"], "
          "to: [\"1\", \"1\", \"1\", \"2\"])",
          "E0323", "\"d\" is told apart from every other value" },
    };
    EXPECT_ALL("may become internal by group at least 3 and at most 9", "text", three);
    static const struct measured one[] = {
        { TWO_AS("x", "a", "b", "1", "2"), "", NULL },
    };
    EXPECT_ALL("may become internal by group at least 1 and at most 9", "text", one);
    static const struct measured decimal[] = {
        { FOUR("a", "b", "c", "d"), "", NULL },
        { TWO_AS("x", "a", "b", "1", "2"), "E0323", "\"a\" is told apart" },
    };
    EXPECT_ALL("may become internal by group at least 2.0 and at most 9", "text", decimal);
    static const struct measured unreadable[] = {
        { FOUR("a", "b", "c", "d"), "E0323", "holds no more than 2 values" },
    };
    EXPECT_ALL("may become internal by group at least 9999999999999999999 and at most 9", "text",
               unreadable);
}

/* A class that lines without a row, or with one for single values, show already may be shown again. */
static void
what_other_lines_show_may_be_shown(void **state)
{
    (void)state;
    static const struct measured decided[] = {
        { FOUR("ab", "cb", "ad",
               "cd") "derive b = x is in [\"ab\", \"cb\"] "
                     "derive d = x is in [\"ad\", \"cd\"]" DECIDED_LINE("c", "first(x, 1)"),
          "", NULL },
        /* first characters leave values without end beside each: they show none alone */
        { TWO_AS("x", "a", "b", "1", "2") DECIDED_LINE("c", "first(x, 1)"), "E0323",
          "\"a\" is told apart" },
        { TWO_AS("x", "a", "b", "1", "2") DECIDED_LINE("c", "x"), "", NULL },
        { TWO_AS("x", "a", "b", "1", "2") " keep x", "E0323 E0301", "\"a\" is told apart" },
        { TWO_AS("x", "a", "A", "1", "2") DECIDED_LINE("c", "lower(x)"), "E0323",
          "\"a\" is told apart" },
        { TWO_AS("x", "a", "A", "1", "1") DECIDED_LINE("c", "lower(x)"), "", NULL },
        /* a decided group needs no row, and shows what it shows */
        { TWO_AS("x", "a", "b", "1", "2")
              DECIDED_LINE("c", "group(x, from: [\"a\", \"b\"], to: [\"3\", \"4\"])"),
          "", NULL },
        { DECIDED_LINE("c", "group(x, from: [\"a\", \"b\"], to: [\"3\", \"4\"])"), "", NULL },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by membership at most 9",
               "text", decided);
    static const struct measured ruled[] = {
        { FOUR("ab", "cb", "ad", "cd") "derive b = x is in [\"ab\", \"cb\"]", "", NULL },
        { "derive a = group(x, from: [\"ab\", \"ad\", \"cb\", \"cd\"], "
          "to: [\"p\", \"p\", \"p\", \"p\"]) derive c = first(x, 1)",
          "", NULL },
        /* a row for first characters speaks of no single value */
        { FOUR("ab", "cb", "ad", "cd") "derive b = x is in [\"ab\", \"cb\"] "
                                       "derive d = x is in [\"ad\", \"cd\"] derive c = first(x, 1)",
          "E0323", "\"ab\" is told apart" },
    };
    EXPECT_ALL("may become internal by group at most 9 "
               "may become internal by first at most 9 "
               "may become internal by membership at most 9",
               "text", ruled);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_whole),
        cmocka_unit_test(characters_divide_classes),
        cmocka_unit_test(classes_of_all_lines_multiply),
        cmocka_unit_test(members_are_what_tidying_leaves),
        cmocka_unit_test(a_group_as_a_list_keeps_its_classes),
        cmocka_unit_test(rows_say_how_many),
        cmocka_unit_test(what_other_lines_show_may_be_shown),
    };
    return cmocka_run_group_tests_name("classes", tests, NULL, NULL);
}
