/* children.h - one life of reader and sender, as the supervisor sees it. */
#ifndef SLP_CHILDREN_H
#define SLP_CHILDREN_H

#include "config/transfer.h"
#include "sandbox/refusals.h"

#include <stdbool.h>
#include <sys/types.h>

struct slp_running_child {
    enum slp_process process;
    const char *name;
    pid_t pid;      /* 0: not running */
    int control_fd; /* our end of its control channel, -1: closed */
    int status;     /* of waitpid(), once it has ended */
    bool killed;    /* by us */
    struct slp_refusals refusals;
};

struct slp_children {
    const struct slp_config *config;
    bool until_current;
    struct slp_running_child reader, sender;
};

struct slp_children slp_children_of(const struct slp_config *config, bool until_current);

/* Starts both, and hands each its part of the configuration. -1 and *reterr: one of them may be
 * running all the same. */
SL_MUST_USE int slp_children_start(struct slp_children *children, struct sl_err *reterr);

/* Asks the reader to stop; the sender ends behind it. What the reader still writes to its control
 * channel can be read. */
void slp_children_stop(struct slp_children *children);

void slp_children_kill(struct slp_running_child *child);

/* Takes note of those that have ended; true when one had not before. */
bool slp_children_reap(struct slp_children *children);

bool slp_children_run(const struct slp_children *children);

/* After both have ended: closes what is left of this life. */
void slp_children_done(struct slp_children *children);

enum slp_outcome {
    SLP_OUTCOME_DONE,  /* both ended as they were asked, or there was nothing left to do */
    SLP_OUTCOME_AGAIN, /* to be started again */
    SLP_OUTCOME_END,   /* not to be started again */
};

/* The worse of what became of the two, and *ret_code the exit code of that child; the reader's comes first, being
 * nearer to the data. */
enum slp_outcome slp_children_outcome(const struct slp_children *children, int *ret_code);

#endif
