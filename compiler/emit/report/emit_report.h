/* emit_report.h - REPORT.md: what leaves, in English. */
#ifndef SLC_EMIT_REPORT_H
#define SLC_EMIT_REPORT_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit_report(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
