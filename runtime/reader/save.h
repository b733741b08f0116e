/* save.h - when the state is saved, for the pump alone: a mark is made before it (markers.h), so that the
 * state never holds that more was delivered than a lake's marker stands for.
 *
 * What is saved is noted when marks are asked for. A destination that cannot be marked makes the save wait,
 * and nothing else. */
#ifndef SLP_SAVE_H
#define SLP_SAVE_H

#include "reader/pump.h"

/* While it runs: asks for marks, or saves, when that is due. Does not wait. */
SL_MUST_USE int slp_save_when_due(struct slp_pump *pump, int64_t now_ms, struct sl_err *reterr);

/* At the end, everything is delivered that will be: the same, waiting for marks until then at most. What could
 * not be marked is not saved, and comes again. */
SL_MUST_USE int slp_save_last(struct slp_pump *pump, int64_t until_ms, struct sl_err *reterr);

#endif
