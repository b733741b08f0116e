/* report_parts.h - between the files that write REPORT.md; nothing else includes it. */
#ifndef SLC_REPORT_PARTS_H
#define SLC_REPORT_PARTS_H

#include "buf.h"
#include "ir/ir.h"

struct slc_report {
    struct sl_buf *out;
    const struct slc_ir *ir;
    const struct slc_ir_release *release; /* being written */
};

/* What each function and operator of the expression does, and what the receiver learns of it: one
 * sentence each, every one once. */
void slc_report_learns(const struct slc_report *report, const struct slc_ir_expr *expr);

/* " (Finance Director, shared.policy:24, until 2027-06-30)" */
void slc_report_rule(const struct slc_report *report, const struct slc_ir_rule *rule);
void slc_report_decision(const struct slc_report *report, const struct slc_ir_decision *decision);

/* The sections of one release. */
void slc_report_fields(const struct slc_report *report);
void slc_report_withheld(const struct slc_report *report);
void slc_report_risks(const struct slc_report *report);
void slc_report_events(const struct slc_report *report);

/* The section of all keys. */
void slc_report_keys(const struct slc_report *report);

#endif
