#include "compile.h"
#include "finding_print.h"
#include "stages.h"
#include "test_run.h"

enum { TODAY };

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

static enum slc_exit
run_tests(const struct slc_arguments *arguments, struct slc_program *program)
{
    (void)arguments;
    unsigned warnings = program->findings->warnings;
    slc_findings_init(program->findings, program->arena);
    struct slc_test_counts counts = slc_run_tests(program, slc_lower(program));
    if (counts.run == 0)
        report_no_test(program);
    slc_findings_print(program->findings, stdout, slc_wants_colour(stdout));
    printf("%d %s: %d passed, %d failed", counts.run, counts.run == 1 ? "test" : "tests",
           counts.run - counts.failed, counts.failed);
    printf(warnings > 0 ? ", beside %u warnings\n" : "\n", warnings);
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    return slc_compile(arguments, arguments->options[TODAY], stdout, run_tests);
}

const struct slc_command slc_command_test = {
    .name = "test",
    .summary = "run the tests that stand in the policies",
    .synopsis = "PATH… [--today DATE]",
    .description =
        "Runs every test of the policies. Each column that a test does not give is filled with a\n"
        "canary, a value that looks like nothing else; a test fails when the canary of a column\n"
        "that is not released shows in the record, for a withheld column when four characters of\n"
        "it do. So even a test of one line checks every withheld column.\n"
        "\n"
        "Exit code: 0 all passed, 1 one failed or there is no test, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
