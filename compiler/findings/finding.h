/* finding.h - what the compiler tells the author of a policy.
 *
 * Stages record findings and carry on; only main() prints them and decides the exit code. A finding
 * points at bytes of a source; lines, columns and the underlined excerpt are worked out when it is
 * printed. Findings quote policy text, never data: the compiler has none. */
#ifndef SLC_FINDING_H
#define SLC_FINDING_H

#include "arena.h"
#include "source/source.h"

enum slc_severity { SLC_ERROR, SLC_WARNING };

/* Every code, from findings.def: the severity and a line for the documentation. */
enum slc_code {
#define SLC_FINDING(code, severity, title) SLC_##code,
#include "findings/findings.def"
#undef SLC_FINDING
    SLC_NCODES
};

/* A line under the excerpt: "= note: …" or "= help: …" (help can be pasted). */
struct slc_remark {
    bool help;
    struct sl_str text;
    struct slc_remark *next;
};

/* What a tool may write in place of these bytes: only where nothing is left to choose. */
struct slc_fix {
    struct slc_span at; /* source NULL: none */
    struct sl_str text;
};

struct slc_finding {
    enum slc_code code;
    struct slc_span at;
    struct sl_str message;  /* lower case, no full stop */
    struct sl_str at_label; /* short text under the fault, may be empty */
    struct slc_span cause;  /* the other place that explains it; source NULL: none */
    struct sl_str cause_label;
    struct slc_remark *remarks, **remarks_end;
    struct slc_fix fix;
    unsigned number;          /* in the order found, for a stable order of printing */
    struct slc_finding *next; /* in the order found; printing sorts by place */
};

struct slc_findings {
    struct sl_arena *arena; /* owns every finding and its texts */
    struct slc_finding *first, **end;
    unsigned errors, warnings; /* also counts those beyond SLC_MAX_FINDINGS, which are not kept */
    struct slc_finding spare;  /* what slc_find() hands out beyond the maximum */
};

void slc_findings_init(struct slc_findings *findings, struct sl_arena *arena);

/* Records a finding; its severity follows from the code. Never NULL: beyond the maximum it returns
 * one that is not printed. Add a cause and remarks to what is returned; a cause whose span
 * has no source is left out. */
struct slc_finding *slc_find(struct slc_findings *findings, enum slc_code code, struct slc_span at,
                             const char *format, ...) SL_PRINTF(4, 5);

void slc_at_label(struct slc_findings *findings, struct slc_finding *finding, const char *format,
                  ...) SL_PRINTF(3, 4);
void slc_cause(struct slc_findings *findings, struct slc_finding *finding, struct slc_span at,
               const char *format, ...) SL_PRINTF(4, 5);
void slc_note(struct slc_findings *findings, struct slc_finding *finding, const char *format, ...)
    SL_PRINTF(3, 4);
void slc_help(struct slc_findings *findings, struct slc_finding *finding, const char *format, ...)
    SL_PRINTF(3, 4);

/* Notes that `text` in place of `at` mends it: help that a tool can apply. */
void slc_fix(struct slc_findings *findings, struct slc_finding *finding, struct slc_span at,
             struct sl_str text);

/* All that are kept, by file, place, code, and then in the order in which they were found. Lives in
 * the findings' arena. */
const struct slc_finding *const *slc_findings_sorted(struct slc_findings *findings,
                                                     unsigned *ret_count);

/* "E0301"; its title; what it means and what to do, as docs/findings.md has it. */
const char *slc_code_name(enum slc_code code);
enum slc_severity slc_code_severity(enum slc_code code);
const char *slc_code_title(enum slc_code code);
const char *slc_code_help(enum slc_code code);

#endif
