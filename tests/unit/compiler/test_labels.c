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
    expect("", "disclose p = lower(pin) from secret who as internal" DECIDED("dpo"), "E0304");
}

static void
functions_lower_only_what_they_read_directly(void **state)
{
    (void)state;
    expect("", "derive x = one_of(email, allowed: [\"a\", \"b\"])", "");
    expect("", "derive x = present(one_of(balance, allowed: [7]))", "E0301");
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
        cmocka_unit_test(decisions),
        cmocka_unit_test(rows_and_filters),
        cmocka_unit_test(updates_tell_of_withheld_columns),
        cmocka_unit_test(positions_join_streams),
        cmocka_unit_test(declarations),
    };
    return cmocka_run_group_tests_name("labels", tests, NULL, NULL);
}
