/* report.h - findings as --format and --color ask: for people at a terminal, or for programs. */
#ifndef SLC_REPORT_H
#define SLC_REPORT_H

#include "err.h"
#include "findings/finding.h"
#include "findings/test_totals.h"

#include <stdio.h>

enum slc_report_format { SLC_FORMAT_TEXT, SLC_FORMAT_JSON, SLC_FORMAT_SARIF };

struct slc_report_form {
    FILE *to;
    enum slc_report_format format;
    bool colour;         /* of TEXT */
    const char *command; /* "check": JSON says which command found it */
};

/* The help lines of the two options that every command with findings has. */
#define SLC_FORMAT_OPTION                                                                          \
    {                                                                                              \
        "--format", "text|json|sarif",                                                             \
            "for people, or for programs: JSON, or SARIF 2.1.0 as forges and editors read it"      \
    }
#define SLC_COLOR_OPTION                                                                           \
    {                                                                                              \
        "--color", "auto|always|never", "colours: on a terminal (auto), always, or never"          \
    }

/* The format and the colours of a form whose `to` and `command` are set, from what --format and
 * --color were given, NULL for not. Without --color a terminal gets colours unless NO_COLOR is set
 * or TERM is dumb. -1 and *reterr (class CONFIG) for other words. */
SL_MUST_USE int slc_report_form_read(const char *format, const char *colour,
                                     struct slc_report_form *form, struct sl_err *reterr);

/* Whether --color's word, NULL for none, asks for colours on the stream. -1 and *reterr as above. */
SL_MUST_USE int slc_report_colour_read(const char *colour, FILE *to, bool *ret_colour,
                                       struct sl_err *reterr);

/* Prints all findings. `tests`, NULL for none, is what a run of tests adds to JSON and SARIF. */
void slc_report_findings(struct slc_findings *findings, const struct slc_report_form *form,
                         const struct slc_test_totals *tests);

#endif
