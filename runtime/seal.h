/* seal.h - a process gives up what it will not need again (docs/threat-model.md).
 *
 * Before: connections are made and files are open. After: seccomp lets through the system calls of
 * a list and answers EPERM to all others, for good: no socket, connect, sendmsg, io_uring, exec,
 * fork, and no executable mapping; sendto only without an address. Where the kernel has Landlock,
 * the sender is also confined to its directories. A build without libseccomp seals nothing, and
 * slp_seal_means() says so. */
#ifndef SLP_SEAL_H
#define SLP_SEAL_H

#include "err.h"

#include <stdint.h>

/* For every process of the pusher, at its very start: no new privileges, no core file, not
 * dumpable. `parent_pid`: die with that process, whose child this must be; 0: no such. */
SL_MUST_USE int slp_harden(int parent_pid, struct sl_err *reterr);

/* The reader, once both its connections and its state are open, and before it reads a row. It can
 * open nothing from then on. */
SL_MUST_USE int slp_seal_reader(struct sl_err *reterr);

/* The sender, once its sinks are open. Below `directories` it may go on making, writing, renaming
 * and removing files. Sinks that speak to a network will need a list of their own. */
SL_MUST_USE int slp_seal_sender(const char *const *directories, uint32_t ndirectories,
                                struct sl_err *reterr);

/* What this process is sealed with: "nothing", "seccomp", "seccomp, landlock". */
const char *slp_seal_means(void);

#endif
