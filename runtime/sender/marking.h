/* marking.h - what the reader asked about the marker of one destination, until it is answered. */
#ifndef SLP_MARKING_H
#define SLP_MARKING_H

#include "handoff/handoff.h"
#include "sender/queue.h"

struct slp_marking {
    enum slp_frame_kind asked; /* 0: nothing */
    uint64_t number;
    unsigned failures; /* in a row */
    int64_t try_again_ms;
};

/* Takes a frame that is about a marker. -1 (BUG): one is not answered yet. */
SL_MUST_USE int slp_marking_take(struct slp_marking *marking, const struct slp_frame *frame,
                                 struct sl_err *reterr);

/* Goes on with it, after the queue's own step: 1 and *ret, kind and marker of the answer; 0: nothing was
 * asked, or not yet; -1: fatal. */
SL_MUST_USE int slp_marking_step(struct slp_marking *marking, const struct slp_queue *queue,
                                 int64_t now_ms, struct slp_result_message *ret,
                                 struct sl_err *reterr);

/* When to step next for its sake: as the sink's `waits`. */
int64_t slp_marking_wake_ms(const struct slp_marking *marking);

#endif
