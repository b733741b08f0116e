/* What a line of another kind says of the values that a list names: two of one class stay together where it
 * puts them in one part, and each is alone where it tells them apart. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A class of two values, and a line beside it. */
#define PAIR(one, two, line)                                                                       \
    "derive class = group(x, from: [" one ", " two "], to: [\"p\", \"p\"]) derive b = " line
#define STAY_TOGETHER "", NULL
#define ARE_TOLD_APART "E0323", "is told apart from every other value"

#define CLASS_BESIDE(function)                                                                     \
    "may become internal by group at most 9 may become internal by " function " "

static void
words_are_counted_between_white_space(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { PAIR("\"a b\"", "\"c d\"", "word_count_band(x, edges: [2])"), STAY_TOGETHER },
        { PAIR("\"a b\"", "\"ab\"", "word_count_band(x, edges: [2])"), ARE_TOLD_APART },
        { PAIR("\"a\tb\"", "\"a b\"", "word_count_band(x, edges: [2])"), STAY_TOGETHER },
        { PAIR("\"a  b\"", "\"a b\"", "word_count_band(x, edges: [3])"), STAY_TOGETHER },
        { PAIR("\" a \"", "\"a\"", "word_count_band(x, edges: [2])"), STAY_TOGETHER },
        { PAIR("\"\"", "\" \"", "word_count_band(x, edges: [1])"), STAY_TOGETHER },
        { PAIR("\"é\"", "\"a\"", "word_count_band(x, edges: [1, 2])"), STAY_TOGETHER },
    };
    EXPECT_ALL(CLASS_BESIDE("word_count_band"), "text", texts);
}

/* What the tidying before takes away is not counted, and not read. */
static void
characters_are_those_of_the_tidied_text(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { PAIR("\"a\"", "\"a \"", "first(trim(x), 3)"), STAY_TOGETHER },
        { PAIR("\"a\"", "\" a\"", "last(trim(x), 3)"), STAY_TOGETHER },
        { PAIR("\"a\"", "\"a \"", "initials(trim(x))"), STAY_TOGETHER },
        { PAIR("\"a\"", "\"A\"", "first(lower(x), 3)"), STAY_TOGETHER },
        { PAIR("\"a\"", "\"A\"", "first(x, 3)"), ARE_TOLD_APART },
        { PAIR("\"a\"", "\"a \"", "length_band(trim(x), edges: [2])"), STAY_TOGETHER },
        { PAIR("\"a\"", "\"a \"", "length_band(x, edges: [2])"), ARE_TOLD_APART },
    };
    EXPECT_ALL(CLASS_BESIDE("first at most 9") "may become internal by last at most 9 "
                                               "may become internal by initials at most 9 "
                                               "may become internal by length_band",
               "text", texts);
}

/* mask() makes stars of a text that it would show whole; last() shows it. */
static void
last_characters_of_a_short_text(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { PAIR("\"ba\"", "\"ca\"", "last(x, 2)"), ARE_TOLD_APART },
        { PAIR("\"ba\"", "\"ca\"", "mask(x, keep_last: 2)"), STAY_TOGETHER },
        { PAIR("\"ba\"", "\"cba\"", "mask(x, keep_last: 2)"), ARE_TOLD_APART },
    };
    EXPECT_ALL(CLASS_BESIDE("last at most 9") "may become internal by mask at most 9", "text",
               texts);
}

static void
initials_are_of_all_words(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { PAIR("\"big hut\"", "\"big ape\"", "initials(x)"), ARE_TOLD_APART },
        { PAIR("\"big hut\"", "\" Best  \thome\"", "initials(x)"), STAY_TOGETHER },
        { PAIR("\"a b c d\"", "\"a b c e\"", "initials(x)"), ARE_TOLD_APART },
    };
    EXPECT_ALL(CLASS_BESIDE("initials at most 9"), "text", texts);
}

/* However fine the numbers are written, and in whichever order. */
static void
numbers_lie_on_a_side_of_each_cut(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { PAIR("0.5", "2", "band(x, edges: [3])"), STAY_TOGETHER },
        { PAIR("2", "0.5", "band(x, edges: [3])"), STAY_TOGETHER },
        { PAIR("0.5", "2", "band(x, edges: [2])"), ARE_TOLD_APART },
        { PAIR("2", "0.5", "band(x, edges: [2])"), ARE_TOLD_APART },
        { PAIR("2", "0.5", "band(x, edges: [0.5])"), STAY_TOGETHER },
        { PAIR("1", "2", "band(x, edges: [1.5])"), ARE_TOLD_APART },
        { PAIR("1", "900000000000000000", "band(x, edges: [0.00000000000000001])"), STAY_TOGETHER },
        { PAIR("0", "900000000000000000", "band(x, edges: [0.00000000000000001])"),
          ARE_TOLD_APART },
        { PAIR("1", "2", "x > 1"), ARE_TOLD_APART },
        { PAIR("1", "2", "x > 2"), STAY_TOGETHER },
        { PAIR("1", "2", "band(x, edges: [0, 5])"), STAY_TOGETHER },
        { PAIR("1", "2", "round_down(x, to: 2)"), ARE_TOLD_APART },
        { PAIR("2", "3", "round_down(x, to: 2)"), STAY_TOGETHER },
        { PAIR("0", "1", "clamp(x, low: 0.5, high: 1)"), ARE_TOLD_APART },
        { PAIR("1", "2", "clamp(x, low: 0, high: 0.5)"), STAY_TOGETHER },
        { PAIR("1", "2", "sign(x)"), STAY_TOGETHER },
        { PAIR("1", "-1", "sign(x)"), ARE_TOLD_APART },
        { PAIR("1", "-1", "magnitude(x)"), ARE_TOLD_APART },
    };
    EXPECT_ALL(CLASS_BESIDE("band") "may become internal by comparison at most 9 "
                                    "may become internal by round_down "
                                    "may become internal by clamp "
                                    "may become internal by sign "
                                    "may become internal by magnitude",
               "numeric", numbers);
}

/* What may put two values in two parts is taken to do so. */
static void
buckets_bits_and_squares_tell_all_values_apart(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { PAIR("\"10.0.0.1\"", "\"10.0.0.2\"", "bucket_of(x, using: k, of: 4)"), ARE_TOLD_APART },
        { PAIR("\"10.0.0.1\"", "\"10.0.0.2\"", "ip_prefix(x, v4: 8, v6: 8)"), ARE_TOLD_APART },
        { PAIR("\"10.0.0.1\"", "\"10.0.0.1 \"", "ip_prefix(trim(x), v4: 8, v6: 8)"),
          STAY_TOGETHER },
    };
    EXPECT_ALL(CLASS_BESIDE("bucket_of at most 16") "may become internal by ip_prefix at most 64",
               "text", texts);
    static const struct measured numbers[] = {
        { PAIR("1", "2", "bucket_of(x, using: k, of: 4)"), ARE_TOLD_APART },
        { PAIR("1", "50", "grid(x, y, km: 5)"), ARE_TOLD_APART },
        { PAIR("1", "50", "grid(y, x, km: 5)"), ARE_TOLD_APART },
    };
    EXPECT_ALL(CLASS_BESIDE("bucket_of at most 16") "may become internal by grid", "numeric",
               numbers);
}

/* A cut that moves with the commit comes by every value in turn; one that moves with another column tells
 * of the span alone. */
static void
cuts_that_move(void **state)
{
    (void)state;
    static const struct measured days[] = {
        { PAIR("2000-01-01", "2000-01-02", "age_band(x, at: commit_time, width: 10 years)"),
          ARE_TOLD_APART },
        { PAIR("2000-01-01", "2000-01-02",
               "interval_band(x, commit_time, edges: [0], unit: months)"),
          ARE_TOLD_APART },
        { PAIR("2000-01-01", "2000-01-02", "interval_band(x, y, edges: [0], unit: days)"),
          STAY_TOGETHER },
    };
    EXPECT_ALL(CLASS_BESIDE("age_band") "may become internal by interval_band", "date", days);
    static const struct measured compared[] = {
        { PAIR("2000-01-01", "2000-01-02", "x < commit_time"), "W0330 E0323", "is told apart" },
        { PAIR("2000-01-01", "2000-01-02", "x < y"), "W0330", NULL },
    };
    EXPECT_ALL(CLASS_BESIDE("comparison"), "date", compared);
}

static void
dates_have_weekdays_and_years(void **state)
{
    (void)state;
    static const struct measured days[] = {
        { PAIR("2020-01-06", "2020-01-13", "weekday(x)"), STAY_TOGETHER },
        { PAIR("2020-01-06", "2020-01-12", "weekday(x)"), ARE_TOLD_APART },
        { PAIR("2020-01-06", "2020-12-31", "year(x)"), STAY_TOGETHER },
        { PAIR("2019-12-31", "2020-01-01", "year(x)"), ARE_TOLD_APART },
        { PAIR("2019-12-31", "2020-01-01", "x < 2020-01-01"), ARE_TOLD_APART },
        { PAIR("2019-12-31", "2020-01-01", "x <= 2020-01-01"), STAY_TOGETHER },
    };
    EXPECT_ALL(CLASS_BESIDE("weekday") "may become internal by year "
                                       "may become internal by comparison at most 9",
               "date", days);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_counted_between_white_space),
        cmocka_unit_test(characters_are_those_of_the_tidied_text),
        cmocka_unit_test(last_characters_of_a_short_text),
        cmocka_unit_test(initials_are_of_all_words),
        cmocka_unit_test(numbers_lie_on_a_side_of_each_cut),
        cmocka_unit_test(buckets_bits_and_squares_tell_all_values_apart),
        cmocka_unit_test(cuts_that_move),
        cmocka_unit_test(dates_have_weekdays_and_years),
    };
    return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
