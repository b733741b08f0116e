/* outputs.h - generated files while they are in memory.
 *
 * The same IR gives the same bytes: no date, host, user or path of a machine is in any of them. */
#ifndef SLC_OUTPUTS_H
#define SLC_OUTPUTS_H

#include "arena.h"
#include "buf.h"
#include "hash.h"

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

/* Between these two any number of begin … end, one for each file. */
void slc_outputs_init(struct slc_outputs *outputs, struct sl_arena *arena);
void slc_outputs_done(struct slc_outputs *outputs);

/* The buffer to write the next file to. */
struct sl_buf *slc_output_begin(struct slc_outputs *outputs);

/* Keeps what was written to it as the file `name`. */
void slc_output_end(struct slc_outputs *outputs, struct sl_str name);

/* "sluice 0.1.0": what generated files say they were made by. */
const char *slc_compiler_version(void);

#endif
