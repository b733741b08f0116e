/* diff_field.h - the fields of a release. */
#ifndef SLC_DIFF_FIELD_H
#define SLC_DIFF_FIELD_H

#include "diff/change.h"

/* `releases.base` NULL: the release is new. */
void slc_diff_fields(struct slc_diff *diff, struct slc_pair *pair,
                     struct slc_release_pair releases);

#endif
