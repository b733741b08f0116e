/* Tables and streams whose names cannot be told apart by eye; columns are in test_names_table.c. */
#include "../checked.h"

static const char policy[] =
    "policy language 1\n"
    "levels open \"o\" secret \"s\" end role dpo \"D\" category care owned by dpo end\n"
    "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
    "table app.orders column id bigint open key end\n"
    "table app.other column id bigint open key end\n"
    "release app.orders to lake.orders version 1 row key id = id end\n"
    "release app.other to lake.other version 1 row key id = id end\n";

static void
names_that_look_alike(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "table app.other column", "table app.`\u043erders` column", "E0105 E0101",
          "the tables 'app.orders' and 'app.\u043erders' cannot be told apart by eye" },
        { "table app.other column", "table `\u0430pp`.orders column", "E0105 E0101", NULL },
        { "table app.other column", "table app2.orders column", "E0101", NULL },
        { "to lake.orders version 1 row key id = id end\nrelease app.other to lake.other",
          "to lake.bill version 1 row key id = id end\nrelease app.other to lake.bi11", "E0105",
          "the streams 'lake.bill' and 'lake.bi11'" },
        { "to lake.other", "to lake.`\u043erders`", "E0103 E0105", NULL },
    };
    EXPECT_CHANGES(policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_look_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
