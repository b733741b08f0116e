/* seal.h - a process gives up what it will not need again (docs/threat-model.md).
 *
 * Before: connections are made and files are open. After: seccomp lets through the system calls of
 * a list and answers EPERM to all others, for good. No socket, connect, sendmsg, io_uring, open,
 * exec, fork, and no executable mapping; sendto only without an address. Where the kernel has
 * Landlock, the sender is also confined to its directories. */
#ifndef SLP_SEAL_H
#define SLP_SEAL_H

#include "err.h"

#include <stdbool.h>

/* For every process of the pusher, at its very start: no new privileges, no core file, not
 * dumpable, dies with its parent (`parent_pid`; 0: has none of ours). */
SL_MUST_USE int slp_harden(int parent_pid, struct sl_err *reterr);

/* The reader, once both its connections are open, and before it reads a row. */
SL_MUST_USE int slp_seal_reader(struct sl_err *reterr);

/* The sender, once its sinks are open. Below `directories` it may go on making, writing, renaming
 * and removing files. `network`: some sink needs TCP and UDP. */
SL_MUST_USE int slp_seal_sender(const char *const *directories, unsigned ndirectories, bool network,
                                struct sl_err *reterr);

#endif
