/* `at most`: what lines of one unit tell in all. */
#include "../labels/labelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ---- limits ---------------------------------------------------------------------------------- */

static void
one_limit_is_counted_once(void **state)
{
    (void)state;
    static const struct measured numbers[] = {
        { "derive a = x > 0.5 derive b = x > 0.50", "", NULL },
        { "derive a = x > 0.50 derive b = x > 0.5", "", NULL },
        { "derive a = x > 0.5 derive b = x >= 0.5", "E0323 E0323", "2 limits are told" },
        { "derive a = x > 0.5 derive b = 0.5 >= x", "", NULL },
        { "derive a = x > 0.5 derive b = x > 5", "E0323 E0323", "2 limits are told" },
        { "derive a = x > 0.00000000000000001 derive b = x > 900000000000000000", "E0323 E0323",
          "2 limits are told" },
        { "derive a = x > 5 derive b = band(x, edges: [7, 8, 9])", "", NULL },
        { "derive a = x > 5" DECIDED_LINE("b", "x > 7"), "", NULL },
        { "derive a = x > 5 derive b = y > 7", "", NULL },
    };
    EXPECT_ALL("may become internal by comparison at most 1 may become internal by band", "numeric",
               numbers);
    static const struct measured whole[] = {
        { "derive a = x > 399 derive b = x >= 400 derive c = x >= 399.5", "", NULL },
        { "derive a = x > 399 derive b = x > 400", "E0323 E0323", "2 limits are told" },
    };
    EXPECT_ALL("may become internal by comparison at most 1", "integer", whole);
    static const struct measured hundredths[] = {
        { "derive a = x > 0.5 derive b = x >= 0.51 derive c = x >= 0.505", "", NULL },
        { "derive a = x > 0.5 derive b = x > 0.51", "E0323 E0323", "2 limits are told" },
    };
    EXPECT_ALL("may become internal by comparison at most 1", "numeric(6,2)", hundredths);
    static const struct measured days[] = {
        { "derive a = x > 2020-01-01 derive b = x >= 2020-01-02", "", NULL },
        { "derive a = x > 2020-01-01 derive b = x > 2020-01-02", "E0323 E0323", "2 limits" },
    };
    EXPECT_ALL("may become internal by comparison at most 1", "date", days);
    /* texts have no order; what types refuse is counted nowhere */
    static const struct measured texts[] = {
        { "derive a = x < \"a\" derive b = x < \"b\"", "E0207 E0207", NULL },
    };
    EXPECT_ALL("may become internal by comparison at most 1", "text", texts);
}

/* Of two rows that lines do not keep to, the first is spoken of: decided lines keep to none. */
static void
decided_lines_choose_no_row(void **state)
{
    (void)state;
    static const struct measured limits[] = {
        { "derive a = x >= 0 derive b = x >= 300" DECIDED_LINE("c", "x >= 9000")
              DECIDED_LINE("d", "x >= 9300") DECIDED_LINE("e", "x >= 9600"),
          "E0323 E0323", "2 limits are told" },
    };
    EXPECT_ALL("may become internal by comparison at least 250 and at most 1 "
               "may become internal by comparison at least 1000 and at most 9",
               "numeric", limits);
}

/* ---- listed values --------------------------------------------------------------------------- */

static void
listed_values_of_all_lines_count(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { "derive a = x is in [\"a\", \"b\"]", "", NULL },
        { "derive a = x is in [\"a\", \"b\"] derive b = x is \"c\"", "E0323 E0323",
          "3 listed values are told" },
        { "derive a = x is in [\"a\", \"b\"]" DECIDED_LINE("b", "x is \"c\""), "", NULL },
        /* all values of a group count against its row, and none that stands with others against another */
        { "derive a = group(x, from: [\"a\", \"b\", \"c\", \"d\"], "
          "to: [\"1\", \"1\", \"1\", \"1\"]) derive b = x is in [\"e\", \"f\"]",
          "E0323", "6 listed values are told" },
        { "derive a = group(x, from: [\"a\", \"b\", \"c\", \"d\", \"e\"], "
          "to: [\"1\", \"1\", \"1\", \"1\", \"1\"])",
          "E0323", "5 listed values are told" },
    };
    EXPECT_ALL("may become internal by group at most 4 "
               "may become internal by membership at most 2",
               "text", texts);
    static const struct measured unreadable[] = { { "derive a = x is \"a\"", "E0323", NULL } };
    EXPECT_ALL("may become internal by membership at most 9999999999999999999", "text", unreadable);
}

/* ---- characters ------------------------------------------------------------------------------ */

static void
characters_of_one_end_count_once(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { "derive a = first(x, 2) derive b = first(x, 3)", "", NULL },
        { "derive a = first(x, 3) derive b = first(x, 2) derive c = first(x, 3)", "", NULL },
        { "derive a = first(x, 4)", "E0323", "4 characters are told" },
        { "derive a = first(x, 4) derive b = first(x, 4)", "E0323 E0323", "4 characters are told" },
        { "derive a = first(x, 4) derive b = first(x, 4) derive c = first(x, 4)",
          "E0323 E0323 E0323", "4 characters are told" },
        { "derive a = first(x, 2) derive b = last(x, 2)", "E0323 E0323", "4 characters are told" },
        { "derive a = first(x, 2) derive b = first(lower(x), 2)", "E0323 E0323",
          "4 characters are told" },
        { "derive a = first(lower(x), 3) derive b = first(lower(x), 2)", "", NULL },
        { "derive a = last(x, 2) derive b = mask(x, keep_last: 3)", "", NULL },
        /* bits and buckets are counted in something else */
        { "derive a = first(x, 3) derive b = bucket_of(x, using: k, of: 16)", "", NULL },
        { "derive a = first(x, 4) derive b = bucket_of(x, using: k, of: 16)", "E0323",
          "4 characters are told" },
    };
    EXPECT_ALL("may become internal by first at most 3 may become internal by last at most 3 "
               "may become internal by mask at most 3 "
               "may become internal by bucket_of at most 16",
               "text", texts);
    static const struct measured decided[] = {
        { "derive a = first(x, 3)" DECIDED_LINE("b", "last(x, 3)"), "", NULL },
        { "derive a = first(x, 3)" DECIDED_LINE("b", "first(lower(x), 3)"), "", NULL },
        /* what a decision shows is counted for the row all the same */
        { "derive a = first(x, 4)" DECIDED_LINE("b", "first(x, 5)"), "E0323",
          "4 characters are told" },
    };
    EXPECT_ALL("may become internal by first at most 3", "text", decided);
}

/* ---- bits and buckets ------------------------------------------------------------------------ */

static void
the_longest_prefix_counts(void **state)
{
    (void)state;
    static const struct measured texts[] = {
        { "derive a = ip_prefix(x, v4: 16, v6: 16) derive b = ip_prefix(x, v4: 8, v6: 20)", "",
          NULL },
        { "derive a = ip_prefix(x, v4: 24, v6: 16) derive b = ip_prefix(x, v4: 8, v6: 8)",
          "E0323 E0323", "24 bits are told" },
        { "derive a = ip_prefix(x, v4: 8, v6: 8) derive b = ip_prefix(x, v4: 24, v6: 16)",
          "E0323 E0323", "24 bits are told" },
        { "derive a = ip_prefix(x, v4: 16, v6: 16)" DECIDED_LINE("b",
                                                                 "ip_prefix(x, v4: 24, v6: 24)"),
          "", NULL },
    };
    EXPECT_ALL("may become internal by ip_prefix at most 20", "text", texts);
}

/* Other buckets, or the same number under another key, divide each bucket again. */
static void
one_set_of_buckets_is_told(void **state)
{
    (void)state;
    static const struct measured bounded[] = {
        { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 16)", "",
          NULL },
        { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 8)",
          "E0323 E0323", "also put into other buckets" },
        { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: link, of: 16)",
          "E0323 E0323", "also put into other buckets" },
        { "derive a = bucket_of(x, using: k, of: 17)", "E0323", "17 buckets are told" },
    };
    EXPECT_ALL("may become internal by bucket_of at most 16", "text", bounded);
    static const struct measured unbounded[] = {
        { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 8)",
          "W0330", NULL },
    };
    EXPECT_ALL("may become internal by bucket_of", "text", unbounded);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_limit_is_counted_once),
        cmocka_unit_test(decided_lines_choose_no_row),
        cmocka_unit_test(listed_values_of_all_lines_count),
        cmocka_unit_test(characters_of_one_end_count_once),
        cmocka_unit_test(the_longest_prefix_counts),
        cmocka_unit_test(one_set_of_buckets_is_told),
    };
    return cmocka_run_group_tests_name("counts", tests, NULL, NULL);
}
