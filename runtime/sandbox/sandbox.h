/* sandbox.h - a process gives up what it will not need again (docs/threat-model.md).
 *
 * Before: connections are made and files are open. After: seccomp lets through the system calls of
 * a list, and all others get EPERM, for good, and are reported (refusals.h): no socket, connect,
 * sendmsg, io_uring, exec, fork, and no executable mapping; sendto only without an address. Where
 * the kernel has Landlock, the sender is also confined to the files its sinks need. A build without
 * libseccomp sandboxes nothing, and slp_sandbox_means() says so.
 *
 * A sender with a sink beyond a network keeps what connections need: sockets of the Internet, and
 * threads that look up names. It still runs no program, listens to nobody and talks to no process
 * of its own machine through a socket's file. */
#ifndef SLP_SANDBOX_H
#define SLP_SANDBOX_H

#include "err.h"
#include "sandbox/needs.h"

/* For every process of the pusher, at its very start: no new privileges, no core file, not
 * dumpable. `parent_pid`: die with that process, whose child this must be; 0: no such. */
SL_MUST_USE int slp_harden(int parent_pid, struct sl_err *reterr);

/* The reader, once both its connections and its state are open, and before it reads a row. It can
 * open nothing from then on. `report_fd`: to the supervisor, which is told what is refused, closed
 * here; -1: nobody is. */
SL_MUST_USE int slp_sandbox_reader(int report_fd, struct sl_err *reterr);

/* The sender, once its sinks are open: it can do what they need, and what a network takes if one of
 * them does. */
SL_MUST_USE int slp_sandbox_sender(const struct slp_needs *needs, int report_fd,
                                   struct sl_err *reterr);

/* What this process is sandboxed with: "nothing", "seccomp", "seccomp, landlock". */
const char *slp_sandbox_means(void);

#endif
