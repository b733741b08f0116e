/* supervisor.h - starts reader and sender, starts them again after what may heal, ends with them
 * after what may not.
 *
 *   SIGTERM, SIGINT   stop: the reader confirms what is delivered, then both end; 0
 *   SIGHUP            nothing: the configuration is read at the start alone
 *   a child ends by a signal or with class RETRY
 *                     both are started again after a pause that doubles from 250 ms to 30 s; what
 *                     was on its way comes again from the slot
 *   the reader's login is refused
 *                     the same: the secrets are read again before each start, since a password may have been
 *                     changed, or a token have ended (secrets.h)
 *   a child ends otherwise
 *                     the other is ended too, and the exit code is that child's
 *
 * Meanwhile it hands operators' requests to the reader (relay.h).
 *
 * The children die with the supervisor, also when it is killed. */
#ifndef SLP_SUPERVISOR_H
#define SLP_SUPERVISOR_H

#include "config/config.h"

#include <stdbool.h>

/* After slp_hold_signals() (signals.h). Runs until there is nothing left to run; the exit code. Waits while
 * another pusher of this host holds the state. */
int slp_supervise(const struct slp_loaded_config *loaded, bool until_current);

#endif
