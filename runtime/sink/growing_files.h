/* growing_files.h - the files of a file sink that grow, one a stream.
 *
 * There may be more streams than the process may have files open, and more than it has memory for blocks.
 * So only those that were written last are open (object.h), and where all together hold too much memory,
 * some write what they have, one after the other. No file is finished for that. */
#ifndef SLP_GROWING_FILES_H
#define SLP_GROWING_FILES_H

#include "sink/object.h"

struct slp_growing_file {
    struct slp_object *object;
    uint32_t projection;
    uint64_t first_number; /* of its records */
    int64_t since_ms;
    uint64_t opened; /* when, counted in openings and writes; among those that are open */
};

struct slp_growing_files {
    uint32_t count;
    struct slp_growing_file *each; /* oldest first */
    uint32_t *slots;               /* by projection: index into `each` + 1; 0: none */
    uint32_t most_open, nopen;
    uint64_t openings;
    size_t memory;
    uint32_t next_relieved; /* index into `each` */
};

/* For so many projections; the process has so many other destinations, with which this one shares its
 * descriptors. -1: memory is short. */
SL_MUST_USE int slp_growing_files_init(struct slp_growing_files *files, uint32_t nprojections,
                                       uint32_t nothers);

/* Frees; the files are removed. */
void slp_growing_files_done(struct slp_growing_files *files);

/* NULL: the projection's stream has none. */
struct slp_growing_file *slp_growing_files_find(const struct slp_growing_files *files,
                                                uint32_t projection);

/* Begins a file for a projection that has none: `fresh` without its object. */
enum slp_object_result slp_growing_files_begin(struct slp_growing_files *files,
                                               const struct slp_growing_file *fresh,
                                               const struct slp_object_start *start,
                                               struct sl_err *reterr);

/* Takes a line with its newline, or on NO_ROOM does not take it. */
enum slp_object_result slp_growing_files_append(struct slp_growing_files *files,
                                                struct slp_growing_file *file, struct sl_str line,
                                                struct sl_err *reterr);

/* Brings the file to its place and forgets it; the later ones move up. */
enum slp_object_result slp_growing_files_finish(struct slp_growing_files *files, uint32_t index,
                                                struct sl_err *reterr);

#endif
