/* stop.h - being asked to stop by a signal, without losing one between looking and waiting.
 *
 * SIGTERM and SIGINT stay blocked but for the moments in which ppoll() waits with
 * slp_stop_mask(). SIGPIPE is ignored: a pipe whose reader is gone is an error of write(). */
#ifndef SLP_STOP_H
#define SLP_STOP_H

#include <signal.h>
#include <stdbool.h>

/* Once, at the start of the process. */
void slp_stop_install(void);

bool slp_stop_asked(void);

/* The mask to wait with. */
const sigset_t *slp_stop_mask(void);

#endif
