#include "labelled.h"

#include "maxima.h"
#include "stages.h"
#include "syntax/ast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* 2026-01-01 */
enum { TODAY = 20454 };

const char vocabulary[] = "policy language 1\n"
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

const char persons_table[] = "table app.persons\n"
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

void
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

void
expect(const char *more, const char *lines, const char *codes)
{
    char text[16384];
    (void)snprintf(text, sizeof text,
                   "%s%s%s release app.persons to lake.persons version 1\n"
                   "row key ref = pseudonym(id, using: link)\n%s\n"
                   "deleted rows send key\nupdates send changes\nend\n",
                   vocabulary, persons_table, more, lines);
    expect_text(text, codes, lines);
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

void
expect_all(const char *rules, const char *type, const struct measured *cases, size_t count)
{
    for (size_t at = 0; at < count; at++)
        expect_measured(rules, type, cases[at].lines, cases[at].codes, cases[at].words);
}
