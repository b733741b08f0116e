/* diff_refused.h - what `sluice check` has against the head. */
#ifndef SLC_DIFF_REFUSED_H
#define SLC_DIFF_REFUSED_H

#include "diff/change.h"

/* Whether a finding stands at a place: on one of its lines. */
bool slc_finding_is_at(const struct slc_finding *finding, const struct slc_ir_place *place);

/* After all other changes: nobody allows what is refused, also where the line is as it was, and only a
 * rule has ended. A line of which that is said already is left out. */
void slc_diff_refused(struct slc_diff *diff);

#endif
