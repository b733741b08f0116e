/* diff_decision.h - decisions: who approved what, until when. */
#ifndef SLC_DIFF_DECISION_H
#define SLC_DIFF_DECISION_H

#include "diff/change.h"

/* A line, and the decision at it; NULL: none. */
struct slc_decided_line {
    const struct slc_ir_decision *decision;
    const struct slc_ir_place *place;
};

/* Whether they are one text; levels are of two versions, and not looked at. */
bool slc_same_decision(const struct slc_ir_decision *base, const struct slc_ir_decision *head);

/* A decision about `what` that either version records, or both. */
void slc_diff_decision(struct slc_diff *diff, struct sl_str what,
                       const struct slc_decided_line *was, const struct slc_decided_line *now);

#endif
