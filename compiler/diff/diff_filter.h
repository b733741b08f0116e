/* diff_filter.h - which rows of a release leave.
 *
 * More rows leave, or fewer. Fewer tell less only when the receiver could have picked them out before:
 * otherwise a row that is there now tells what decides. */
#ifndef SLC_DIFF_FILTER_H
#define SLC_DIFF_FILTER_H

#include "diff/change.h"

/* Of a release in both versions. */
void slc_diff_filter(struct slc_diff *diff, struct slc_pair *pair,
                     struct slc_release_pair releases);

#endif
