#include "cli/compile.h"
#include "database/drift.h"
#include "database/migration.h"

enum { TODAY, FORMAT, COLOR, AGAINST, MIGRATION };

static int
compare(const struct slc_arguments *arguments, struct slc_program *program, struct sl_err *reterr)
{
    const char *conninfo = arguments->options[AGAINST], *migration = arguments->options[MIGRATION];
    return migration != NULL ? slc_check_migration(program, conninfo, migration, reterr)
                             : slc_check_database(program, conninfo, reterr);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_report_form form = { .to = stdout, .command = "check" };
    struct sl_err err;
    if (slc_report_form_read(arguments->options[FORMAT], arguments->options[COLOR], &form, &err) !=
        0)
        return slc_could_not_run(&err);
    if (arguments->options[MIGRATION] != NULL && arguments->options[AGAINST] == NULL) {
        (void)sl_fail(&err, SL_CONFIG, "--migration needs a database to try it in");
        (void)sl_remedy(&err, "add --against-db CONNINFO");
        return slc_could_not_run(&err);
    }
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
    .synopsis = "PATH… [--against-db CONNINFO [--migration FILE]] [--today DATE] [--format text|json|sarif] [--color auto|always|never]",
    .description =
        "Reads every PATH, a .policy file or a folder of them, with what they use, and checks that\n"
        "nothing leaves with a label that its destination may not hold, that every column is\n"
        "accounted for, and that no decision has expired. All findings come in one run, by place.\n"
        "\n"
        "With --against-db the policies' tables are also compared with those of a live PostgreSQL, 14\n"
        "to 18, in both directions: columns, types, what may be missing, keys, replica identity.\n"
        "CONNINFO is libpq's; a password comes from PGPASSWORD or ~/.pgpass. No row is read.\n"
        "\n"
        "With --migration the statements of FILE are tried there first, as CONNINFO's role, in one\n"
        "transaction that is never committed, whatever stands in FILE: BEGIN and COMMIT do nothing. It\n"
        "waits a second for a lock, and takes 20 seconds at most; locks are held as long. Found are\n"
        "statements that PostgreSQL refuses, tables that leave their publication, tables whose rows\n"
        "could not be changed any more, and what the policies then have to say.\n"
        "\n"
        "A PATH of - is standard input. Releases are taken from the files named here, not from\n"
        "those that they use. Exit code: 0 no error (there may be warnings), 1 errors, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
        [AGAINST] = { "--against-db", "CONNINFO", "also compare the tables with a live database's" },
        [MIGRATION] = { "--migration", "FILE", "try these statements first, and undo them" },
    },
    .needs_path = true,
    .run = run,
};
