/* trial_deferred.h - constraints and triggers that are deferred to the end of a transaction, in a trial, which does not end. */
#ifndef SLC_TRIAL_DEFERRED_H
#define SLC_TRIAL_DEFERRED_H

#include "database/trial.h"

/* Judges now what is deferred, as COMMIT would. *ret_any: there may be something to defer again. */
enum slc_tried slc_judge_deferred(struct slc_trial *trial, bool *ret_any,
                                  struct slc_refusal *ret_refusal, struct sl_err *reterr);

/* From here on what is deferred is so again, as at the beginning of a transaction. */
enum slc_tried slc_defer_again(struct slc_trial *trial, struct sl_err *reterr);

#endif
