/* source.h - the text of one policy file, and where an offset is in it.
 *
 * The only place that turns byte offsets into lines and columns. */
#ifndef SLC_SOURCE_H
#define SLC_SOURCE_H

#include "arena.h"
#include "err.h"

#include <stdint.h>

struct slc_source {
    struct sl_str path;    /* as the user wrote it: for messages */
    struct sl_str name;    /* relative to the folder given on the command line, or the file's own
                             name: for generated files, which carry no path of a machine */
    struct sl_str text;    /* NUL-ended behind its last byte; NULs inside are the lexer's finding */
    const uint32_t *lines; /* offset of each line's first byte */
    uint32_t nlines;
    bool standard; /* ships with the compiler: `use standard` */
};

/* Bytes of a source, end exclusive. `source` NULL: no place in any file. */
struct slc_span {
    const struct slc_source *source;
    uint32_t begin, end;
};

/* Reads a file whole. -1 and *reterr (class CONFIG) when it cannot be read or is larger than
 * SLC_MAX_FILE_BYTES. The source lives as long as the arena. */
SL_MUST_USE int slc_source_read(struct sl_arena *arena, const char *path, struct sl_str name,
                                struct slc_source **ret_source, struct sl_err *reterr);

/* A source from memory: tests, fuzzing, and files that ship inside the compiler. Copies nothing:
 * `text` must live as long as the arena and end in a NUL behind its last byte. */
struct slc_source *slc_source_of(struct sl_arena *arena, struct sl_str name, struct sl_str text);

struct slc_place {
    uint32_t line, column; /* from 1; columns count characters (code points) */
};
struct slc_place slc_source_place(const struct slc_source *source, uint32_t offset);

/* The text of a line without its newline. */
struct sl_str slc_source_line(const struct slc_source *source, uint32_t line);

/* The bytes that a span covers. */
struct sl_str slc_span_text(struct slc_span span);

/* Whether `part` lies within `whole`. */
bool slc_span_holds(struct slc_span whole, struct slc_span part);

/* From the begin of one to the end of the other, both in the same source. */
struct slc_span slc_span_join(struct slc_span from, struct slc_span to);

#endif
