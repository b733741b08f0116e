/* link.h - generated C and the pusher's archive -> a pusher. */
#ifndef SLC_LINK_H
#define SLC_LINK_H

#include "emit/files/outputs.h"
#include "err.h"

enum { SLC_MAX_HEADER_FOLDERS = 4 };

struct slc_link {
    const char *output;                          /* the program to make */
    const char *cc;                              /* "cc", "gcc -m64": split at spaces */
    const char *cflags;                          /* after ours, split at spaces; may be empty */
    const char *ldflags;                         /* the same */
    const char *headers[SLC_MAX_HEADER_FOLDERS]; /* folders of projection.h and what it includes */
    int nheaders;                                /* 0: where they were installed */
    const char *archive;                         /* NULL: where it was installed */
    const char *temporary;                       /* folder for temporary files: "/tmp" */
};

/* Writes the outputs into a folder of its own, compiles and links them, and removes the folder. The
 * program appears under its name only when all went well. The C compiler's own messages go to
 * standard error. -1 and *reterr (class CONFIG): what could not be found, made or run. */
SL_MUST_USE int slc_link(const struct slc_outputs *outputs, const struct slc_link *link,
                         struct sl_err *reterr);

#endif
