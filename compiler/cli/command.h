/* command.h - the commands of `sluice`, and what each is given.
 *
 * A command is one file, command_NAME.c, with one struct slc_command, listed in commands.def. Its
 * options are read, explained and checked here from its table: a command never sees a wrong one.
 * Only commands print; what they print on standard output is their product, everything else goes
 * to standard error. */
#ifndef SLC_COMMAND_H
#define SLC_COMMAND_H

#include "completion.h"
#include "syntax/ast.h"

/* What a command says about its run; `diff` has codes of its own beside these (diff.h). */
enum slc_exit {
    SLC_CLEAN = 0,         /* it did what was asked, and found nothing */
    SLC_FOUND = 1,         /* it found something: faults, differences, failing tests */
    SLC_COULD_NOT_RUN = 2, /* wrong usage, or something could not be read or written */
};

enum { SLC_MAX_OPTIONS = 10 }; /* the last is empty */

struct slc_arguments {
    const char *program; /* argv[0], for a command that starts others */
    /* By position in the command's table: NULL when not given; "" for one that takes no value. */
    const char *options[SLC_MAX_OPTIONS];
    int npaths;
    const char *const *paths; /* what is no option, in order */
};

struct slc_command {
    const char *name;
    const char *summary;     /* a line for `sluice --help` */
    const char *synopsis;    /* "PATH… [--today DATE]" */
    const char *description; /* paragraphs for `sluice NAME --help`, each ending in a newline */
    struct sl_option options[SLC_MAX_OPTIONS];
    bool needs_path; /* without a PATH it could not run */
    enum slc_exit (*run)(const struct slc_arguments *arguments);
};

#define SLC_COMMAND(name) extern const struct slc_command slc_command_##name;
#include "cli/commands.def"
#undef SLC_COMMAND

/* All, in the order of the help. */
enum {
#define SLC_COMMAND(name) SLC_COMMAND_##name,
#include "cli/commands.def"
#undef SLC_COMMAND
    SLC_NCOMMANDS
};
extern const struct slc_command *const slc_commands[SLC_NCOMMANDS];

/* Says on standard error that something could not be done, and what to do about it. */
enum slc_exit slc_could_not_run(const struct sl_err *err);

#endif
