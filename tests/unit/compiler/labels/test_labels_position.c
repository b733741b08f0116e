/* Streams that shared positions join, and pseudonyms of different kinds do not. */
#include "../checked.h"

static const char kinds[] =
    "policy language 1\n"
    "levels open \"o\" coded \"c\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\"\n"
    "category who owned by dpo\n"
    "  may become coded by pseudonym\n"
    "  may become coded by match_code\n"
    "end\n"
    "key link for pseudonyms links members, ills, visits purpose \"join\" end\n"
    "key other for pseudonyms links members, ills, visits purpose \"join\" end\n"
    "destination lake clearance coded accepts who purpose \"p\" owned by dpo end\n"
    "destination shop clearance coded accepts who positions apart purpose \"p\" owned by dpo end\n"
    "table app.members\n"
    "  column member bigint personal who key identifies member\n"
    "end\n"
    "table app.ills\n"
    "  column ill bigint personal who key identifies ill\n"
    "end\n"
    "table app.visits\n"
    "  column visit bigint personal who key identifies visit\n"
    "  column member bigint personal who identifies member\n"
    "  column ill bigint personal who identifies ill\n"
    "end\n"
    "release app.members to lake.members version 1\n"
    "  row key ref = pseudonym(member, using: link)\n"
    "  deleted rows send key updates send changes\n"
    "end\n"
    "release app.ills to lake.ills version 1\n"
    "  row key ref = pseudonym(ill, using: link)\n"
    "  deleted rows send key updates send changes\n"
    "end\n"
    "release app.visits to lake.visits version 1\n"
    "  row key ref = pseudonym(visit, using: link)\n"
    "  derive a = pseudonym(member, using: link)\n"
    "  derive b = pseudonym(ill, using: link)\n"
    "  deleted rows send key updates send changes\n"
    "end\n";

static void
streams_join_by_kinds_also_in_a_row(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "derive a", "derive a", "", NULL },
        { "derive a = pseudonym(member, using: link)", "", "E0320 E0320",
          "would join 'lake.members' and 'lake.ills', whose pseudonyms keep them apart" },
        { "b = pseudonym(ill, using: link)", "b = pseudonym(ill, using: other)", "E0320 E0320",
          "would join 'lake.members' and 'lake.ills'" },
        { "(ill, using: link)\n  deleted", "(ill, using: other)\n  deleted", "E0320 E0320", NULL },
        { "to lake.visits", "to shop.visits", "E0320", NULL },
        { "to lake.ills", "to shop.ills", "", NULL },
        { "accepts who", "accepts who positions apart", "", NULL },
        { "to lake.visits", "to nowhere.visits", "E0101 E0320", NULL },
    };
    EXPECT_CHANGES(kinds, NAMES | TYPES | LABELS, changes);
}

/* Where a column does not say what it identifies, its key alone decides. */
static void
what_is_not_said_is_left_to_the_key(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    const char *two = text_with(arena, kinds, "  derive a = pseudonym(member, using: link)\n", "");
    static const struct change changes[] = {
        { "key identifies ill", "key", "E0320", NULL },
        { "key identifies member", "key", "", NULL },
        { "key identifies ill\nend\ntable app.visits\n  column visit bigint personal who key "
          "identifies visit",
          "key\nend\ntable app.visits\n  column visit bigint personal who key", "", NULL },
        { "ref = pseudonym(ill, using: link)", "ref = match_code(ill, using: link)", "E0320 E0320",
          NULL },
    };
    EXPECT_CHANGES(two, NAMES | TYPES | LABELS, changes);
    const char *unsaid = text_with(arena, two, "key identifies ill", "key");
    static const struct change under_other[] = {
        { "ref = pseudonym(ill, using: link)", "ref = pseudonym(ill, using: other)", "E0320 E0320",
          NULL },
    };
    EXPECT_CHANGES(unsaid, NAMES | TYPES | LABELS, under_other);
    sl_arena_free(arena);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_join_by_kinds_also_in_a_row),
        cmocka_unit_test(what_is_not_said_is_left_to_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
