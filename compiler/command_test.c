#include "compile.h"
#include "stages.h"
#include "test_run.h"

enum { TODAY, FORMAT, COLOR };

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
telling_of(const struct slc_arguments *arguments, struct slc_telling *ret_telling)
{
    struct sl_err err;
    if (slc_telling_read(arguments->options[FORMAT], arguments->options[COLOR], stdout, "test",
                         ret_telling, &err) != 0)
        return slc_could_not_run(&err);
    return SLC_CLEAN;
}

static void
print_counts(const struct slc_tests_told *tests, unsigned warnings)
{
    printf("%d %s: %d passed, %d failed", tests->run, tests->run == 1 ? "test" : "tests",
           tests->run - tests->failed, tests->failed);
    printf(warnings > 0 ? ", beside %u warnings\n" : "\n", warnings);
}

static enum slc_exit
run_tests(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_telling telling;
    unsigned warnings = program->findings->warnings;
    if (telling_of(arguments, &telling) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    if (telling.format == SLC_FORMAT_TEXT) /* the checker's warnings stand above */
        slc_findings_init(program->findings, program->arena);
    struct slc_test_counts counts = slc_run_tests(program, slc_lower(program));
    if (counts.run == 0)
        report_no_test(program);
    const struct slc_tests_told tests = { .run = counts.run, .failed = counts.failed };
    slc_tell(program->findings, &telling, &tests);
    if (telling.format == SLC_FORMAT_TEXT)
        print_counts(&tests, warnings);
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_telling telling;
    if (telling_of(arguments, &telling) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    return slc_compile_telling(arguments, arguments->options[TODAY], &telling, NULL, run_tests);
}

const struct slc_command slc_command_test = {
    .name = "test",
    .summary = "run the tests that stand in the policies",
    .synopsis = "PATH… [--today DATE] [--format text|json|sarif] [--color auto|always|never]",
    .description =
        "Runs every test of the policies. Each column that a test does not give is filled with a\n"
        "canary, a value that looks like nothing else; a test fails when the canary of a column\n"
        "that is not released shows in the record, for a withheld column when four characters of\n"
        "it do. So even a test of one line checks every withheld column.\n"
        "\n"
        "Exit code: 0 all passed, 1 one failed or there is no test, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
    },
    .needs_path = true,
    .run = run,
};
