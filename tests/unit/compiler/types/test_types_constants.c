/* Arguments that are written out: numbers, quantities, units, lists, words and paths. */
#include "typed.h"

static void
a_number_is_a_number_and_above_zero_where_it_is_a_step(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "round_down(i, to: 50)", "numeric?", NULL },
        { "round_down(i, to: 0.5)", "numeric?", NULL },
        { "round_down(i, to: 0)", "E0202", "takes a number above 0 here" },
        { "round_down(i, to: -5)", "E0202", NULL },
        { "round_down(i, to: \"50\")", "E0202", "takes a number here" },
        { "round_down(i, to: [50])", "E0202", "takes a number here" },
        { "round_down(i, to: 1234567890123456789)", "E0203", "a number has at most 18 digits" },
        { "clamp(n, low: -5, high: 0)", "numeric?", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
the_higher_limit_is_above_the_lower(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "clamp(n, low: 0, high: 0.5)", "numeric?", NULL },
        { "clamp(n, low: 5, high: 5)", "E0205", "takes a high that is above its low" },
        { "clamp(n, low: 9, high: 5)", "E0205", "in order: low: 5, high: 9" },
        { "clamp(n, low: \"9\", high: 5)", "E0202", NULL },
        { "clamp(n, low: 9)", "E0202", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_count_is_a_whole_number_of_its_range_with_or_without_a_label(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "first(t, 1)", "text", NULL },
        { "first(t, 0)", "E0202", "takes a whole number from 1 to " },
        { "first(t, 1000)", "E0202", NULL },
        { "first(t, 2.0)", "E0202", NULL },
        { "first(t, i)", "E0202", "takes a whole number here" },
        { "first(t, \"1\")", "E0202", "takes a number here" },
        { "mask(t, keep_last: 4)", "text", NULL },
        { "mask(t, keep_last: [4])", "E0202", "takes a whole number here" },
        { "ip_prefix(t, v4: 33, v6: 48)", "E0202", "from " },
    };
    EXPECT_TYPES(cases);
}

static void
edges_are_numbers_that_rise(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "band(n, edges: [0])", "text?", NULL },
        { "band(n, edges: [-1, 0, 0.5])", "text?", NULL },
        { "band(n, edges: [0, 0])", "E0205", "takes edges that rise" },
        { "band(n, edges: [5, 0])", "E0205", "in order: 0, 5" },
        { "band(n, edges: [0, 1.0, 1])", "E0205", NULL },
        { "band(n, edges: 5)", "E0202", "takes a list of numbers here" },
        { "band(n, edges: [0, \"1\"])", "E0202", "takes a number here" },
        { "band(n, edges: [1234567890123456789])", "E0203", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_quantity_is_whole_of_its_range_and_of_its_unit(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "age_band(day, at: commit_time, width: 10 years)", "text?", NULL },
        { "age_band(day, at: commit_time, width: 10 months)", "E0206", "takes whole years" },
        { "age_band(day, at: commit_time, width: 0 years)", "E0206", "write: width: 10 years" },
        { "age_band(day, at: commit_time, width: 1000 years)", "E0206", NULL },
        { "age_band(day, at: commit_time, width: 10)", "E0206", "takes a number of years here" },
        { "shift_days(day, using: k, per: id, within: 30 days)", "date?", NULL },
        { "shift_days(day, using: k, per: id, within: 30 years)", "E0206", "takes whole days" },
    };
    EXPECT_TYPES(cases);
}

static void
a_unit_is_one_of_time(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "interval_band(day, day, edges: [0], unit: months)", "text?", NULL },
        { "interval_band(day, day, edges: [0], unit: moons)", "E0206",
          "write one of: minutes, hours, days" },
        { "interval_band(day, day, edges: [0], unit: 5)", "E0206", "takes a unit of time here" },
    };
    EXPECT_TYPES(cases);
}

static void
listed_values_are_of_the_first_value_s_type_each_once(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "one_of(e, allowed: [\"red\"])", "enum?", NULL },
        { "one_of(e, allowed: [\"blue\"])", "E0204", NULL },
        { "one_of(i, allowed: [\"1\"])", "E0203", NULL },
        { "one_of(i, allowed: [1, 1])", "E0205", "'one_of' lists this value twice" },
        { "one_of(i, allowed: [1, 2, 1])", "E0205", "delete the second 1" },
        { "one_of(i, allowed: 1)", "E0202", "takes a list of values here" },
    };
    EXPECT_TYPES(cases);
}

static void
groups_are_as_many_texts_as_there_are_values(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "group(t, from: [\"a\", \"b\"], to: [\"x\", \"x\"])", "text?", NULL },
        { "group(t, from: [\"a\"], to: [\"x\", \"y\"])", "E0205",
          "takes two lists of equal length" },
        { "group(t, from: [\"a\", \"b\"], to: [\"x\"])", "E0205",
          "give each value its group, in the same order" },
        { "group(t, from: [\"a\"], to: [1])", "E0202", "takes texts in quotes here" },
        { "group(t, from: [\"a\"], to: \"x\")", "E0202", "takes a list of texts here" },
        { "group(t, from: \"a\", to: [\"x\"])", "E0202", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
words_are_whole_words_each_once(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "contains_word(t, words: [\"plan\", \"paused\"])", "boolean", NULL },
        { "contains_word(t, words: [\"Durée\", \"2nd\"])", "boolean", NULL },
        { "contains_word(t, words: [\"pay plan\"])", "E0205", "looks for whole words" },
        { "contains_word(t, words: [\"plan\", \"pay-plan\"])", "E0205",
          "a word has letters and digits alone" },
        { "contains_word(t, words: [\"\"])", "E0205", NULL },
        { "contains_word(t, words: [\"plan\", \"plan\"])", "E0205", "lists this value twice" },
        { "contains_word(t, words: [5])", "E0202", "takes texts in quotes here" },
        { "contains_word(t, words: \"plan\")", "E0202", "takes a list of texts here" },
    };
    EXPECT_TYPES(cases);
}

static void
a_path_is_names_with_full_stops_between_them(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "json_text(j, path: \"a\")", "text?", NULL },
        { "json_text(j, path: \"a.b.c\")", "text?", NULL },
        { "json_text(j, path: \"\")", "E0202", "takes names with full stops between them here" },
        { "json_text(j, path: \".a\")", "E0202", NULL },
        { "json_text(j, path: \"a.\")", "E0202", NULL },
        { "json_text(j, path: \"a..b\")", "E0202", NULL },
        { "json_text(j, path: 5)", "E0202", "takes a path in quotes here" },
        { "json_text(j, path: [\"a\"])", "E0202", "takes a path in quotes here" },
    };
    EXPECT_TYPES(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_a_number_and_above_zero_where_it_is_a_step),
        cmocka_unit_test(the_higher_limit_is_above_the_lower),
        cmocka_unit_test(a_count_is_a_whole_number_of_its_range_with_or_without_a_label),
        cmocka_unit_test(edges_are_numbers_that_rise),
        cmocka_unit_test(a_quantity_is_whole_of_its_range_and_of_its_unit),
        cmocka_unit_test(a_unit_is_one_of_time),
        cmocka_unit_test(listed_values_are_of_the_first_value_s_type_each_once),
        cmocka_unit_test(groups_are_as_many_texts_as_there_are_values),
        cmocka_unit_test(words_are_whole_words_each_once),
        cmocka_unit_test(a_path_is_names_with_full_stops_between_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
