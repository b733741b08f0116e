/* reader.h - the reader process: the database on one side, finished records on the other.
 *
 * In order: both connections; identity and gap checks; preflight; state; sandbox (after it no
 * socket can be made); the slot, if there is none; the stream until told to stop, and beside it the
 * fills of what is not covered (fills.h). A lost
 * connection ends the process with class RETRY: the supervisor, which keeps the keys, starts
 * another (docs/architecture.md). */
#ifndef SLP_READER_H
#define SLP_READER_H

#include "err.h"
#include "reader/reader_config.h"

/* Runs until SIGTERM, the end of the control channel, or (until_current) until caught up: 0.
 * Otherwise -1 and *reterr, whose class decides what the supervisor does. Logs its phases; errors it
 * leaves to the caller to log. */
SL_MUST_USE int slp_reader_run(const struct slp_reader_config *config, struct sl_err *reterr);

#endif
