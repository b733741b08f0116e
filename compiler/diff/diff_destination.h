/* diff_destination.h - destinations: who receives, and what for. */
#ifndef SLC_DIFF_DESTINATION_H
#define SLC_DIFF_DESTINATION_H

#include "diff/change.h"

void slc_diff_destinations(struct slc_diff *diff);

#endif
