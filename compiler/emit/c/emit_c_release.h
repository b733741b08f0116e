/* emit_c_release.h - the file of one release. */
#ifndef SLC_EMIT_C_RELEASE_H
#define SLC_EMIT_C_RELEASE_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit_c_release(const struct slc_ir *ir, const struct slc_ir_release *release,
                        struct slc_outputs *outputs);

#endif
