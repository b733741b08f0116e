/* diff_category.h - categories and their owners. */
#ifndef SLC_DIFF_CATEGORY_H
#define SLC_DIFF_CATEGORY_H

#include "diff/change.h"

void slc_diff_categories(struct slc_diff *diff);

#endif
