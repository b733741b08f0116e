/* markers.h - the markers of the destinations (record/marker.h): what the sender tells of them, against what
 * the state holds, and when a mark is to be made.
 *
 * The sender alone sees destinations, the reader alone writes the state. At the start the sender tells each
 * marker; one that is another than the state's, or below it, lies in a lake that lacks some of what was sent.
 * While it runs, a destination is marked when records of it became part of the flush position, and only then
 * the state holds the position. A sink that may not be marked yet answers with its older marker, which the
 * state holds then. */
#ifndef SLP_MARKERS_H
#define SLP_MARKERS_H

#include "handoff/handoff.h"
#include "reader/checkpoint.h"
#include "reader/state.h"

struct slp_markers;

/* NULL when memory is short. Borrows all. */
struct slp_markers *slp_markers_new(const struct sl_policy *policy, struct slp_state *state,
                                    const struct slp_checkpoint *checkpoint,
                                    struct slp_handoff *handoff);
void slp_markers_free(struct slp_markers *markers);

/* At the start: asks for all, and once all are told, compares. Releases of a destination that is not the one
 * that was sent to are uncovered; the state holds the markers that are there from the next save on. */
SL_MUST_USE int slp_markers_ask(struct slp_markers *markers, struct sl_err *reterr);
void slp_markers_compare(struct slp_markers *markers);

/* The first destination whose answer is due, NULL: none is; and the answer. -1 (BUG): it was not asked for. */
const char *slp_markers_due(const struct slp_markers *markers);
/* Logs for which destinations the start waits, and since when. */
void slp_markers_log_due(const struct slp_markers *markers, int64_t seconds);
SL_MUST_USE int slp_markers_take(struct slp_markers *markers,
                                 const struct slp_result_message *answer, struct sl_err *reterr);

/* Whether some destination has more in the flush position than its last mark stands for; asks to mark these.
 * No answer is due. */
bool slp_markers_want(const struct slp_markers *markers);
SL_MUST_USE int slp_markers_mark(struct slp_markers *markers, bool at_once, struct sl_err *reterr);

/* Once all have answered: the state holds the markers from the next save on. True: some are new. */
bool slp_markers_keep(struct slp_markers *markers);

#endif
