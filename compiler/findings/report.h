/* report.h - to whom findings are told: people at a terminal, or programs. */
#ifndef SLC_REPORT_H
#define SLC_REPORT_H

#include "err.h"
#include "findings/finding.h"

#include <stdio.h>

enum slc_format { SLC_FORMAT_TEXT, SLC_FORMAT_JSON, SLC_FORMAT_SARIF };

struct slc_telling {
    FILE *to;
    enum slc_format format;
    bool colour;         /* of TEXT */
    const char *command; /* "check": JSON says which command found it */
};

/* The help lines of the two options that every telling command has. */
#define SLC_FORMAT_OPTION                                                                          \
    {                                                                                              \
        "--format", "text|json|sarif",                                                             \
            "for people, or for programs: JSON, or SARIF 2.1.0 as forges and editors read it"      \
    }
#define SLC_COLOR_OPTION                                                                           \
    {                                                                                              \
        "--color", "auto|always|never", "colours: on a terminal (auto), always, or never"          \
    }

/* From what --format and --color were given, NULL for not. Without --color a terminal gets colours
 * unless NO_COLOR is set or TERM is dumb. -1 and *reterr (class CONFIG) for other words. */
SL_MUST_USE int slc_telling_read(const char *format, const char *colour, FILE *to,
                                 const char *command, struct slc_telling *ret_telling,
                                 struct sl_err *reterr);

/* Whether --color's word, NULL for none, asks for colours on the stream. -1 and *reterr as above. */
SL_MUST_USE int slc_colour_read(const char *colour, FILE *to, bool *ret_colour,
                                struct sl_err *reterr);

/* Prints all findings. `tests`, NULL for none, is what a run of tests adds to JSON and SARIF. */
struct slc_tests_told {
    int run, failed;
    bool covered;             /* lines and gaps were counted */
    int coverable, uncovered; /* what --coverage counts */
};
void slc_tell(struct slc_findings *findings, const struct slc_telling *telling,
              const struct slc_tests_told *tests);

#endif
