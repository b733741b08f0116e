/* Which keys may make codes of a kind, and until when. */
#include "../checked.h"

#include "maxima.h"

static const char members[] =
    "policy language 1\n"
    "levels open \"o\" personal \"e\" secret \"s\" end\n"
    "role dpo \"D\"\n"
    "category who owned by dpo end\n"
    "key one for pseudonyms links members, visits purpose \"p\" end\n"
    "key two for pseudonyms replaces one until 2026-12-31 links members, visits purpose \"p\" end\n"
    "key other for pseudonyms links members, visits purpose \"p\" end\n"
    "destination lake clearance open accepts who purpose \"p\" owned by dpo end\n"
    "destination shop clearance open accepts who purpose \"p\" owned by dpo end\n"
    "table app.members column id bigint open key identifies member column name text open end\n"
    "table app.visits\n"
    "  column id bigint open key column who bigint open identifies member column made timestamp "
    "open\n"
    "end\n"
    "release app.members to lake.members version 1\n"
    "  row key ref = pseudonym(id, using: one)\n"
    "  derive code = match_code(name, id, using: one)\n"
    "  deleted rows send key updates send changes\n"
    "end\n"
    "release app.visits to lake.visits version 1\n"
    "  row key id = id\n"
    "  derive ref = pseudonym(who, using: one)\n"
    "  derive day = shift_days(made, using: one, per: who, within: 9 days)\n"
    "  deleted rows send key updates send changes\n"
    "end\n";

static void
one_key_makes_codes_of_a_kind(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "name, id, using: one", "name, id, using: one", "", NULL },
        { "name, id, using: one", "name, id, using: other", "E0415", "under two keys in 'lake'" },
        { "name, id, using: one", "id, name, using: other", "E0415", NULL },
        { "name, id, using: one", "name, using: other", "", NULL },
        { "pseudonym(who, using: one)", "pseudonym(who, using: other)", "E0415",
          "visits.who and members.id both identify 'member'" },
        { "pseudonym(who, using: one)", "bucket_of(who, using: other, of: 9)", "E0415", NULL },
        { "to lake.visits", "to shop.visits", "", NULL },
        { "pseudonym(who, using: one)", "pseudonym(id, using: other)", "", NULL },
        { "made, using: one", "made, using: other", "", NULL }, /* no code leaves */
    };
    EXPECT_CHANGES(members, NAMES | TYPES | RELEASES, changes);
}

static void
two_keys_stand_side_by_side_while_one_replaces_the_other(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "pseudonym(who, using: one)", "pseudonym(who, using: two)", "", NULL },
        { "until 2026-12-31", "until 2026-01-01", "W0404", "for the last time today" },
        { "until 2026-12-31", "until 2026-03-01", "W0404", "it is still used here" },
        { "until 2026-12-31", "until 2026-03-02", "", NULL },
        { "until 2026-12-31", "until 2025-12-31", "E0419 E0419 E0419 E0419", "using: two" },
        { "until 2026-12-31", "until 2028-01-01", "", NULL },
        { "until 2026-12-31", "until 2028-01-02", "E0420", "until 2028-01-01" },
        { "key other for pseudonyms", "key other for pseudonyms replaces one until 2026-12-31",
          "E0420", "a second key replaces 'one'" },
        { "key one for pseudonyms", "key one for pseudonyms replaces two until 2026-12-31",
          "E0420 E0420", "comes to replace itself" },
        { "key other for pseudonyms", "key other for pseudonyms replaces nowhere until 2026-12-31",
          "E0101", NULL },
        { "key other for pseudonyms",
          "key box for decryption purpose \"p\" end "
          "key other for pseudonyms replaces box until 2026-12-31",
          "E0107", "'box' is a key for decryption" },
    };
    EXPECT_CHANGES(members, NAMES | TYPES | RELEASES, changes);
}

static void
buckets_are_under_one_of_them(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *text = text_with(arena, members, "derive day",
                                 "derive ten = bucket_of(who, using: two, of: 9) derive day");
    static const struct change changes[] = {
        { "derive code", "derive ten = bucket_of(id, using: two, of: 9) derive code", "", NULL },
        { "derive code", "derive ten = bucket_of(id, using: one, of: 9) derive code", "E0415",
          "has buckets under two keys" },
    };
    EXPECT_CHANGES(text, NAMES | TYPES | RELEASES, changes);
    sl_arena_free(arena);
}

static void
a_kind_that_one_column_names_is_a_warning(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "who bigint open identifies member", "who bigint open identifies membr", "W0403 W0403",
          "did you mean 'member'?" },
        { "who bigint open identifies member", "who bigint open", "W0403", "leave it out here" },
        { "column name text open", "column name text open identifies thing", "W0403", "'thing'" },
    };
    EXPECT_CHANGES(members, NAMES | TYPES | RELEASES, changes);
    /* a part of the policies: the other columns may be in files that are not here */
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *part =
        text_with(arena, members, "links members, visits", "links members, visits, more");
    const struct policy_file files[] = {
        { .name = "part.policy",
          .text = text_with(arena, part, "column name text open",
                            "column name text open identifies thing"),
          .used = false },
    };
    struct checked checked;
    check_files(&checked, files, 1, TYPES | RELEASES | NAMES);
    assert_found(&checked, "E0101", "there is no stream 'more'", "a part");
    checked_done(&checked);
    sl_arena_free(arena);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_key_makes_codes_of_a_kind),
        cmocka_unit_test(two_keys_stand_side_by_side_while_one_replaces_the_other),
        cmocka_unit_test(buckets_are_under_one_of_them),
        cmocka_unit_test(a_kind_that_one_column_names_is_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
