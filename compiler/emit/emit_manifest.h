/* emit_manifest.h - the file MANIFEST: the hashes of what was read, of what it means, and of the files
 * that the outputs hold so far. It is emitted last. */
#ifndef SLC_EMIT_MANIFEST_H
#define SLC_EMIT_MANIFEST_H

#include "emit/files/outputs.h"
#include "ir/ir.h"

void slc_emit_manifest(const struct slc_ir *ir, struct slc_outputs *outputs);

#endif
