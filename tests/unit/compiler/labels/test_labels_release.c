/* Labels of what a release tells beside its fields: rows, filters, updates, positions. */
#include "labelled.h"

#include "../checked.h"
#include "stages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
rows_and_filters(void **state)
{
    (void)state;
    expect("", "only rows where kind is \"a\"", "");
    expect("", "only rows where email if missing \"\" is \"ann\"", "E0309");
    expect("", "only rows where email if missing \"\" is \"ann\" as internal" DECIDED("dpo"), "");
    expect("", "only rows where kind is \"a\" as internal" DECIDED("dpo"), "E0315");
    expect("", "disclose rows as internal" DECIDED("dpo"), "E0315");
    static const char row[] =
        "table app.r presence %s column id bigint open key column n timestamptz open end\n"
        "release app.r to lake.r version 1 row key id = id %s\n"
        "deleted rows send key updates send changes end\n";
    static const struct {
        const char *presence, *lines, *codes;
    } rows[] = {
        { "pseudonymous care", "keep n", "E0310" },
        { "special care", "keep n", "E0309" },
        { "special care", "derive x = month(commit_time)", "E0309 E0301" },
        { "special care", "derive x = nothing", "E0101 E0309" },
        { "special care", "derive x = present(nothing)", "E0101 E0309" },
        { "special care", "derive x = 5 < nothing", "E0101 E0309" },
        { "nothing care", "keep n", "E0101" },
    };
    for (size_t at = 0; at < sizeof rows / sizeof *rows; at++) {
        char more[1024];
        (void)snprintf(more, sizeof more, row, rows[at].presence, rows[at].lines);
        expect(more, "keep kind", rows[at].codes);
    }
    expect("table app.c presence special care column id bigint open key column n bigint open end\n"
           "release app.c to lake.others version 1 row key id = id keep n\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0309");
    expect("table app.c presence special who column id bigint open key column n bigint open end\n"
           "release app.c to lake.others version 1 row key id = id keep n\n"
           "disclose rows as internal" DECIDED(
               "dpo") "\n"
                      "deleted rows send key updates send changes end\n",
           "keep kind", "");
}

static void
updates_tell_of_withheld_columns(void **state)
{
    char text[16384];
    (void)state;
    static const struct {
        const char *line, *codes;
    } cases[] = {
        { "updates send changes", "" },
        { "", "E0312" },
        { "updates send always", "E0313" },
        { "updates send always as internal" DECIDED("dpo and fin and care_lead"), "E0319" },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        (void)snprintf(text, sizeof text,
                       "%s%s release app.persons to lake.persons version 1\n"
                       "row key ref = pseudonym(id, using: link) deleted rows send key %s end\n",
                       vocabulary, persons_table, cases[at].line);
        expect_text(text, cases[at].codes, cases[at].line);
    }
}

/* Another table, under another key, released to `stream` of some destination. */
static void
expect_other(const char *destination, const char *stream, const char *lines, const char *codes)
{
    char more[4096];
    (void)snprintf(
        more, sizeof more,
        "table app.o column id bigint personal who key column seen_at timestamptz internal "
        "ops end\n"
        "key other for pseudonyms links %s purpose \"join\" end\n%s"
        "release app.o to %s.%s version 1 row key r = pseudonym(id, using: other) %s\n"
        "deleted rows send key updates send changes end\n",
        stream, destination, destination[0] != '\0' ? "second" : "lake", stream, lines);
    expect(more, "keep kind", codes);
}

static void
positions_join_streams(void **state)
{
    (void)state;
    static const char shared[] =
        "destination second clearance pseudonymous accepts who, ops, contact "
        "purpose \"p\" owned by dpo end\n";
    static const char apart[] =
        "destination second clearance pseudonymous accepts who, ops, contact "
        "positions apart purpose \"p\" owned by dpo end\n";
    expect_other("", "others", "keep seen_at as moment", "E0320");
    expect_other(shared, "far", "keep seen_at as moment", "E0321");
    expect_other(apart, "far", "derive seen = month(seen_at)", "");
    expect_other(apart, "far", "keep seen_at as moment", "E0322");
    expect_other(apart, "far", "derive seen = month(seen_at) metadata commit_time", "E0326");
    expect_other(apart, "far",
                 "disclose moment = seen_at from internal ops as internal" DECIDED("dpo"), "");
}

/* Tables without personal data beside the vocabulary's, and the releases of `more`. */
static void
expect_positions(const char *more, const char *codes)
{
    static const char tables[] =
        "table app.n column id bigint open key column told timestamp open\n"
        "  column odd timestamptz nothing ops end\n"
        "table app.o column id bigint personal who key end\n"
        "table app.q column id bigint personal who key end\n"
        "key other for pseudonyms links persons purpose \"join\" end\n"
        "key third for pseudonyms links persons purpose \"join\" end\n"
        "destination second clearance pseudonymous accepts who, ops, contact purpose \"p\" owned "
        "by dpo "
        "end\n"
        "destination far clearance pseudonymous accepts who, ops positions apart purpose \"p\" "
        "owned by dpo end\n";
    char text[16384];
    (void)snprintf(text, sizeof text,
                   "%s%s%s%s release app.persons to lake.persons version 1\n"
                   "row key ref = pseudonym(id, using: link)\n"
                   "deleted rows send key updates send changes end\n",
                   vocabulary, persons_table, tables, more);
    expect_text(text, codes, more);
}

#define RELEASE(table, stream, lines)                                                              \
    "release app." table " to " stream " version 1 " lines                                         \
    " deleted rows send key updates send changes end\n"

static void
positions_of_several_streams(void **state)
{
    (void)state;
    /* The column of an unknown level is reported once. */
    expect_positions(RELEASE("n", "second.n", "row key id = id"), "E0101");
    expect_positions(RELEASE("n", "far.n", "row key id = id keep told"), "E0101 E0322");
    expect_positions(RELEASE("n", "far.n", "row key id = id keep odd"), "E0101");
    expect_positions(RELEASE("n", "second.n",
                             "row key id = id derive ref = choose when id > 1 "
                             "then pseudonym(id, using: other) otherwise missing"),
                     "E0101 E0321");
    /* In one destination, and in one whose positions are apart. */
    expect_positions(RELEASE("o", "lake.o", "row key r = pseudonym(id, using: other)"),
                     "E0101 E0320");
    expect_positions(RELEASE("o", "lake.o", "row key r = pseudonym(id, using: other)")
                         RELEASE("q", "lake.q", "row key r = pseudonym(id, using: third)"),
                     "E0101 E0320 E0320");
    expect_positions(RELEASE("o", "far.o", "row key r = pseudonym(id, using: other)")
                         RELEASE("q", "far.q", "row key r = pseudonym(id, using: third)"),
                     "E0101");
    /* Over destinations: what the first one holds counts. */
    expect_positions(RELEASE("o", "second.o", "row key r = pseudonym(id, using: other)")
                         RELEASE("q", "second.q", "row key r = pseudonym(id, using: other)"),
                     "E0101 E0321");
    expect_positions(RELEASE("o", "second.o", "row key r = pseudonym(id, using: other)")
                         RELEASE("q", "lake.q", "row key r = pseudonym(id, using: other)"),
                     "E0101 E0320 E0321 E0321");
    expect_positions(RELEASE("q", "lake.q", "row key r = pseudonym(id, using: other)")
                         RELEASE("n", "second.n", "row key id = id"),
                     "E0101 E0320");
    expect_positions("release app.q to nowhere.q version 1 row key id = id "
                     "derive a = id > 250 deleted rows send key updates send changes end\n",
                     "E0101 E0101");
    expect_positions(RELEASE("n", "second.n", "row key id = id")
                         RELEASE("n", "lake.n", "row key id = id")
                             RELEASE("n", "second.other", "row key id = id"),
                     "E0101 E0321");
}

/* A decision of an earlier version is past, and its line is free; one that rested on a row is judged. */
static void
what_was_told_is_not_decided_again(void **state)
{
    char text[16384];
    struct checked checked;
    (void)state;
    (void)snprintf(text, sizeof text,
                   "%s%s release app.persons to lake.persons version 1\n"
                   "disclose old = email from open as open because \"told\" approved by dpo until "
                   "2025-01-01\n"
                   "derive read = email\n"
                   "deleted rows send key\nupdates send changes\nend\n",
                   vocabulary, persons_table);
    check_text(&checked, text, NAMES | TYPES);
    checked.program.releases->told = true;
    slc_check_labels(&checked.program);
    assert_found(&checked, "E0301", NULL, "told");
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_filters),
        cmocka_unit_test(what_was_told_is_not_decided_again),
        cmocka_unit_test(updates_tell_of_withheld_columns),
        cmocka_unit_test(positions_join_streams),
        cmocka_unit_test(positions_of_several_streams),
    };
    return cmocka_run_group_tests_name("labels of a release", tests, NULL, NULL);
}
