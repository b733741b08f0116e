/* expiry.h - whether a decision of the policy has ended (LANGUAGE: `until`, that day included). */
#ifndef SLP_EXPIRY_H
#define SLP_EXPIRY_H

#include "abi/projection.h"
#include "err.h"

#include <stdint.h>

/* 0 while every decision holds on that day (days since 1970-01-01); else -1 and *reterr (CONFIG),
 * naming the release and the remedy. */
SL_MUST_USE int slp_expiry_check(const struct sl_policy *policy, int64_t today,
                                 struct sl_err *reterr);

/* Whether the first decision to end does so in less than 60 days and has not ended; then *ret
 * says so, with the release and what to do. */
bool slp_expiry_is_near(const struct sl_policy *policy, int64_t today, struct sl_err *ret);

#endif
