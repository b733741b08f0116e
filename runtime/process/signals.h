/* signals.h - the signals that the supervisor acts on: one by one, when it looks at them. */
#ifndef SLP_SIGNALS_H
#define SLP_SIGNALS_H

#include "attributes.h"

#include <stdbool.h>

/* Before anything else of a run: from here on SIGTERM, SIGINT, SIGHUP and SIGCHLD wait until
 * slp_signals_take() looks at them. Keys take a while to derive, and a signal to stop that comes then
 * must end the run as any other does. */
void slp_hold_signals(void);

/* In a child, before it becomes its program: a signal for the whole group is the supervisor's to act on, and must
 * not end the child before the child can say what becomes of it. The reader takes SIGTERM and SIGINT once it is
 * ready to (reader/stop.h). -1 and errno. */
SL_MUST_USE int slp_signals_leave_to_supervisor(void);

/* A descriptor that is readable when one of them has come; -1 and errno. */
int slp_signals_open(void);

/* Takes note of one that has come: whether it asks to stop. */
bool slp_signals_take(int fd);

#endif
