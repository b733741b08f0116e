/* emit.h - everything that the compiler generates of an IR. Each emitter takes the IR alone and adds
 * whole files. */
#ifndef SLC_EMIT_H
#define SLC_EMIT_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
