#include "cli/compile.h"
#include "eval/eval_lines.h"
#include "stages.h"

enum { RELEASE, KEYS, TODAY };

static enum slc_exit
report_no_release(const struct slc_ir *ir, const char *name)
{
    struct sl_err err;
    struct sl_buf names;
    sl_buf_init(&names, sizeof err.remedy);
    for (uint32_t at = 0; at < ir->nreleases; at++)
        sl_buf_printf(&names, "%s%.*s", at > 0 ? ", " : "", SL_FMT(ir->releases[at].name));
    (void)sl_fail(&err, SL_CONFIG, "%s%s",
                  name == NULL ? "eval needs --release NAME" : "there is no release ",
                  name == NULL ? "" : name);
    (void)sl_remedy(&err, "the releases are: %.*s", SL_FMT(sl_buf_str(&names)));
    sl_buf_done(&names);
    return slc_could_not_run(&err);
}

static enum slc_exit
eval(const struct slc_arguments *arguments, struct slc_program *program)
{
    const char *name = arguments->options[RELEASE];
    const struct slc_ir *ir = slc_lower(program);
    const struct slc_ir_release *release =
        name == NULL ? NULL : slc_ir_release_named(ir, sl_str_of(name));
    struct slc_key_bytes *keys;
    struct sl_err err;
    if (release == NULL)
        return report_no_release(ir, name);
    if (slc_eval_keys(program->arena, release, arguments->options[KEYS], &keys, &err) < 0)
        return slc_could_not_run(&err);
    const struct slc_line_files files = { stdin, stdout, stderr };
    int at_fault = slc_eval_lines(release, keys, &files, &err);
    if (at_fault < 0)
        return slc_could_not_run(&err);
    return at_fault > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    return slc_compile(arguments, arguments->options[TODAY], stderr, eval);
}

const struct slc_command slc_command_eval = {
    .name = "eval",
    .summary = "rows as JSON lines in, records as they would leave out",
    .synopsis = "PATH… --release NAME [--keys DIR] [--today DATE]",
    .description =
        "Reads rows from standard input, one JSON object a line: column and value. Null is missing,\n"
        "{\"unchanged\": true} a value that an update did not carry. Numbers keep all their digits, as\n"
        "numbers or as strings; dates, times, uuid and bytea are strings. When the row was changed is\n"
        "given as commit_time, or as _commit_time where the table has a column of the first name; it has\n"
        "to be given where the release reads it.\n"
        "Writes the record of each row that the release lets through. What is wrong with a line is\n"
        "told on standard error by its number and the column's name, never with the value.\n"
        "\n"
        "Exit code: 0 all lines were read, 1 some were at fault, 2 could not run.\n",
    .options = {
        [RELEASE] = { "--release", "NAME", "the release, as lake.customers" },
        [KEYS] = { "--keys", "DIR", "a folder with a file of key material for each key; else the keys of tests" },
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
    },
    .needs_path = true,
    .run = run,
};
