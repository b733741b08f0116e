#include "cli/building.h"
#include "cli/compile.h"
#include "cli/compiled.h"
#include "eval/run_tests.h"
#include "plural.h"
#include "stages.h"

enum { TODAY, FORMAT, COLOR, COVERAGE, COMPILED, HEADERS, ARCHIVE };

/* A suite without a test proves nothing: that is a failure, not a pass. */
static void
report_no_test(struct slc_program *program)
{
    const struct slc_span nowhere = { NULL, 0, 0 };
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0525, nowhere, "there is no test to run");
    slc_help(program->findings, finding,
             "test \"what holds\" on DESTINATION.STREAM given … expect … end");
}

/* Telling as this command was asked to. */
static enum slc_exit
read_form(const struct slc_arguments *arguments, struct slc_report_form *ret_form)
{
    struct sl_err err;
    *ret_form = (struct slc_report_form) { .to = stdout, .command = "test" };
    if (slc_report_form_read(arguments->options[FORMAT], arguments->options[COLOR], ret_form,
                             &err) != 0)
        return slc_could_not_run(&err);
    return SLC_CLEAN;
}

static void
print_counts(const struct slc_test_totals *tests, unsigned warnings)
{
    printf("%d test%s: %d passed, %d failed", tests->run, sl_plural((uint64_t)tests->run),
           tests->run - tests->failed, tests->failed);
    if (warnings > 0)
        printf(", beside %u warning%s", warnings, sl_plural(warnings));
    putchar('\n');
    if (tests->covered)
        printf("coverage: %d of %d case%s\n", tests->coverable - tests->uncovered, tests->coverable,
               sl_plural((uint64_t)tests->coverable));
}

static void
look_at_coverage(const struct slc_coverage *coverage, const struct slc_program *program,
                 struct slc_test_totals *ret_tests)
{
    if (coverage == NULL)
        return;
    struct slc_coverage_counts counts = slc_coverage_report(coverage, program);
    ret_tests->covered = true;
    ret_tests->coverable = counts.cases;
    ret_tests->uncovered = counts.cases - counts.seen;
}

/* Nothing differs between evaluator and compiled C, or standard error says what does. */
static enum slc_exit
compare_compiled(const struct slc_arguments *arguments, const struct slc_ir *ir,
                 const struct slc_replay *replay, bool text)
{
    struct slc_link link = { .output = NULL };
    struct slc_compiled_counts counts;
    struct sl_err err;
    if (slc_link_configure(&link, replay->arena, arguments->options[HEADERS],
                           arguments->options[ARCHIVE], &err) != 0 ||
        slc_compiled_compare(ir, replay, link, &counts, &err) != 0)
        return slc_could_not_run(&err);
    if (text)
        printf("compiled: %d row%s the same, %d different, %d not tried\n", counts.same,
               sl_plural((uint64_t)counts.same), counts.different, counts.not_replayed);
    return counts.different > 0 || counts.not_replayed > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run_tests(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_report_form form;
    unsigned warnings = program->findings->warnings;
    if (read_form(arguments, &form) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    if (form.format == SLC_FORMAT_TEXT) /* the checker's warnings stand above */
        slc_findings_init(program->findings, program->arena);
    const struct slc_ir *ir = slc_lower(program);
    struct slc_coverage *coverage =
        arguments->options[COVERAGE] != NULL ? slc_coverage_new(program->arena, ir) : NULL;
    struct slc_replay replay;
    bool compiled = arguments->options[COMPILED] != NULL;
    slc_replay_init(&replay, program->arena);
    const struct slc_test_watch watch = { coverage, compiled ? &replay : NULL };
    struct slc_test_counts counts = slc_run_tests(program, ir, watch);
    if (counts.run == 0)
        report_no_test(program);
    struct slc_test_totals tests = { .run = counts.run, .failed = counts.failed };
    look_at_coverage(coverage, program, &tests);
    slc_report_findings(program->findings, &form, &tests);
    if (form.format == SLC_FORMAT_TEXT)
        print_counts(&tests, warnings);
    enum slc_exit result = SLC_CLEAN;
    if (compiled && replay.count > 0)
        result = compare_compiled(arguments, ir, &replay, form.format == SLC_FORMAT_TEXT);
    if (result != SLC_CLEAN)
        return result;
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_report_form form;
    if (read_form(arguments, &form) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    const struct slc_compiling compiling = { .today = arguments->options[TODAY],
                                             .form = &form,
                                             .then = run_tests };
    return slc_compile_reporting(arguments, &compiling);
}

const struct slc_command slc_command_test = {
    .name = "test",
    .summary = "run the tests that stand in the policies",
    .synopsis = "PATH… [--coverage] [--compiled [--headers DIR[:DIR…]] [--archive FILE]] [--today DATE] [--format text|json|sarif] [--color auto|always|never]",
    .description =
        "Runs every test of the policies. Each column that a test does not give is filled with a\n"
        "canary, a value that looks like nothing else; a test fails when the canary of a column\n"
        "that is not released shows in the record, for a withheld column when four characters of\n"
        "it do. So even a test of one line checks every withheld column.\n"
        "\n"
        "With --coverage, every derived field should be expected with a value, where a column that\n"
        "it reads is missing, and in each arm of its choice; every filter should let a row through\n"
        "and reject one. What no test has is a warning, and changes no exit code.\n"
        "\n"
        "With --compiled, the rows of all tests also go through the C that the policies become,\n"
        "compiled and linked as `sluice build` does it, and each record must be the same, byte for\n"
        "byte.\n"
        "\n"
        "Exit code: 0 all passed, 1 one failed or there is no test, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
        [COVERAGE] = { "--coverage", NULL, "also tell which cases of which lines no test has" },
        [COMPILED] = { "--compiled", NULL, "also run the rows through compiled C, and compare" },
        [HEADERS] = SLC_HEADERS_OPTION,
        [ARCHIVE] = SLC_ARCHIVE_OPTION,
    },
    .needs_path = true,
    .run = run,
};
