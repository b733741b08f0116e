/* sender.h - the sender process: finished records on one side, sinks on the other.
 *
 * Takes frames, gathers them in batches, offers these to each destination's sink, waits and offers
 * again what was not taken (with a pause that doubles up to 30 s, and jitter), and tells the reader
 * how far everything is durable. What a sink will never take (a record that is too large for it) is told to the
 * reader, and left out: or stops the sender, with `"on_drift": "all"`. Else drops nothing: while a sink does not take, its batches stay, the
 * pipe fills, and the reader stops reading from PostgreSQL. */
#ifndef SLP_SENDER_H
#define SLP_SENDER_H

#include "config/config.h"
#include "handoff/handoff.h"
#include "sink/sink.h"

struct slp_sender;

/* Opens every destination's sink; afterwards the process may be sandboxed. Borrows config, policy
 * and intake. `sinks` are the types by destination, NULL: by the configuration. */
struct slp_sender *slp_sender_new(const struct slp_config *config, const struct sl_policy *policy,
                                  struct slp_intake *intake,
                                  const struct slp_sink_type *const *sinks, struct sl_err *reterr);
void slp_sender_free(struct slp_sender *sender);

/* Adds what its sinks go on needing once the process is sandboxed (sink.h). */
void slp_sender_needs(const struct slp_sender *sender, struct slp_needs *needs);

/* Runs until the reader's END is delivered: 0. -1 and *reterr when a sink refuses a record or fails
 * for good, or when the reader is gone (RETRY). */
SL_MUST_USE int slp_sender_run(struct slp_sender *sender, struct sl_err *reterr);

#endif
