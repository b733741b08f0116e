#include "cli/compile.h"
#include "database/risk.h"
#include "maxima.h"
#include "stages.h"

enum { AGAINST, TODAY, FORMAT, COLOR };

static enum slc_exit
read_form(const struct slc_arguments *arguments, struct slc_report_form *ret_form)
{
    struct sl_err err;
    *ret_form = (struct slc_report_form) { .to = stdout, .command = "risk" };
    if (slc_report_form_read(arguments->options[FORMAT], arguments->options[COLOR], ret_form,
                             &err) != 0)
        return slc_could_not_run(&err);
    return SLC_CLEAN;
}

static enum slc_exit
print_queries(struct slc_program *program)
{
    struct sl_buf out;
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    slc_print_risks(program, slc_lower(program), &out);
    fwrite(out.bytes, 1, out.len, stdout);
    sl_buf_done(&out);
    return SLC_CLEAN;
}

static enum slc_exit
count(const char *conninfo, struct slc_program *program, const struct slc_report_form *form)
{
    struct sl_buf out;
    struct sl_err err;
    if (form->format == SLC_FORMAT_TEXT) /* the checker's warnings stand above */
        slc_findings_init(program->findings, program->arena);
    sl_buf_init(&out, SLC_MAX_OUTPUT_BYTES);
    int failed = slc_check_risks(program, slc_lower(program), conninfo, &out, &err);
    if (failed == 0) {
        slc_report_findings(program->findings, form, NULL);
        if (form->format == SLC_FORMAT_TEXT)
            fwrite(out.bytes, 1, out.len, stdout);
    }
    sl_buf_done(&out);
    if (failed != 0)
        return slc_could_not_run(&err);
    return program->findings->errors > 0 ? SLC_FOUND : SLC_CLEAN;
}

/* Policies without a risk check ask for nothing: that is no pass. */
static enum slc_exit
run_risks(const struct slc_arguments *arguments, struct slc_program *program)
{
    struct slc_report_form form;
    struct sl_err err;
    if (read_form(arguments, &form) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    if (program->risks == NULL) {
        (void)sl_fail(&err, SL_CONFIG, "the policies have no risk check");
        (void)sl_remedy(&err, "risk check DESTINATION.STREAM identifying … at least 5 people alike "
                              "end");
        return slc_could_not_run(&err);
    }
    const char *conninfo = arguments->options[AGAINST];
    return conninfo == NULL ? print_queries(program) : count(conninfo, program, &form);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_report_form form;
    if (read_form(arguments, &form) != SLC_CLEAN)
        return SLC_COULD_NOT_RUN;
    const struct slc_compiling compiling = { .today = arguments->options[TODAY],
                                             .form = &form,
                                             .then = run_risks };
    return slc_compile_reporting(arguments, &compiling);
}

const struct slc_command slc_command_risk = {
    .name = "risk",
    .summary = "count how many people share what is released of them",
    .synopsis = "PATH… [--against-db CONNINFO] [--today DATE] [--format text|json|sarif] "
                "[--color auto|always|never]",
    .description =
        "For each `risk check` of the policies: how many groups of people the identifying fields make,\n"
        "and whether the smallest has as many people as the check asks for, with as many different\n"
        "values of the sensitive fields. The fields are worked out in PostgreSQL by the release's own\n"
        "expressions as of now, and only counts leave the database.\n"
        "\n"
        "Without --against-db the queries are printed, for somebody who may read the tables. CONNINFO\n"
        "is libpq's; a password comes from PGPASSWORD or ~/.pgpass.\n"
        "\n"
        "Exit code: 0 every group is large enough, 1 one is not, 2 could not run, or no check to run.\n",
    .options = {
        [AGAINST] = { "--against-db", "CONNINFO", "count in this database" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
    },
    .needs_path = true,
    .run = run,
};
