#include "compile.h"

enum { TODAY, FORMAT, COLOR };

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct slc_telling telling;
    struct sl_err err;
    if (slc_telling_read(arguments->options[FORMAT], arguments->options[COLOR], stdout, "check",
                         &telling, &err) != 0)
        return slc_could_not_run(&err);
    return slc_compile_telling(arguments, arguments->options[TODAY], &telling, NULL);
}

const struct slc_command slc_command_check = {
    .name = "check",
    .summary = "read policies and tell everything that is wrong with them",
    .synopsis = "PATH… [--today DATE] [--format text|json|sarif] [--color auto|always|never]",
    .description =
        "Reads every PATH, a .policy file or a folder of them, with what they use, and checks that\n"
        "nothing leaves with a label that its destination may not hold, that every column is\n"
        "accounted for, and that no decision has expired. All findings come in one run, by place.\n"
        "\n"
        "A PATH of - is standard input. Releases are taken from the files named here, not from\n"
        "those that they use. Exit code: 0 no error (there may be warnings), 1 errors, 2 could not run.\n",
    .options = {
        [TODAY] = { "--today", "DATE", "the day on which decisions are judged; else SOURCE_DATE_EPOCH, else today" },
        [FORMAT] = SLC_FORMAT_OPTION,
        [COLOR] = SLC_COLOR_OPTION,
    },
    .needs_path = true,
    .run = run,
};
