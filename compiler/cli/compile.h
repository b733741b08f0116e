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

/* Reads the paths, checks them on the day `today` (--today, or NULL), prints the findings to `to`,
 * and goes on with `then` (NULL: nothing more) when there was no error. */
enum slc_exit slc_compile(const struct slc_arguments *arguments, const char *today, FILE *to,
                          slc_then *then);

/* The same, reported as --format and --color ask, with `also` (NULL: none). As JSON and SARIF, which
 * are one document, findings without an error are left to `then`: it reports them beside its own. */
enum slc_exit slc_compile_reporting(const struct slc_arguments *arguments, const char *today,
                                    const struct slc_report_form *form, slc_also *also,
                                    slc_then *then);

#endif
