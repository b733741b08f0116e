/* child.h - the two processes below the supervisor: how they are started, and what they run.
 *
 * A child is this program again, with "--child reader" or "--child sender", so that neither holds
 * a byte of the supervisor's memory. It finds these descriptors open and no others but the
 * standard ones, and an environment of a few variables (child.c has the list). */
#ifndef SLP_CHILD_H
#define SLP_CHILD_H

#include "config/transfer.h"

#include <stdbool.h>
#include <sys/types.h>

enum slp_child_fd {
    SLP_CHILD_CONTROL = 3, /* its part of the configuration, then handoff/control.h */
    SLP_CHILD_RECORDS = 4,
    SLP_CHILD_RESULTS = 5,
    SLP_CHILD_REPORT = 6, /* of what its sandbox refuses: closed once it is sandboxed */
};

/* What the supervisor connects it with; the ends that become the child's. */
struct slp_child_pipes {
    int control, records, results, report;
};

/* Starts one; its process id, or -1 and *reterr. `pipes` stay open in the caller. */
SL_MUST_USE pid_t slp_child_start(enum slp_process process, bool until_current,
                                  const struct slp_child_pipes *pipes, struct sl_err *reterr);

/* The child's own main: `process` and `until_current` are from its arguments. The exit code. */
int slp_child_main(enum slp_process process, bool until_current);

#endif
