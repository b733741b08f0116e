/* Labels: each rule of the language on a small policy that passes without it. */
#include "maxima.h"
#include "stages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* 2026-01-01 */
enum { TODAY = 20454 };

static const char vocabulary[] = "policy language 1\n"
                                 "levels open \"o\" internal \"i\" pseudonymous \"p\" personal "
                                 "\"e\" special \"s\" secret \"x\" end\n"
                                 "role dpo \"D\" role fin \"F\" role care_lead \"C\"\n"
                                 "category contact owned by dpo\n"
                                 "  may become internal by present\n"
                                 "  may become internal by postcode_area\n"
                                 "  may become internal by one_of at most 2\n"
                                 "end\n"
                                 "category money owned by fin\n"
                                 "  may become internal by band at least 250\n"
                                 "  may become internal by comparison at least 250 and at most 2\n"
                                 "  may become internal by membership at most 3\n"
                                 "end\n"
                                 "category who owned by dpo\n"
                                 "  may become pseudonymous by pseudonym\n"
                                 "  may become internal by age_band at least 5 years\n"
                                 "  may become internal from personal by year\n"
                                 "end\n"
                                 "category care owned by care_lead end\n"
                                 "category ops owned by dpo may become internal by month end\n"
                                 "key link for pseudonyms links persons purpose \"join\" end\n"
                                 "destination lake clearance pseudonymous accepts contact, money, "
                                 "who, ops purpose \"p\" owned by dpo end\n";

static const char table[] = "table app.persons\n"
                            "  column id bigint personal who key\n"
                            "  column email text? personal contact\n"
                            "  column phone text? personal contact\n"
                            "  column postcode text? personal contact\n"
                            "  column raised text? personal contact presence special\n"
                            "  column balance numeric personal money\n"
                            "  column limits numeric personal money\n"
                            "  column born date? personal who\n"
                            "  column illness text? special care\n"
                            "  column code text? special who\n"
                            "  column kind text internal ops\n"
                            "  column made timestamptz internal ops\n"
                            "  column pin text secret who\n"
                            "end\n";

struct outcome {
    struct sl_arena *arena;
    struct slc_program program;
    struct slc_findings findings;
};

static void
compile(struct outcome *outcome, const char *text)
{
    outcome->arena = sl_arena_new(SL_GIB);
    slc_findings_init(&outcome->findings, outcome->arena);
    outcome->program = (struct slc_program) { .arena = outcome->arena,
                                              .findings = &outcome->findings,
                                              .today = TODAY };
    struct sl_str copy = sl_arena_copy(outcome->arena, sl_str_of(text));
    struct slc_source *source = slc_source_of(outcome->arena, SL_STR("t.policy"), copy);
    outcome->program.files = slc_parse(outcome->arena, &outcome->findings, source);
    slc_check_names(&outcome->program);
    slc_check_types(&outcome->program);
    slc_check_labels(&outcome->program);
}

/* The codes found, in order, as "E0301 W0331". */
static struct sl_str
codes_of(const struct outcome *outcome)
{
    struct sl_str codes = { "", 0 };
    for (const struct slc_finding *finding = outcome->findings.first; finding != NULL;
         finding = finding->next)
        codes = sl_arena_format(outcome->arena, "%.*s%s%s", SL_FMT(codes), codes.len > 0 ? " " : "",
                                slc_code_name(finding->code));
    return codes;
}

static void
expect_text(const char *text, const char *codes, const char *what)
{
    struct outcome outcome;
    compile(&outcome, text);
    struct sl_str found = codes_of(&outcome);
    if (!sl_str_is(found, codes)) {
        print_error("%s\n  expected '%s', found '%.*s'\n", what, codes, SL_FMT(found));
        for (const struct slc_finding *finding = outcome.findings.first; finding != NULL;
             finding = finding->next)
            print_error("    %s %.*s\n", slc_code_name(finding->code), SL_FMT(finding->message));
        fail();
    }
    sl_arena_free(outcome.arena);
}

/* A policy made of the vocabulary, the table, more declarations, and one release's lines. */
static void
expect(const char *more, const char *lines, const char *codes)
{
    char text[16384];
    (void)snprintf(text, sizeof text,
                   "%s%s%s release app.persons to lake.persons version 1\n"
                   "row key ref = pseudonym(id, using: link)\n%s\n"
                   "deleted rows send key\nupdates send changes\nend\n",
                   vocabulary, table, more, lines);
    expect_text(text, codes, lines);
}

#define DECIDED(by) " because \"r\" approved by " by " until 2026-12-31"

static void
levels_and_categories(void **state)
{
    (void)state;
    expect("", "keep kind", "");
    expect("", "keep email", "E0301");
    expect("", "derive mail = lower(trim(email))", "E0301");
    expect("", "derive has_email = present(email)", "");
    expect("", "derive area = postcode_area(postcode)", "");
    expect("", "derive area = postcode_area(trim(lower(postcode)))", "");
    expect("", "derive ill = present(illness)", "E0301");
    expect("", "disclose ill = present(illness) from special care as internal" DECIDED("care_lead"),
           "E0303");
    expect("", "derive pin_known = present(pin)", "E0304");
    expect("destination all clearance open accepts ops purpose \"p\" owned by dpo end\n"
           "release app.persons to all.kinds version 1 row key id = id keep kind\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0301 E0301 E0321");
    expect("", "disclose p = lower(pin) from secret who as internal" DECIDED("dpo"), "E0304");
}

static void
functions_lower_only_what_they_read_directly(void **state)
{
    (void)state;
    expect("", "derive x = one_of(email, allowed: [\"a\", \"b\"])", "");
    expect("", "derive x = present(one_of(balance, allowed: [7]))", "E0301");
    expect("", "derive x = present(lower())", "E0202");
    expect("", "derive x = present(lower(x: [\"a\"]))", "E0202");
    expect("", "derive x = present(nothing(email))", "E0101");
    expect("", "derive x = count_present(email, phone, postcode)", "");
    expect("", "derive x = choose when kind is \"a\" then \"x\" otherwise email", "E0301");
    expect("", "derive x = days_between(made, born)", "E0301");
    expect("", "derive x = made < born if missing 1900-01-01", "E0301");
    expect("", "derive x = nothing", "E0101");
    expect("", "derive x = postcode_area(postcode) is missing", "");
    expect("", "derive x = present(email) or present(phone)", "");
    expect("", "derive x = choose when present(email) then email otherwise missing", "E0301");
    expect("", "derive x = choose when present(email) then \"yes\" otherwise \"no\"", "");
    /* The membership row is money's, not contact's. */
    expect("", "derive x = email if missing \"\" is \"ann\"", "E0301");
    expect("", "derive x = balance is 7", "");
    expect("", "derive x = group(email, from: [\"a\"], to: [\"b\"])", "E0301");
    expect("", "derive x = group(email, from: [\"a\"], to: [\"a\"])", "");
}

static void
missing_values_tell_presence(void **state)
{
    (void)state;
    expect("", "derive x = postcode_area(postcode if missing \"SW1A 1AA\")", "");
    expect("", "derive b = age_band(born if missing 1980-01-01, at: commit_time, width: 10 years)",
           "E0301");
    expect("", "derive x = email is missing", "");
    expect("", "derive x = born is missing", "E0301");
}

static void
presence_labels(void **state)
{
    (void)state;
    expect("", "derive x = postcode_area(raised)", "E0301");
    expect("", "derive x = present(raised)", "");
    expect("table app.a column id bigint open key column p text personal contact presence internal "
           "end\n",
           "keep kind", "E0308");
}

static void
from_limits_what_a_rule_lowers(void **state)
{
    (void)state;
    expect("", "derive x = year(born)", "");
    expect("", "derive x = pseudonym(code, using: link)", "");
    expect("table app.b column id bigint open key column d date special who end\n"
           "release app.b to lake.others version 1 row key id = id derive y = year(d)\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0323");
}

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
           "destination d2 clearance pseudonymous accepts dated purpose \"p\" owned by dpo end\n"
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

static void
decisions(void **state)
{
    (void)state;
    expect("", "disclose mail = lower(email) from personal contact as internal" DECIDED("dpo"), "");
    expect("", "disclose mail = lower(email) from personal contact as internal" DECIDED("fin"),
           "E0318");
    expect("", "disclose mail = lower(email) from special contact as internal" DECIDED("dpo"),
           "E0314");
    expect("", "disclose mail = lower(email) from personal money as internal" DECIDED("dpo"),
           "E0314");
    expect("",
           "disclose mail = lower(email) from personal contact, money as internal" DECIDED("dpo"),
           "E0003");
    expect("", "disclose has = present(email) from internal contact as internal" DECIDED("dpo"),
           "E0315");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2025-12-31",
        "E0316");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2026-01-01",
        "W0331");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2028-01-01",
        "");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2028-01-02",
        "E0317");
    expect("", "disclose m = lower(email) from personal contact as personal" DECIDED("dpo"),
           "E0315 E0301");
    /* One decision hides no other flow. */
    expect("",
           "disclose m = lower(email) from personal contact as internal" DECIDED(
               "dpo") " derive n = lower(email)",
           "E0301");
    /* What is not known is reported once, and nothing about it. */
    expect("", "disclose m = lower(email) from personal contact as nothing" DECIDED("fin"),
           "E0101");
    expect("", "disclose m = lower(email) from nothing contact as internal" DECIDED("dpo"),
           "E0101");
    expect("", "disclose m = lower(email) from personal contact as open" DECIDED("fin"), "E0318");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2026-03-01",
        "W0331");
    expect(
        "",
        "disclose m = lower(email) from personal contact as internal because \"r\" approved by dpo "
        "until 2026-03-02",
        "");
    expect("",
           "disclose ill = present(illness) from special care as pseudonymous" DECIDED("care_lead"),
           "E0303");
}

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
                       vocabulary, table, cases[at].line);
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
    static const char shared[] = "destination second clearance pseudonymous accepts who, ops "
                                 "purpose \"p\" owned by dpo end\n";
    static const char apart[] = "destination second clearance pseudonymous accepts who, ops "
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
        "destination second clearance pseudonymous accepts who, ops purpose \"p\" owned by dpo "
        "end\n"
        "destination far clearance pseudonymous accepts who, ops positions apart purpose \"p\" "
        "owned by dpo end\n";
    char text[16384];
    (void)snprintf(text, sizeof text,
                   "%s%s%s%s release app.persons to lake.persons version 1\n"
                   "row key ref = pseudonym(id, using: link)\n"
                   "deleted rows send key updates send changes end\n",
                   vocabulary, table, tables, more);
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

static void
declarations(void **state)
{
    (void)state;
    expect("table app.d column id bigint personal key end\n", "keep kind", "E0302");
    expect("destination bad clearance secret accepts who purpose \"p\" owned by dpo end\n",
           "keep kind", "E0305");
    expect("category c1 owned by dpo may become internal from secret by year end\n", "keep kind",
           "E0306");
    expect("category c1 owned by dpo may become personal from internal by year end\n", "keep kind",
           "E0306");
    expect("category c1 owned by dpo may become internal by band at most 3 end\n", "keep kind",
           "E0307");
    expect("category c1 owned by dpo may become internal by age_band at least 5 end\n", "keep kind",
           "E0307");
    expect("category c1 owned by dpo may become internal by membership end\n", "keep kind",
           "W0330");
    expect("category c1 owned by dpo may become internal by year until 2025-01-01 end\n",
           "keep kind", "W0332");
    expect("category c1 owned by dpo may become internal by year until 2026-01-01 end\n",
           "keep kind", "");
    expect("category c1 owned by dpo may become open from open by year end\n", "keep kind",
           "E0306");
    expect("category c1 owned by dpo may become internal from internal by year end\n", "keep kind",
           "E0306");
    expect("table app.d column x text nothing who presence secret end\n", "keep kind", "E0101");
    expect("table app.d column x text nothing who presence special column id bigint open key end\n"
           "release app.d to lake.d version 1 row key id = id keep x\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0101");
    expect("table app.d column x text internal nothing end\n", "keep kind", "E0101");
    expect("table app.d column x text? nothing who column y text? personal who\n"
           "  column id bigint open key end\n"
           "release app.d to lake.d version 1 row key id = id derive n = count_present(x, y)\n"
           "deleted rows send key updates send changes end\n",
           "keep kind", "E0101");
    expect("table app.d column x text internal ops presence internal end\n", "keep kind", "E0308");
    expect("table app.d column x text internal ops presence open end\n", "keep kind", "E0308");
    expect("table app.d presence secret who column x text open end\n", "keep kind", "E0308");
    expect_text("policy language 1 levels open \"o\" secret \"s\" end role dpo \"D\"\n"
                "table app.d column x text secret end\n",
                "E0302", "no category at all");
    expect_text("policy language 1 levels secret \"s\" end role dpo \"D\"\n"
                "table app.d column x text secret end\n",
                "", "a table without presence, and one level");
}

/* Rules of one category, a table of columns x and y of a type that carry it, and a release's lines on
 * them; what the findings must be, and words in the first one's remarks (NULL: none). */
static void
expect_measured(const char *rules, const char *type, const char *lines, const char *codes,
                const char *words)
{
    char text[16384];
    struct outcome outcome;
    (void)snprintf(text, sizeof text,
                   "%s category m owned by dpo %s end\n"
                   "destination measured clearance internal accepts m purpose \"p\" owned by dpo "
                   "end\n"
                   "key k for pseudonyms links persons purpose \"p\" end\n"
                   "table app.measured column id bigint open key column x %s personal m\n"
                   "column y %s personal m column z text open column w date open end\n"
                   "release app.measured to measured.persons version 1 row key id = id\n%s\n"
                   "deleted rows send key updates send changes end\n",
                   vocabulary, rules, type, type, lines);
    expect_text(text, codes, lines);
    if (words == NULL)
        return;
    bool said = false;
    compile(&outcome, text);
    for (const struct slc_finding *finding = outcome.findings.first; finding != NULL;
         finding = finding->next)
        for (const struct slc_remark *one = finding->remarks; one != NULL; one = one->next)
            said = said || memmem(one->text.ptr, one->text.len, words, strlen(words)) != NULL;
    if (!said)
        print_error("%s\n  does not say '%s'\n", lines, words);
    assert_true(said);
    sl_arena_free(outcome.arena);
}

struct measured {
    const char *lines, *codes, *words;
};

static void
expect_all(const char *rules, const char *type, const struct measured *cases, size_t count)
{
    for (size_t at = 0; at < count; at++)
        expect_measured(rules, type, cases[at].lines, cases[at].codes, cases[at].words);
}

#define EXPECT_ALL(rules, type, cases)                                                             \
    expect_all(rules, type, cases, sizeof(cases) / sizeof(cases)[0])

static const struct measured near_and_far[] = {
    { "derive a = band(x, edges: [0, 250])", "", NULL },
    { "derive a = band(x, edges: [0, 249])", "E0323", "cut points" },
    { "derive a = 250 < x derive b = band(x, edges: [0])", "", NULL },
    { "derive a = 249 < x derive b = band(x, edges: [0])", "E0323 E0323", NULL },
    { "derive a = 5 < count_present(x, y)", "E0301", NULL },
    { "derive a = sign(x) derive b = band(x, edges: [249])", "E0323 E0323", NULL },
    { "derive a = sign(x) derive b = band(x, edges: [250])", "", NULL },
    { "derive a = round_down(x, to: 249)", "E0323", "steps of" },
    { "derive a = round_down(x, to: 250) derive b = band(x, edges: [1000])", "", NULL },
    { "derive a = round_down(x, to: 500) derive b = band(x, edges: [400])", "E0323 E0323",
      "steps and edges" },
    { "derive a = band(x, edges: [100]) derive b = round_down(x, to: 500)", "E0323 E0323",
      "steps and edges" },
    { "derive a = round_down(x, to: 500) derive b = band(x, edges: [250])", "", NULL },
    { "derive a = round_down(x, to: 500) derive b = band(x, edges: [-100])", "E0323 E0323", NULL },
    { "derive a = round_down(x, to: 500) derive b = round_to(x, to: 500)", "", NULL },
    { "derive a = round_down(x, to: 400) derive b = round_to(x, to: 400)", "E0323 E0323", NULL },
    { "derive a = round_down(x, to: 500) derive b = round_down(x, to: 600)", "E0323 E0323", NULL },
    { "derive a = round_down(x, to: 250) derive b = round_down(x, to: 500)", "", NULL },
    { "derive a = clamp(x, low: 0, high: 250)", "", NULL },
    { "derive a = clamp(x, low: 0, high: 100)", "E0323", NULL },
    { "derive a = band(x, edges: [100, 350]) derive b = x is 7", "", NULL },
    { "derive a = x is 7 derive b = band(x, edges: [100, 350])", "", NULL },
    { "derive a = band(x, edges: [0, 250.5, 500])", "E0323", NULL },
    { "derive a = band(x, edges: [0, 250.5, 501])", "", NULL },
    { "derive a = band(x, edges: [0.5, 900000000000000000])", "E0323", "too different in size" },
    { "derive a = band(x, edges: [0.00000001, 900000000000000000])", "E0323",
      "too different in size" },
    { "derive a = band(x, edges: [0.00000000000000001])", "E0323", "too different in size" },
    { "derive a = band(x, edges: [-450000000000000000, 0.5, 450000000000000000])", "", NULL },
    { "derive a = band(x, edges: [100]) "
      "derive b = band(x, edges: [99999999999999999999999])",
      "E0203", NULL },
    { "derive a = percent_band(x, of: y, edges: [0, 250])", "", NULL },
    { "derive a = percent_band(x, of: y, edges: [0, 250]) derive b = band(y, edges: [0])",
      "E0323 E0323", "something else than its size" },
    { "derive a = magnitude(x) derive b = band(x, edges: [0])", "E0323",
      "'magnitude' cuts the same column, too" },
};

static void
distances_of_cut_points(void **state)
{
    (void)state;
    EXPECT_ALL("may become internal by band at least 250 "
               "may become internal by comparison at least 250 and at most 9 "
               "may become internal by round_down at least 250 "
               "may become internal by round_to at least 250 "
               "may become internal by sign at least 250 "
               "may become internal by clamp at least 250 "
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
                                              "too different in size" } };
    EXPECT_ALL("may become internal by band at least 900000000000000000", "numeric", band);
    static const struct measured scaled[] = { { "derive a = band(x, edges: [0.01])", "E0323",
                                                "too different in size" } };
    EXPECT_ALL("may become internal by band at least 900000000000000000", "numeric", scaled);
    static const struct measured unreadable[] = { { "derive a = band(x, edges: [0])", "E0323",
                                                    "the bound is not a number" } };
    EXPECT_ALL("may become internal by band at least 99999999999999999999", "numeric", unreadable);
    static const struct measured places[] = {
        { "derive a = grid(x, y, km: 25)", "", NULL },
        { "derive a = grid(x, y, km: 5)", "E0323", "steps of" },
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
        { "derive a = interval_band(x, commit_time, edges: [0, 1], unit: months)", "E0323",
          "do not convert" },
        { "derive a = interval_band(x, commit_time, edges: [0, 900000000000000000], unit: days)",
          "E0323", NULL },
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
        { "derive a = interval_band(x, commit_time, edges: [0, 7], unit: days)", "E0323",
          "do not convert" },
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
          "E0323", "cut at fixed dates" },
        { "derive a = x < 2000-01-01 derive b = x < 2010-01-01", "", NULL },
        { "derive a = x < 2000-01-01 derive b = x < 2010-01-01 derive c = x < 2020-01-01",
          "E0323 E0323 E0323", "3 are told" },
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
      "4 are told" },
    { "derive a = x is 1 derive b = x is in [2, 3] derive c = x > 0", "E0323 E0323 E0323",
      "4 are told" },
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
    { "derive a = first(x, 2) derive b = last(x, 3)", "E0323 E0323", "5 are told" },
    { "derive a = first(x, 2, 9)", "E0202", NULL },
    { "derive a = initials(x)", "", NULL },
    { "derive a = initials(x) derive b = first(x, 1)", "E0323 E0323", NULL },
    { "derive a = ip_prefix(x, v4: 16, v6: 16)", "", NULL },
    { "derive a = ip_prefix(x, v4: 16, v6: 48)", "E0323", "48 are told" },
    { "derive a = ip_prefix(x, v4: 24, v6: 24)", "E0323", "24 are told" },
    { "derive a = ip_prefix(x, v4: 24, v6: 16)", "E0323", "24 are told" },
    { "derive a = count_present(x, y, x, y, x, y, x, y, x, y, x, y)", "E0301", NULL },
    { "derive a = one_of(x, allowed: [\"a\", \"b\"]) "
      "derive b = length_band(one_of(x, allowed: [\"c\"]), edges: [1])",
      "E0323 E0323", "3 are told" },
    { "derive a = bucket_of(x, using: k, of: 16)", "", NULL },
    { "derive a = bucket_of(x, using: k, of: 32)", "E0323", "more buckets" },
    { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 8)",
      "E0323 E0323", "another number of buckets" },
    { "derive a = bucket_of(x, using: k, of: 16) derive b = bucket_of(x, using: k, of: 16)", "",
      NULL },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\", \"2\"])", "", NULL },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\", \"b\"])", "", NULL },
    { "derive a = group(x, from: [\"a\", \"b\", \"c\"], to: [\"1\", \"2\", \"c\"])", "E0323",
      "the rule 'one_of'" },
    { "derive a = group(x, from: [\"a\"], to: [\"1\", \"2\"])", "E0205", NULL },
    { "derive a = group(x, from: [\"a\", \"b\"], to: [\"1\"])", "E0205", NULL },
    { "derive a = group(x, from: [\"a\"])", "E0202", NULL },
    { "derive a = group(x, to: [\"a\"])", "E0202", NULL },
    { "derive a = x < \"a\" derive b = group(x, from: [\"a\", \"b\", \"c\", \"d\"], "
      "to: [\"1\", \"2\", \"3\", \"4\"])",
      "E0207 E0301", NULL },
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
        { "derive a = x is yes derive b = x is no", "E0323 E0323", "2 are told" },
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

static void
rules_that_apply(void **state)
{
    (void)state;
    static const struct measured present[] = {
        { "derive a = present(x)", "", NULL },
        { "derive a = present(one_of(x, allowed: [\"ann\"]))", "E0301", NULL },
    };
    static const struct measured missing[] = { { "derive a = x is missing", "", NULL } };
    static const struct measured refused[] = { { "derive a = present(x)", "E0323", NULL } };
    EXPECT_ALL("may become internal by present until 2026-01-01", "text?", present);
    EXPECT_ALL("may become internal by count_present", "text?", missing);
    EXPECT_ALL("may become personal by present may become internal by present", "text?", present);
    EXPECT_ALL("may become internal by present may become personal by present", "text?", present);
    EXPECT_ALL("may become open by present", "text?", present);
    EXPECT_ALL("may become internal from personal by present", "text?", present);
    static const struct measured ended[] = { { "derive a = present(x)", "W0332 E0323",
                                               "its 'until' is past" } };
    EXPECT_ALL("may become internal by present until 2025-12-31", "text?", ended);
    EXPECT_ALL("may become open from internal by present", "text?", refused);
    static const struct measured faulty[] = { { "derive a = present(x)", "E0306 E0323", NULL } };
    EXPECT_ALL("may become open from open by present", "text?", faulty);
    static const struct measured unknown[] = { { "derive a = present(x)", "E0101 E0301", NULL } };
    EXPECT_ALL("may become nothing by present", "text?", unknown);
    static const struct measured columns[] = { { "derive a = x > y", "W0330", NULL } };
    EXPECT_ALL("may become internal by comparison", "numeric", columns);
    static const struct measured leaves[] = {
        { "derive a = present(x)", "", NULL },
        { "derive a = present(json_text(x, path: \"a\"))", "E0301", NULL },
        { "derive a = present(trim(json_text(x, path: \"a\") if missing \"\"))", "E0301", NULL },
    };
    EXPECT_ALL("may become internal by present", "jsonb", leaves);
    static const struct measured sealed[] = {
        { "derive a = email_domain(x)", "", NULL },
    };
    EXPECT_ALL("may become internal from personal by email_domain end\n"
               "key platform for decryption purpose \"p\" end\n"
               "table app.e column id bigint open key column x text personal m encrypted with "
               "platform as rails end\n"
               "release app.e to measured.e version 1 row key id = id derive a = email_domain(x)\n"
               "deleted rows send key updates send changes end category n owned by dpo",
               "text", sealed);
}

/* Every category's owner has a row, and the least lowered one counts. */
static void
several_categories(void **state)
{
    (void)state;
    static const char both[] =
        "category a1 owned by dpo may become personal by present end\n"
        "category b1 owned by dpo may become internal by present end\n"
        "table app.both column id bigint open key column x text? special a1 b1 end\n"
        "destination close clearance %s accepts a1, b1 purpose \"p\" owned by dpo end\n"
        "release app.both to close.both version 1 row key id = id derive a = present(x)\n"
        "deleted rows send key updates send changes end\n";
    char more[2048];
    (void)snprintf(more, sizeof more, both, "internal");
    expect(more, "keep kind", "E0301");
    (void)snprintf(more, sizeof more, both, "personal");
    expect(more, "keep kind", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_and_categories),
        cmocka_unit_test(functions_lower_only_what_they_read_directly),
        cmocka_unit_test(missing_values_tell_presence),
        cmocka_unit_test(presence_labels),
        cmocka_unit_test(from_limits_what_a_rule_lowers),
        cmocka_unit_test(bounds_hold_for_the_sum),
        cmocka_unit_test(distances_of_cut_points),
        cmocka_unit_test(distances_of_times),
        cmocka_unit_test(counts_of_what_is_told),
        cmocka_unit_test(rules_that_apply),
        cmocka_unit_test(several_categories),
        cmocka_unit_test(decisions),
        cmocka_unit_test(rows_and_filters),
        cmocka_unit_test(updates_tell_of_withheld_columns),
        cmocka_unit_test(positions_join_streams),
        cmocka_unit_test(positions_of_several_streams),
        cmocka_unit_test(declarations),
    };
    return cmocka_run_group_tests_name("labels", tests, NULL, NULL);
}
