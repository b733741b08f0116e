/* git.h - policies of a revision in a Git repository, read as blobs: nothing is checked out, and no
 * file of the work tree is touched. Runs the program `git`, without a shell. */
#ifndef SLC_GIT_H
#define SLC_GIT_H

#include "source/origin.h"

/* A path in a revision, relative to the current folder. */
struct slc_git_path {
    const struct slc_origin *origin; /* of the revision */
    struct sl_str path;
};

/* Takes "git:REV" or "git:REV:PATH". `otherwise` is the path where none is written. -1 and *reterr (class
 * CONFIG) when there is no such revision, no repository, or no git. */
SL_MUST_USE int slc_git_open(struct sl_arena *arena, const char *argument, const char *otherwise,
                             struct slc_git_path *ret_path, struct sl_err *reterr);

/* Whether an argument names a revision: it begins with "git:". */
bool slc_is_git(const char *argument);

#endif
