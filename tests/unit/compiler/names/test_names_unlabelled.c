/* Columns without a label: of tables that are released, and of others. */
#include "../checked.h"

static void
columns_that_nobody_has_looked_at_are_one_finding(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "timestamptz open", "timestamptz unlabelled", "E0108",
          "1 column of app.persons has no label yet" },
        { "column made timestamptz open",
          "column made timestamptz unlabelled column b text unlabelled", "E0108",
          "2 columns of app.persons have no label yet" },
        { "column made timestamptz open",
          "column made timestamptz unlabelled column b text unlabelled", "E0108",
          "these wait for a label: made, b" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
tables_that_nobody_releases_may_stay_without_labels(void **state)
{
    (void)state;
#define TABLE(name) "table app." #name " column a bigint unlabelled key end "
    static const struct change changes[] = {
        { "table app.persons", TABLE(one) "table app.persons", "W0110",
          "app.one has columns without a label, and nobody releases it" },
        { "table app.persons", TABLE(one) TABLE(two) "table app.persons", "W0110",
          "2 tables have columns without a label, and nobody releases them: app.one, app.two" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

static void
a_list_of_columns_without_a_label_ends_after_twelve(void **state)
{
    (void)state;
#define UNLABELLED(name) " column " #name " text unlabelled"
#define ELEVEN                                                                                     \
    UNLABELLED(c1)                                                                                 \
    UNLABELLED(c2)                                                                                 \
    UNLABELLED(c3)                                                                                 \
    UNLABELLED(c4)                                                                                 \
    UNLABELLED(c5)                                                                                 \
    UNLABELLED(c6)                                                                                 \
    UNLABELLED(c7)                                                                                 \
    UNLABELLED(c8)                                                                                 \
    UNLABELLED(c9) UNLABELLED(c10) UNLABELLED(c11)
    static const struct change changes[] = {
        { "timestamptz open", "timestamptz open" ELEVEN UNLABELLED(c12), "E0108", "c11, c12" },
        { "timestamptz open", "timestamptz open" ELEVEN UNLABELLED(c12) UNLABELLED(c13), "E0108",
          "c11, c12, …" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_that_nobody_has_looked_at_are_one_finding),
        cmocka_unit_test(tables_that_nobody_releases_may_stay_without_labels),
        cmocka_unit_test(a_list_of_columns_without_a_label_ends_after_twelve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
