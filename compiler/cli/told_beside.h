/* told_beside.h - the file of what was told that belongs to policies. */
#ifndef SLC_TOLD_BESIDE_H
#define SLC_TOLD_BESIDE_H

#include "source/origin.h"
#include "told/told.h"

/* Policies, by the path under which they were read; `origin` NULL: on disk. */
struct slc_policies_at {
    const struct slc_origin *origin;
    struct sl_str path;
};

/* Adds what TOLD.json says: the first that is there of PATH/TOLD.json, PATH/generated/TOLD.json and
 * generated/TOLD.json beside PATH; of a file, in its folder. -1 and *reterr when it cannot be read. */
SL_MUST_USE int slc_told_beside(struct slc_told *told, const struct slc_policies_at *at,
                                bool *ret_found, struct sl_err *reterr);

#endif
