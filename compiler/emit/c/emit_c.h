/* emit_c.h - the policies in C: one file for each release; policy.c and policy.h for all. */
#ifndef SLC_EMIT_C_H
#define SLC_EMIT_C_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit_c(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
