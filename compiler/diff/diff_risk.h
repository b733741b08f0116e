/* diff_risk.h - risk checks: what a release is held to, by counting people. A check that goes or asks for
 * less lets more through, as a looser rule does. */
#ifndef SLC_DIFF_RISK_H
#define SLC_DIFF_RISK_H

#include "diff/change.h"

void slc_diff_risks(struct slc_diff *diff);

#endif
