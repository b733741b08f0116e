/* paths.h - the paths of policy files, and which a folder holds. */
#ifndef SLC_PATHS_H
#define SLC_PATHS_H

#include "arena.h"
#include "err.h"

/* Names of files in a folder, sorted. */
struct slc_file_names {
    struct sl_str *names;
    size_t count;
};

/* The names of the folder's own *.policy files, hidden ones left out, sorted. -1 and *reterr when it
 * cannot be read or holds none. */
SL_MUST_USE int slc_policy_files(struct sl_arena *arena, const char *path,
                                 struct slc_file_names *ret_names, struct sl_err *reterr);

/* Whether a name in a folder is that of a policy file: NAME.policy, not hidden. */
bool slc_is_policy_file(struct sl_str name);

/* The path's folder with its slash, or nothing; and what stands behind it. */
struct sl_str slc_path_folder(struct sl_str path);
struct sl_str slc_path_last(struct sl_str path);

/* A path behind a folder's, which ends in a slash or is empty. */
struct sl_str slc_path_join(struct sl_arena *arena, struct sl_str folder, struct sl_str path);

#endif
