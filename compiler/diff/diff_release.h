/* diff_release.h - releases: which there are, and what changes in each. */
#ifndef SLC_DIFF_RELEASE_H
#define SLC_DIFF_RELEASE_H

#include "diff/change.h"

void slc_diff_releases(struct slc_diff *diff);

#endif
