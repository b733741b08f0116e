/* emit_c_policy.h - policy.c and policy.h: tables, and the list of all releases. */
#ifndef SLC_EMIT_C_POLICY_H
#define SLC_EMIT_C_POLICY_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit_c_policy(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
