/* Bounds of owners' rules, which hold for all that a destination is told. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
bounds_hold_for_the_sum(void **state)
{
    (void)state;
    expect("", "derive b = band(balance, edges: [0, 250, 500])", "");
    expect("", "derive b = band(balance, edges: [0, 100, 500])", "E0323");
    expect("",
           "derive b = band(balance, edges: [0, 250]) derive c = band(balance, edges: [0, 300])",
           "E0323 E0323");
    expect("", "derive b = band(balance, edges: [0, 250]) derive c = balance > 500", "");
    expect("", "derive b = band(balance, edges: [0, 250]) derive c = balance > 400", "E0323 E0323");
    expect("", "derive a = balance > 250 derive b = balance > 500 derive c = balance > 750",
           "E0323 E0323 E0323");
    expect("", "derive a = balance > limits", "E0323");
    expect("category dated owned by dpo may become internal by comparison at most 2 end\n"
           "table app.e column id bigint open key column due date personal dated end\n"
           "destination d2 clearance pseudonymous accepts dated, contact purpose \"p\" owned by "
           "dpo end\n"
           "release app.e to d2.others version 1 row key id = id derive late = due < commit_time\n"
           "deleted rows send key updates send changes metadata commit_time end\n",
           "keep kind", "E0323");
    expect("", "derive b = age_band(born, at: commit_time, width: 10 years)", "");
    expect("", "derive b = age_band(born, at: commit_time, width: 2 years)", "E0323");
    expect("",
           "derive b = age_band(born, at: commit_time, width: 10 years) "
           "derive c = age_band(born, at: commit_time, width: 12 years)",
           "E0323 E0323");
    expect("", "derive b = age_band(born, at: commit_time, width: 10 years) derive y = year(born)",
           "E0323");
    expect("", "derive x = one_of(email, allowed: [\"a\", \"b\", \"c\"])", "E0323");
    expect("",
           "derive x = one_of(email, allowed: [\"a\", \"b\"]) "
           "derive y = one_of(email, allowed: [\"b\", \"c\"])",
           "E0323 E0323");
    expect("",
           "derive x = one_of(email, allowed: [\"a\", \"b\"]) "
           "derive y = one_of(phone, allowed: [\"b\", \"c\"])",
           "");
}

static const struct measured near_and_far[] = {
    { "derive a = band(x, edges: [0, 250])", "", NULL },
    { "derive a = band(x, edges: [0, 249])", "E0323", "tells from 0 to 249 apart" },
    { "derive a = 250 < x derive b = band(x, edges: [0])", "", NULL },
    { "derive a = 249 < x derive b = band(x, edges: [0])", "E0323 E0323", NULL },
    { "derive a = 5 < count_present(x, y)", "E0301", NULL },
    { "derive a = sign(x) derive b = band(x, edges: [249])", "E0323",
      "'band(x, edges: [249])' and 'sign(x)' together tell" },
    { "derive a = sign(x) derive b = band(x, edges: [250])", "", NULL },
    { "derive a = round_down(x, to: 249)", "E0323", "cut at fewer places, or in wider steps" },
    { "derive a = round_down(x, to: 250) derive b = band(x, edges: [1000])", "", NULL },
    { "derive a = round_down(x, to: 500) derive b = band(x, edges: [400])", "E0323 E0323",
      "together tell from 400 to 500 apart" },
    { "derive a = band(x, edges: [100]) derive b = round_down(x, to: 500)", "E0323 E0323",
      "together tell from 0 to 100 apart" },
    { "derive a = round_down(x, to: 500) derive b = band(x, edges: [250])", "", NULL },
    { "derive a = round_down(x, to: 500) derive b = band(x, edges: [-100])", "E0323 E0323", NULL },
    { "derive a = round_down(x, to: 500) derive b = round_to(x, to: 500)", "", NULL },
    { "derive a = round_down(x, to: 400) derive b = round_to(x, to: 400)", "E0323 E0323", NULL },
    { "derive a = round_down(x, to: 500) derive b = round_down(x, to: 600)", "E0323 E0323", NULL },
    { "derive a = round_down(x, to: 250) derive b = round_down(x, to: 500)", "", NULL },
    { "derive a = clamp(x, low: 0, high: 250)", "", NULL },
    { "derive a = clamp(x, low: 0, high: 250) derive b = band(x, edges: [0, 100])", "E0323",
      "together tell exactly 0 apart" },
    { "derive a = clamp(x, low: 0, high: 250) derive b = band(x, edges: [100, 200])", "", NULL },
    { "derive a = x is in [0, 15] derive b = x >= 10", "E0323",
      "'x >= 10' and 'x is in [0, 15]' together tell exactly 0 apart" },
    { "derive a = band(x, edges: [100, 350]) derive b = x is 7", "", NULL },
    { "derive a = x is 7 derive b = band(x, edges: [100, 350])", "", NULL },
    { "derive a = band(x, edges: [0, 250.5, 500])", "E0323", NULL },
    { "derive a = band(x, edges: [0, 250.5, 501])", "", NULL },
    { "derive a = band(x, edges: [0.5, 900000000000000000])", "", NULL },
    { "derive a = band(x, edges: [0.00000001, 900000000000000000])", "", NULL },
    { "derive a = band(x, edges: [0.00000000000000001])", "", NULL },
    { "derive a = band(x, edges: [-450000000000000000, 0.5, 450000000000000000])", "", NULL },
    { "derive a = band(x, edges: [100]) "
      "derive b = band(x, edges: [99999999999999999999999])",
      "E0203", NULL },
    { "derive a = percent_band(x, of: y, edges: [0, 250])", "", NULL },
    { "derive a = percent_band(x, of: y, edges: [0, 250]) derive b = band(y, edges: [0])", "",
      NULL },
    { "derive a = percent_band(x, of: y, edges: [0, 250]) derive b = band(y, edges: [0]) "
      "derive c = band(x, edges: [0])",
      "E0323 E0323 E0323", "where this line cuts moves against it" },
    { "derive a = magnitude(x) derive b = sign(x) derive c = band(x, edges: [0, 1000])", "", NULL },
    { "derive a = magnitude(x) derive b = band(x, edges: [0, 1000])", "E0323", NULL },
    { "derive a = magnitude(x) derive b = band(x, edges: [0, 300])", "E0323",
      "'band(x, edges: [0, 300])' and 'magnitude(x)' together tell from 100 to 300 apart" },
};

static void
distances_of_cut_points(void **state)
{
    (void)state;
    EXPECT_ALL("may become internal by band at least 250 "
               "may become internal by comparison at least 250 and at most 9 "
               "may become internal by round_down at least 250 "
               "may become internal by round_to at least 250 "
               "may become internal by sign "
               "may become internal by clamp "
               "may become internal by percent_band at least 250 "
               "may become internal by magnitude "
               "may become internal by membership at most 3",
               "numeric", near_and_far);
    static const struct measured shifted[] = {
        { "derive a = band(x, edges: [0, 250]) "
          "derive b = shift_days(w, using: k, per: x, within: 30 days)",
          "", NULL },
    };
    EXPECT_ALL("may become internal by band at least 250 may become internal by shift_days",
               "bigint", shifted);
    static const struct measured parts[] = {
        { "derive a = band(x, edges: [0, 0.5, 1])", "", NULL },
        { "derive a = band(x, edges: [0, 0.25, 1])", "E0323", NULL },
    };
    EXPECT_ALL("may become internal by band at least 0.5", "numeric", parts);
    static const struct measured band[] = { { "derive a = band(x, edges: [0.5, 1])", "E0323",
                                              "from 0.5 to 1" } };
    EXPECT_ALL("may become internal by band at least 900000000000000000", "numeric", band);
    static const struct measured scaled[] = { { "derive a = band(x, edges: [0.01])", "", NULL } };
    EXPECT_ALL("may become internal by band at least 900000000000000000", "numeric", scaled);
    static const struct measured unreadable[] = { { "derive a = band(x, edges: [0])", "E0323",
                                                    "it is not a number that can be compared" } };
    EXPECT_ALL("may become internal by band at least 99999999999999999999", "numeric", unreadable);
    static const struct measured places[] = {
        { "derive a = grid(x, y, km: 25)", "", NULL },
        { "derive a = grid(x, y, km: 5)", "E0323", "from 0 to 5 km" },
    };
    EXPECT_ALL("may become internal by grid at least 10", "double", places);
}

static void
distances_of_times(void **state)
{
    (void)state;
    static const struct measured days[] = {
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days)", "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 3], unit: days)", "E0323", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days)", "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 1], unit: months)", "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 900000000000000000], unit: days)",
          "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days) "
          "derive b = x is 2026-01-01",
          "", NULL },
        { "derive a = x is 2026-01-01 "
          "derive b = interval_band(x, commit_time, edges: [0, 7], unit: days)",
          "", NULL },
        { "derive a = interval_band(x, commit_time, edges: [0, 3], unit: days) "
          "derive b = x is 2026-01-01",
          "E0323", NULL },
        { "derive a = x is 2026-01-01 "
          "derive b = interval_band(x, commit_time, edges: [0, 3], unit: days)",
          "E0323", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 7 days "
               "may become internal by membership at most 3",
               "date", days);
    static const struct measured far[] = {
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days)", "E0323", NULL },
    };
    static const struct measured never[] = {
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days)", "E0323", NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 900000000000000000 days", "date",
               never);
    static const struct measured bare[] = {
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days)", "E0307 E0323",
          NULL },
    };
    EXPECT_ALL("may become internal by interval_band at least 2 weeks", "date", far);
    EXPECT_ALL("may become internal by interval_band at least 7", "date", bare);
    static const struct measured ages[] = {
        { "derive a = age_band(x, at: commit_time, width: 5 years) derive b = x is 2000-01-01", "",
          NULL },
        { "derive a = age_band(x, at: commit_time, width: 5 years) derive b = x < 2000-01-01",
          "E0323", "cuts the same column, too" },
        { "derive a = x < 2000-01-01 derive b = x < 2010-01-01", "", NULL },
        { "derive a = x < 2000-01-01 derive b = x < 2010-01-01 derive c = x < 2020-01-01",
          "E0323 E0323 E0323", "3 limits are told" },
        { "derive a = x < 2000-01-01 derive b = x < 2010-01-01 derive c = x < 2010-01-01", "",
          NULL },
    };
    EXPECT_ALL("may become internal by age_band at least 5 years "
               "may become internal by comparison at most 2 "
               "may become internal by membership at most 3",
               "date", ages);
}

static const struct measured told_of_numbers[] = {
    { "derive a = x > 250 derive b = x > 500 derive c = x > 250", "", NULL },
    { "derive a = x > 250 derive b = x > 500 derive c = band(x, edges: [0, 750])", "", NULL },
    { "derive a = x is 1 derive b = x is in [2, 3]", "", NULL },
    { "derive a = x is 1 derive b = x is in [2, 3] derive c = x is 1", "", NULL },
    { "derive a = x is 1 derive b = x is in [2, 3] derive c = x is 4", "E0323 E0323 E0323",
      "4 listed values are told in all lines to this destination: 1, 2, 3 and others" },
    { "derive a = x is 1 derive b = x is in [2, 3] derive c = x > 0", "", NULL },
    { "derive a = choose when x is 1 then \"a\" when x is 2 then \"b\" otherwise \"c\" "
      "derive b = not (x is in [3, 4])",
      "E0323 E0323", NULL },
    { "derive a = choose when z is \"a\" then one_of(x, allowed: [1, 2]) "
      "otherwise one_of(x, allowed: [3, 4])",
      "E0323", NULL },
    { "derive a = z is \"a\" and (z is \"b\" or x is in [1, 2, 3, 4])", "E0323", NULL },
    { "derive a = x is in [1, 2] and present(z) is not yes", "", NULL },
    { "derive a = postcode_area(z) if missing \"\" is \"SW\"", "", NULL },
};

static const struct measured told_of_texts[] = {
    { "derive a = first(x, 2) derive b = last(x, 2)", "", NULL },
    { "derive a = first(x, 2) derive b = last(x, 3)", "E0323 E0323", "5 characters are told" },
    { "derive a = first(x, 2, 9)", "E0202", NULL },
    { "derive a = initials(x)", "", NULL },
    { "derive a = initials(x) derive b = first(x, 1)", "E0323 E0323", NULL },
    { "derive a = ip_prefix(x, v4: 16, v6: 16)", "", NULL },
    { "derive a = ip_prefix(x, v4: 16, v6: 48)", "E0323", "48 bits are told" },
    { "derive a = ip_prefix(x, v4: 24, v6: 24)", "E0323", "24 bits are told" },
    { "derive a = ip_prefix(x, v4: 24, v6: 16)", "E0323", "24 bits are told" },
    { "derive a = count_present(x, y, x, y, x, y, x, y, x, y, x, y)", "E0301", NULL },
    { "derive a = one_of(x, allowed: [\"a\", \"b\"]) "
      "derive b = length_band(one_of(x, allowed: [\"c\"]), edges: [1])",
      "E0323 E0323", "3 listed values are told" },
    { "derive a = bucket_of(x, using: k, of: 16)", "", NULL },
    { "derive a = bucket_of(x, using: k, of: 32)", "E0323", "32 buckets are told" },
    { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 8)",
      "E0323 E0323", "also put into other buckets" },
    { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 16)", "",
      NULL },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\", \"2\"])", "E0323",
      "told apart from every other value" },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\", \"1\"])", "", NULL },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\", \"b\"])", "", NULL },
    { "derive a = group(x, from: [\"a\", \"b\", \"c\"], to: [\"1\", \"2\", \"c\"])", "E0323",
      "the rule 'one_of'" },
    { "derive a = group(x, from: [\"a\"], to: [\"1\", \"2\"])", "E0205", NULL },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\"])", "E0205", NULL },
    { "derive a = group(x, from: [\"a\"])", "E0202", NULL },
    { "derive a = group(x, to: [\"a\"])", "E0202", NULL },
    { "derive a = x < \"a\" derive b = group(x, from: [\"a\", \"b\", \"c\", \"d\"], "
      "to: [\"1\", \"2\", \"3\", \"4\"])",
      "E0207 E0301 E0323", NULL },
};

static void
counts_of_what_is_told(void **state)
{
    (void)state;
    EXPECT_ALL("may become internal by band at least 250 "
               "may become internal by comparison at least 250 and at most 2 "
               "may become internal by one_of at most 3 "
               "may become internal by membership at most 3",
               "numeric", told_of_numbers);
    static const struct measured booleans[] = {
        { "derive a = x is yes derive b = x is yes", "", NULL },
        { "derive a = x is yes derive b = x is no", "E0323 E0323", "2 listed values are told" },
    };
    EXPECT_ALL("may become internal by membership at most 1", "boolean", booleans);
    EXPECT_ALL("may become internal by first at most 4 "
               "may become internal by last at most 4 "
               "may become internal by initials at most 4 "
               "may become internal by ip_prefix at most 20 "
               "may become internal by group at most 4 "
               "may become internal by one_of at most 2 "
               "may become internal by bucket_of at most 16",
               "text", told_of_texts);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_hold_for_the_sum),
        cmocka_unit_test(distances_of_cut_points),
        cmocka_unit_test(distances_of_times),
        cmocka_unit_test(counts_of_what_is_told),
    };
    return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
