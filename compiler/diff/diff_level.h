/* diff_level.h - the list of levels. */
#ifndef SLC_DIFF_LEVEL_H
#define SLC_DIFF_LEVEL_H

#include "diff/change.h"

void slc_diff_levels(struct slc_diff *diff);

#endif
