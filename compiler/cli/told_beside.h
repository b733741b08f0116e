/* told_beside.h - the file of what was told that belongs to policies. */
#ifndef SLC_TOLD_BESIDE_H
#define SLC_TOLD_BESIDE_H

#include "source/origin.h"
#include "told/told.h"

/* Policies, by the path under which they were read: a folder, or a file. `origin` NULL: on disk. */
struct slc_policies_at {
    const struct slc_origin *origin;
    const char *path;
};

/* Adds what TOLD.json says: the first that is there of FOLDER/TOLD.json, FOLDER/generated/TOLD.json and
 * generated/TOLD.json beside FOLDER, which is the policies' folder, or the one that their file is in.
 * *ret_path: where it was found; NULL: nowhere. -1 and *reterr when it cannot be read. */
SL_MUST_USE int slc_told_beside(struct slc_told *told, const struct slc_policies_at *at,
                                const char **ret_path, struct sl_err *reterr);

#endif
