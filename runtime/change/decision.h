/* decision.h - what became of a change, for the kill oracle (tests/coverage/test_kill_oracle.py).
 *
 * The event `decision` names the release, the position, and the row by a hash of its released key. Whoever
 * knows what keys there can be finds the key from that hash: hence only a build that was configured with
 * --enable-witness tells it. */
#ifndef SLP_DECISION_H
#define SLP_DECISION_H

#include "change/release.h"
#include "maxima.h"

void slp_decision_log(const struct slp_release *release, const char *decision, struct sl_str key);

static inline void
slp_decision_tell(const struct slp_release *release, const char *decision, struct sl_str key)
{
    if (SL_WITNESSED)
        slp_decision_log(release, decision, key);
}

#endif
