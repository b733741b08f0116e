/* relay.h - hands operators' requests from their files to the reader, and its responses back.
 *
 * A request file is removed once the reader has acknowledged it, which it does when what was asked is
 * durable. So a kill of any process at any time loses none; at most the reader is asked again for
 * what it has done. Requests are handed over in the order of their files. */
#ifndef SLP_RELAY_H
#define SLP_RELAY_H

#include "abi/projection.h"
#include "handoff/control.h"
#include "process/request_files.h"

#include <poll.h>

/* So often the supervisor looks for new files while a reader runs. */
enum { SLP_RELAY_EVERY_MS = 500 };

struct slp_relay;

/* `state_path` and `policy` are borrowed. NULL and *reterr when memory is short. */
struct slp_relay *slp_relay_new(const char *state_path, const struct sl_policy *policy,
                                struct sl_err *reterr);
void slp_relay_free(struct slp_relay *relay);

/* A reader was started; the descriptor is our end of its control channel. Hands over what stands. */
void slp_relay_begin(struct slp_relay *relay, int control_fd);

/* What to wait for; its descriptor is -1 when there is nothing. */
struct pollfd slp_relay_wait(const struct slp_relay *relay);

/* After poll(), and after SLP_RELAY_EVERY_MS at the latest: takes responses; with `more`, also hands
 * over requests that are new. -1 and *reterr (BUG): the reader wrote what is no response. */
SL_MUST_USE int slp_relay_serve(struct slp_relay *relay, bool more, struct sl_err *reterr);

/* The reader has ended: takes its last responses. What it did not respond to stands. */
void slp_relay_end(struct slp_relay *relay);

#endif
