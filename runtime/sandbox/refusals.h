/* refusals.h - what a sandbox refuses is told to the supervisor, by the kernel itself.
 *
 * A filter of seccomp can have another process asked (seccomp_unotify(2), Linux 5.0): a sandboxed
 * process that makes a system call which it may not make stands still until the supervisor has
 * answered EPERM. It cannot prevent that, whoever has taken it over. On the way is one message: the
 * descriptor to listen at, which exists only once the process is sandboxed, and then can no longer
 * be sent by it; so a thread that was there before does that, and ends.
 *
 *     child      slp_refusals_post() around the loading of the filter; then its end is closed
 *     supervisor slp_refusals_begin ─▶ ( poll ─▶ slp_refusals_serve )… ─▶ slp_refusals_done
 *
 * A system without this (an older kernel, a container whose own filter listens already) still
 * refuses; that nobody is told is then said once. */
#ifndef SLP_REFUSALS_H
#define SLP_REFUSALS_H

#include "err.h"

#include <poll.h>
#include <stdint.h>

/* ---- in the process that is sandboxed -------------------------------------------------------- */

/* Calls load(context), which sandboxes the calling thread and returns the listener's descriptor, or
 * -1 when there is none. The other end of `report_fd` gets it, or is told that there is none; here
 * both are closed. RETRY, and no load(), when there can be no thread; what load() did is its
 * caller's to know. */
SL_MUST_USE int slp_refusals_post(int report_fd, int (*load)(void *context), void *context,
                                  struct sl_err *reterr);

/* ---- in the supervisor --------------------------------------------------------------------- */

/* Numbers of system calls are below 512 so far; all others are counted as one. */
enum { SLP_REFUSED_CALLS = 512 };

struct slp_refusals {
    const char *child; /* names it in the log */
    int report_fd;     /* to the child, until it has sent its listener; -1 */
    int listener_fd;   /* -1: none */
    uint32_t counts[SLP_REFUSED_CALLS];
};

/* One with nothing to listen to. */
#define SLP_REFUSALS_NONE                                                                          \
    {                                                                                              \
        .report_fd = -1, .listener_fd = -1                                                         \
    }

/* Takes the descriptor over. */
void slp_refusals_begin(struct slp_refusals *refusals, const char *child, int report_fd);

/* What to wait for; its descriptor is -1 when there is nothing. */
struct pollfd slp_refusals_wait(const struct slp_refusals *refusals);

/* After poll(): answers, and logs "refused" with the name of the call when it is the first of its
 * name, the tenth, the hundredth… */
void slp_refusals_serve(struct slp_refusals *refusals, short revents);

/* The child has ended, or was never started. May be called again. */
void slp_refusals_done(struct slp_refusals *refusals);

#endif
