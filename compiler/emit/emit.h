/* emit.h - what the compiler generates: every emitter takes the IR alone and adds whole files.
 *
 * The same IR gives the same bytes: no date, host, user or path of a machine is in any of them. */
#ifndef SLC_EMIT_H
#define SLC_EMIT_H

#include "buf.h"
#include "ir/ir.h"

/* A generated file; `name` is relative to the output folder and has no folder of its own. */
struct slc_output {
    struct sl_str name;
    struct sl_str bytes;
    char sha256[SL_SHA256_HEX_CHARS + 1];
    struct slc_output *next;
};

struct slc_outputs {
    struct sl_arena *arena; /* owns names and bytes */
    struct slc_output *first, **end;
    struct sl_buf text; /* of the file being written */
};

/* Between them any number of begin … end, one for each file: begin gives the buffer to write to,
 * end keeps its bytes under `name`. */
void slc_outputs_init(struct slc_outputs *outputs, struct sl_arena *arena);
void slc_outputs_done(struct slc_outputs *outputs);
struct sl_buf *slc_output_begin(struct slc_outputs *outputs);
void slc_output_end(struct slc_outputs *outputs, struct sl_str name);

/* In the order in which they are written; each file's header comment says what it makes. */
void slc_emit_c(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_sql(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_schemas(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_spark(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_delta(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_athena(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_contracts(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_lineage(const struct slc_ir *ir, struct slc_outputs *outputs);
void slc_emit_report(const struct slc_ir *ir, struct slc_outputs *outputs);
/* Lists the hashes of what the others added: last. */
void slc_emit_manifest(const struct slc_ir *ir, struct slc_outputs *outputs);

/* All of them. */
void slc_emit(const struct slc_ir *ir, struct slc_outputs *outputs);

/* What the release's file has for one of its fields: the policy's line, constants, and function. */
struct sl_str slc_c_of_field(const struct slc_ir *ir, const struct slc_ir_release *release,
                             const struct slc_ir_field *field);

/* "sluice 0.1.0" */
const char *slc_compiler_version(void);

#endif
