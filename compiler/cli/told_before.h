/* told_before.h - what was told before the head of a comparison, and what the two tell together. */
#ifndef SLC_TOLD_BEFORE_H
#define SLC_TOLD_BEFORE_H

#include "cli/diff_side.h"
#include "diff/diff_told.h"

struct slc_compared_sides {
    struct slc_named_side base, head;
    const char *today;
};

/* By the file that is named, else (NULL) by the one that belongs to the base. *ret_path: that file; NULL:
 * none was found, which is said on standard error. */
enum slc_exit slc_told_before(const struct slc_compared_sides *sides, const char *named,
                              struct slc_diff_told *ret, const char **ret_path);

#endif
