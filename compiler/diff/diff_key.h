/* diff_key.h - keys: what they join, and what they are for. */
#ifndef SLC_DIFF_KEY_H
#define SLC_DIFF_KEY_H

#include "diff/change.h"

void slc_diff_keys(struct slc_diff *diff);

#endif
