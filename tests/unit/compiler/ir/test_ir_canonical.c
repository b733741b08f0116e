/* The hash of a release's meaning: what must not change it, and what must. */
#include "../checked.h"

#include "maxima.h"
#include "stages.h"

static const char vocabulary[] =
    "policy language 1\n"
    "levels open \"o\" internal \"i\" pseudonymous \"p\" personal \"e\" secret \"x\" end\n"
    "role dpo \"D\"\n"
    "category who owned by dpo may become pseudonymous by pseudonym\n"
    "  may become internal by band at least 100 end\n"
    "category ops owned by dpo may become internal by band end\n"
    "key link for pseudonyms links persons purpose \"join\" end\n"
    "key other for pseudonyms links persons purpose \"join\" end\n"
    "destination lake clearance pseudonymous accepts who, ops purpose \"p\" owned by dpo end\n";

static const char table[] = "table app.persons \"People\"\n"
                            "  column id bigint personal who key\n"
                            "  column income numeric personal who\n"
                            "  column kind enum(\"a\", \"b\") internal ops\n"
                            "  column note text? personal who\n"
                            "end\n";

static const char release[] = "release app.persons to lake.persons version 1\n"
                              "  purpose \"why\"\n"
                              "  row key ref = pseudonym(id, using: link)\n"
                              "  derive size = band(income, edges: [0, 100])\n"
                              "  keep kind\n"
                              "  withhold note because \"text\"\n"
                              "  only rows where kind is not \"b\"\n"
                              "  rejected rows send key\n"
                              "  deleted rows send key\n"
                              "  updates send changes\n"
                              "end\n";

static struct sl_arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = sl_arena_new(SL_GIB);
    return arena == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    sl_arena_free(arena);
    return 0;
}

/* The hashes of the whole, of the first release and of its row key. */
struct meaning {
    char whole[SL_SHA256_HEX_CHARS + 1], release[SL_SHA256_HEX_CHARS + 1];
    char row_key[SL_SHA256_HEX_CHARS + 1];
};

static struct meaning
meaning_of(const char *file_name, const char *first, const char *second, const char *third)
{
    struct checked checked;
    struct meaning meaning;
    const struct policy_file file = {
        .name = file_name, .text = sl_arena_format(arena, "%s%s%s", first, second, third).ptr
    };
    check_files(&checked, &file, 1, EVERY_STAGE);
    if (checked.findings.errors > 0)
        assert_found(&checked, "", NULL, file.text);
    const struct slc_ir *ir = slc_lower(&checked.program);
    memcpy(meaning.whole, ir->sha256, sizeof meaning.whole);
    memcpy(meaning.release, ir->releases[0].sha256, sizeof meaning.release);
    memcpy(meaning.row_key, ir->releases[0].row_key_sha256, sizeof meaning.row_key);
    checked_done(&checked);
    return meaning;
}

/* `text` with its first `from` made `to`. */
static const char *
with(const char *text, const char *from, const char *to)
{
    return text_with(arena, text, from, to);
}

static struct meaning
plain(void)
{
    return meaning_of("a.policy", vocabulary, table, release);
}

static void
assert_same(struct meaning meaning)
{
    assert_string_equal(meaning.whole, plain().whole);
    assert_string_equal(meaning.release, plain().release);
}

static void
assert_other_release(struct meaning meaning)
{
    assert_string_not_equal(meaning.whole, plain().whole);
    assert_string_not_equal(meaning.release, plain().release);
}

static void
layout_comments_and_file_names_mean_nothing(void **state)
{
    (void)state;
    assert_same(meaning_of("b.policy", vocabulary, table, release));
    assert_same(meaning_of("a.policy", with(vocabulary, "\n", "\n\n# a comment\n"), table,
                           with(release, "  keep", "\n      keep")));
}

static void
order_of_declarations_means_nothing(void **state)
{
    (void)state;
    assert_same(meaning_of("a.policy", vocabulary, release, table));
    const char *moved = with(table, "  column note text? personal who\n", "");
    assert_same(meaning_of(
        "a.policy", vocabulary,
        with(moved, "  column id", "  column note text? personal who\n  column id"), release));
}

static void
words_for_people_mean_nothing(void **state)
{
    (void)state;
    assert_same(meaning_of("a.policy", with(vocabulary, "purpose \"join\"", "purpose \"else\""),
                           with(table, "\"People\"", ""), with(release, "\"why\"", "\"because\"")));
    assert_same(meaning_of("a.policy", vocabulary, table,
                           with(release, "because \"text\"", "because \"free text\"")));
    assert_same(meaning_of("a.policy", vocabulary, table,
                           with(release, "keep kind", "keep kind \"what kind\"")));
}

static void
labels_mean_nothing_once_they_pass(void **state)
{
    (void)state;
    assert_same(meaning_of("a.policy", vocabulary,
                           with(table, "text? personal who", "text? secret who"), release));
}

static void
what_leaves_is_the_meaning(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        { "[0, 100]", "[0, 100, 200]" },
        { "[0, 100]", "[0, 100.0]" }, /* bands are named as edges are spelled */
        { "using: link", "using: other" },
        { "derive size", "derive extent" },
        { "keep kind", "keep kind as sort" },
        { "version 1", "version 2" },
        { "is not \"b\"", "is \"b\"" },
        { "is not \"b\"", "is not \"a\"" },
        { "  deleted rows send key\n", "  deleted rows stay\n" },
        { "  updates send changes\n", "  updates send changes\n  metadata commit_time\n" },
        { "  derive size = band(income, edges: [0, 100])\n  keep kind\n",
          "  keep kind\n  derive size = band(income, edges: [0, 100])\n" },
    };
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
        assert_other_release(
            meaning_of("a.policy", vocabulary, table, with(release, changes[i][0], changes[i][1])));
}

static void
what_is_read_is_the_meaning(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        { "income numeric", "income integer" },
        { "income numeric", "income numeric(8,2)" },
        { "income numeric", "income numeric?" },
        { "(\"a\", \"b\")", "(\"a\", \"b\", \"c\")" },
    };
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
        assert_other_release(
            meaning_of("a.policy", vocabulary, with(table, changes[i][0], changes[i][1]), release));
    assert_other_release(meaning_of(
        "a.policy", with(vocabulary, "accepts who, ops", "accepts who, ops positions apart"), table,
        release));
}

/* A column that no release reads stops the pusher when it changes, and decides nothing else. */
static void
a_withheld_column_changes_the_whole_alone(void **state)
{
    (void)state;
    struct meaning meaning =
        meaning_of("a.policy", vocabulary, with(table, "note text?", "note integer?"), release);
    assert_string_not_equal(meaning.whole, plain().whole);
    assert_string_equal(meaning.release, plain().release);
}

static void
a_row_key_has_a_hash_of_its_own(void **state)
{
    (void)state;
    static const char *const changes[][2] = { { "using: link", "using: other" },
                                              { "row key ref", "row key person" } };
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
        assert_string_not_equal(
            meaning_of("a.policy", vocabulary, table, with(release, changes[i][0], changes[i][1]))
                .row_key,
            plain().row_key);
    assert_string_not_equal(
        meaning_of("a.policy", vocabulary, with(table, "id bigint", "id uuid"), release).row_key,
        plain().row_key);
    assert_string_equal(
        meaning_of("a.policy", vocabulary, table, with(release, "[0, 100]", "[0, 200]")).row_key,
        plain().row_key);
    assert_string_equal(
        meaning_of("a.policy", vocabulary, with(table, "income numeric", "income integer"), release)
            .row_key,
        plain().row_key);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_comments_and_file_names_mean_nothing),
        cmocka_unit_test(order_of_declarations_means_nothing),
        cmocka_unit_test(words_for_people_mean_nothing),
        cmocka_unit_test(labels_mean_nothing_once_they_pass),
        cmocka_unit_test(what_leaves_is_the_meaning),
        cmocka_unit_test(what_is_read_is_the_meaning),
        cmocka_unit_test(a_withheld_column_changes_the_whole_alone),
        cmocka_unit_test(a_row_key_has_a_hash_of_its_own),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
