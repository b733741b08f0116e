/* The hash of a release's meaning: what must not change it, and what must. */
#include "emit/c/emit_c_statements.h"
#include "ir/ir.h"
#include "maxima.h"
#include "stages.h"
#include "syntax/ast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

static const struct slc_ir *
meaning_of(const char *file_name, const char *first, const char *second, const char *third)
{
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    struct slc_program program = { .arena = arena, .findings = &findings, .today = 20454 };
    struct sl_str text = sl_arena_format(arena, "%s%s%s", first, second, third);
    struct slc_source *source = slc_source_of(arena, sl_str_of(file_name), text);
    program.files = slc_parse(arena, &findings, source);
    if (findings.errors > 0)
        fail_msg("%.*s", SL_FMT(findings.first->message));
    slc_check_names(&program);
    slc_check_types(&program);
    slc_check_releases(&program);
    slc_check_labels(&program);
    if (findings.errors > 0)
        fail_msg("%.*s", SL_FMT(findings.first->message));
    return slc_lower(&program);
}

/* `text` with its first `from` made `to`. */
static const char *
with(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    return sl_arena_format(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)).ptr;
}

static const struct slc_ir *
plain(void)
{
    return meaning_of("a.policy", vocabulary, table, release);
}

static void
assert_same(const struct slc_ir *ir)
{
    assert_string_equal(ir->sha256, plain()->sha256);
    assert_string_equal(ir->releases[0].sha256, plain()->releases[0].sha256);
}

static void
assert_other_release(const struct slc_ir *ir)
{
    assert_string_not_equal(ir->sha256, plain()->sha256);
    assert_string_not_equal(ir->releases[0].sha256, plain()->releases[0].sha256);
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
    const struct slc_ir *ir =
        meaning_of("a.policy", vocabulary, with(table, "note text?", "note integer?"), release);
    assert_string_not_equal(ir->sha256, plain()->sha256);
    assert_string_equal(ir->releases[0].sha256, plain()->releases[0].sha256);
}

static void
what_is_lowered(void **state)
{
    (void)state;
    const struct slc_ir *ir = plain();
    assert_int_equal(ir->nreleases, 1);
    const struct slc_ir_release *persons = slc_ir_release_named(ir, SL_STR("lake.persons"));
    assert_non_null(persons);
    assert_null(slc_ir_release_named(ir, SL_STR("lake.nobody")));
    assert_int_equal(persons->ncells, 3);
    assert_true(persons->cells[0].sealed);
    assert_false(persons->cells[2].sealed);
    assert_int_equal(persons->nkeys, 1);
    assert_int_equal(persons->nrow_key, 1);
    assert_int_equal(persons->nfields, 3);
    assert_int_equal(persons->fields[1].nrules, 1);
    assert_true(sl_str_is(persons->fields[1].rules[0]->by, "band"));
    ir = meaning_of("a.policy", vocabulary, with(table, "personal who\n", "personal who ops\n"),
                    release);
    assert_int_equal(ir->releases[0].fields[1].nrules, 2);
    assert_int_equal(persons->filter->op, SLC_IR_NOT);
    assert_int_equal(persons->filter->operands[0]->op, SLC_IR_IS);
    assert_int_equal(persons->nwithheld, 1);
    assert_int_equal(persons->withheld[0].column, 3);
    assert_false(persons->table->columns[3].read);
    assert_int_equal(persons->earliest_expiry.text.len, 0);
}

/* Were the label checker wrong, the C compiler would say so: a value that is sealed is opened under a
 * decision alone. */
static void
what_is_sealed_stays_so(void **state)
{
    (void)state;
    static const char raw[] = "release app.persons to lake.persons version 1\n"
                              "  row key ref = pseudonym(id, using: link)\n"
                              "  keep note\n  deleted rows send key updates send changes\nend\n";
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    struct slc_program program = { .arena = arena, .findings = &findings, .today = 20454 };
    struct sl_str text = sl_arena_format(arena, "%s%s%s", vocabulary, table, raw);
    program.files = slc_parse(arena, &findings, slc_source_of(arena, SL_STR("a.policy"), text));
    slc_check_names(&program);
    slc_check_types(&program);
    slc_check_labels(&program);
    assert_int_equal(findings.errors, 1);
    const struct slc_ir *ir = slc_lower(&program);
    const struct slc_ir_release *persons = &ir->releases[0];
    struct sl_str made = slc_c_of_field(ir, persons, &persons->fields[1]);
    static const char as_it_is[] = "sl_put(out, \"note\", note);";
    assert_non_null(memmem(made.ptr, made.len, as_it_is, sizeof as_it_is - 1));
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(layout_comments_and_file_names_mean_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(order_of_declarations_means_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_for_people_mean_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_mean_nothing_once_they_pass, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_leaves_is_the_meaning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_read_is_the_meaning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_withheld_column_changes_the_whole_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_lowered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_sealed_stays_so, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
