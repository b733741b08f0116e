/* lower_risk.h - risk checks. */
#ifndef SLC_LOWER_RISK_H
#define SLC_LOWER_RISK_H

#include "lower/lower_state.h"

/* Risk checks; the releases must have their places. */
void slc_lower_risks(struct slc_to_ir *to);

#endif
