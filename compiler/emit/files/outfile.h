/* outfile.h - generated files on disk. */
#ifndef SLC_OUTFILE_H
#define SLC_OUTFILE_H

#include "emit/files/outputs.h"
#include "err.h"

/* Writes every output into the folder, which is made where it is missing. A file is written whole
 * under another name and then renamed, and only when its bytes changed, so that a build that looks
 * at times does no needless work. Files that the folder's old MANIFEST lists and that are no longer
 * generated are removed when they are still as they were written; nothing else is touched.
 * -1 and *reterr (class CONFIG) naming the file. */
SL_MUST_USE int slc_outfiles_write(const struct slc_outputs *outputs, const char *folder,
                                   struct sl_err *reterr);

/* How a file of the folder differs from what would be generated. */
struct slc_stale {
    struct sl_str name;
    const char *how;                 /* "differs", "is missing", "is no longer generated" */
    const struct slc_output *output; /* NULL: no longer generated */
    struct slc_stale *next;
};

/* *ret_stale: in the order of the outputs, NULL when the folder is current. */
SL_MUST_USE int slc_outfiles_compare(const struct slc_outputs *outputs, const char *folder,
                                     struct slc_stale **ret_stale, struct sl_err *reterr);

#endif
