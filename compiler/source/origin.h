/* origin.h - where policy files are read from, when not from the paths of the disk: a revision in a
 * repository (cli/git.h). */
#ifndef SLC_ORIGIN_H
#define SLC_ORIGIN_H

#include "arena.h"
#include "err.h"
#include "source/paths.h"

enum slc_origin_kind { SLC_ORIGIN_NOTHING, SLC_ORIGIN_FILE, SLC_ORIGIN_FOLDER };

/* Paths are relative, without "." and "..". Texts and names live in the arena. */
struct slc_origin {
    struct sl_str prefix; /* in front of a path where messages name it: "git:main:" */

    /* What stands at the path. -1 and *reterr when that cannot be found out. */
    int (*kind)(const struct slc_origin *origin, struct sl_arena *arena, struct sl_str path,
                enum slc_origin_kind *ret_kind, struct sl_err *reterr);

    /* The names of the folder's own *.policy files, hidden ones left out, sorted; at least one. */
    int (*folder)(const struct slc_origin *origin, struct sl_arena *arena, struct sl_str path,
                  struct slc_file_names *ret_names, struct sl_err *reterr);

    /* A file's text, with a NUL behind its last byte. */
    int (*file)(const struct slc_origin *origin, struct sl_arena *arena, struct sl_str path,
                struct sl_str *ret_text, struct sl_err *reterr);
};

#endif
