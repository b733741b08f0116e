#include "cli/compile.h"
#include "database/drift.h"
#include "database/migration.h"
#include "emit/sql/setup_parts.h"

#include <stdlib.h>

enum { TODAY, FORMAT, COLOR, AGAINST, MIGRATION, PUBLICATION, READER, SECONDS };

/* 0: it is no number of seconds that a trial may take. */
static uint32_t
read_seconds(const char *text)
{
    char *end;
    if (text == NULL)
        return SLC_TRIAL_SECONDS;
    const unsigned long seconds = strtoul(text, &end, 10);
    const bool is_number = text[0] >= '0' && text[0] <= '9' && *end == '\0';
    return is_number && seconds >= SLC_LEAST_TRIAL_SECONDS && seconds <= SLC_MOST_TRIAL_SECONDS
               ? (uint32_t)seconds
               : 0;
}

static const char *
or_else(const char *given, const char *otherwise)
{
    return given != NULL ? given : otherwise;
}

static int
compare(const struct slc_arguments *arguments, struct slc_program *program, struct sl_err *reterr)
{
    const struct slc_migration_options options = {
        .conninfo = arguments->options[AGAINST],
        .path = arguments->options[MIGRATION],
        .publication = or_else(arguments->options[PUBLICATION], SLC_DEFAULT_PUBLICATION),
        .reader = or_else(arguments->options[READER], SLC_DEFAULT_READER),
        .seconds = read_seconds(arguments->options[SECONDS]),
    };
    return options.path != NULL ? slc_check_migration(program, &options, reterr)
                                : slc_check_database(program, options.conninfo, reterr);
}

static int
check_options(const struct slc_arguments *arguments, struct sl_err *reterr)
{
    if (arguments->options[MIGRATION] != NULL && arguments->options[AGAINST] == NULL) {
        (void)sl_fail(reterr, SL_CONFIG, "--migration needs a database to try it in");
        return sl_remedy(reterr, "add --against-db CONNINFO");
    }
    if (read_seconds(arguments->options[SECONDS]) != 0)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "--seconds is not a number of seconds for a trial");
    return sl_remedy(reterr, "give a number from %d to %d", SLC_LEAST_TRIAL_SECONDS,
                     SLC_MOST_TRIAL_SECONDS);
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_report_form form = { .to = stdout, .command = "check" };
    struct sl_err err;
    if (slc_report_form_read(arguments->options[FORMAT], arguments->options[COLOR], &form, &err) !=
            0 ||
        check_options(arguments, &err) != 0)
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
    .synopsis = "PATH… [--against-db CONNINFO [--migration FILE [--publication NAME] [--reader ROLE] [--seconds NUMBER]]] [--today DATE] [--format text|json|sarif] [--color auto|always|never]",
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
        "transaction that is never committed, whatever stands in FILE. Savepoints take the place of\n"
        "FILE's own transactions: what it rolls back is undone, and what is deferred to a COMMIT is\n"
        "judged there. The trial waits a second for a lock, and takes 20 seconds or what --seconds\n"
        "says; locks are held as long. Found are statements that PostgreSQL refuses, tables that leave\n"
        "the publication, tables whose rows could not be changed any more, what hides rows from the\n"
        "reader, and what the policies then have to say.\n"
        "\n"
        "A PATH of - is standard input. Releases are taken from the files named here, not from\n"
        "those that they use. Exit code: 0 no error (there may be warnings), 1 errors, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
        [AGAINST] = { "--against-db", "CONNINFO", "also compare the tables with a live database's" },
        [MIGRATION] = { "--migration", "FILE", "try these statements first, and undo them" },
        [PUBLICATION] = { "--publication", "NAME", "the pusher's publication, for a trial; else sluice" },
        [READER] = { "--reader", "ROLE", "the role that reads rows, for a trial; else sluice_reader" },
        [SECONDS] = { "--seconds", "NUMBER", "how long a trial may take; else 20" },
    },
    .needs_path = true,
    .run = run,
};
