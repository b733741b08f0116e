#include "cli/compile.h"
#include "database/drift.h"

enum { TODAY, FORMAT, COLOR, AGAINST };

static int
compare(const struct slc_arguments *arguments, struct slc_program *program, struct sl_err *reterr)
{
    return slc_check_database(program, arguments->options[AGAINST], reterr);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_report_form form = { .to = stdout, .command = "check" };
    struct sl_err err;
    if (slc_report_form_read(arguments->options[FORMAT], arguments->options[COLOR], &form, &err) !=
        0)
        return slc_could_not_run(&err);
    const struct slc_compiling compiling = {
        .today = arguments->options[TODAY],
        .form = &form,
        .also = arguments->options[AGAINST] != NULL ? compare : NULL,
    };
    return slc_compile_reporting(arguments, &compiling);
}

const struct slc_command slc_command_check = {
    .name = "check",
    .summary = "read policies and tell everything that is wrong with them",
    .synopsis = "PATH… [--against-db CONNINFO] [--today DATE] [--format text|json|sarif] [--color auto|always|never]",
    .description =
        "Reads every PATH, a .policy file or a folder of them, with what they use, and checks that\n"
        "nothing leaves with a label that its destination may not hold, that every column is\n"
        "accounted for, and that no decision has expired. All findings come in one run, by place.\n"
        "\n"
        "With --against-db the policies' tables are also compared with those of a live PostgreSQL, 14\n"
        "to 18, in both directions: columns, types, what may be missing, keys, replica identity.\n"
        "CONNINFO is libpq's; a password comes from PGPASSWORD or ~/.pgpass. No row is read.\n"
        "\n"
        "A PATH of - is standard input. Releases are taken from the files named here, not from\n"
        "those that they use. Exit code: 0 no error (there may be warnings), 1 errors, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
        [AGAINST] = { "--against-db", "CONNINFO", "also compare the tables with a live database's" },
    },
    .needs_path = true,
    .run = run,
};
