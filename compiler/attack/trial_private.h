/* trial_private.h - for trial.c and trial_row.c alone. */
#ifndef SLC_TRIAL_PRIVATE_H
#define SLC_TRIAL_PRIVATE_H

#include "attack/trial.h"

/* Of one of the secret's releases, or of its copy, by its number. */
struct slc_evaluation slc_trial_evaluation(const struct slc_trial_row *row,
                                           const struct slc_row *values,
                                           const struct slc_ir_release *release, uint32_t number);

/* Whether the filter lets the row through. */
bool slc_trial_passes(const struct slc_evaluation *evaluation);

#endif
