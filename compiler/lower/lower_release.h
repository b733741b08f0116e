/* lower_release.h - a release. */
#ifndef SLC_LOWER_RELEASE_H
#define SLC_LOWER_RELEASE_H

#include "lower/lower_state.h"

void slc_lower_release(struct slc_to_ir *to, const struct slc_release *release,
                       struct slc_ir_release *ret_release);

#endif
