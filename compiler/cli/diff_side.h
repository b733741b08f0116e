/* diff_side.h - the policies on either side of a comparison. */
#ifndef SLC_DIFF_SIDE_H
#define SLC_DIFF_SIDE_H

#include "cli/compile.h"

/* One of the two that are compared, as the command line names it. */
struct slc_named_side {
    struct slc_program *program;
    const char *argument, *otherwise; /* the path of a revision that names none */
    const char *path;                 /* as it was read */
};

/* Reads and checks one side. Findings of a base that does not pass are printed, too: nothing can be
 * compared with what has no semantics. */
enum slc_exit slc_read_side(struct slc_named_side *side, const char *today, bool base);

#endif
