/* compile.h - the way of every command that reads policies: read, check, report, and then do its own. */
#ifndef SLC_COMPILE_H
#define SLC_COMPILE_H

#include "cli/check.h"
#include "cli/command.h"
#include "findings/report.h"

#include <stdio.h>

/* What a command does with a program without errors; warnings have been printed. */
typedef enum slc_exit slc_then(const struct slc_arguments *arguments, struct slc_program *program);

/* Further checks, before any finding is reported: adds to the program's findings. -1 and *reterr when they
 * could not run. */
typedef int slc_also(const struct slc_arguments *arguments, struct slc_program *program,
                     struct sl_err *reterr);

/* What a command asks for beside its paths. */
struct slc_compiling {
    const char *today;                  /* --today; NULL: not given */
    const struct slc_report_form *form; /* as --format and --color ask */
    slc_also *also;                     /* NULL: none */
    bool refused_too;                   /* labels are not checked: what they would refuse goes on */
    bool faults_stop;                   /* an error means that the command could not run */
    slc_then *then;                     /* NULL: nothing more */
};

/* Reads the paths, checks them, reports the findings, and goes on with `then` when there was no error. As
 * JSON and SARIF, which are one document, findings without an error are left to `then`: it reports them
 * beside its own. */
enum slc_exit slc_compile_reporting(const struct slc_arguments *arguments,
                                    const struct slc_compiling *compiling);

/* The same, with the findings as text to `to`. */
enum slc_exit slc_compile(const struct slc_arguments *arguments, const char *today, FILE *to,
                          slc_then *then);

#endif
