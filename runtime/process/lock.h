/* lock.h - one pusher at a time on a state directory of one host.
 *
 * A lock on the file `pusher.lock` in it, which the supervisor holds while it lives; the system
 * releases it when the process ends, however it ends. (Between hosts, the slot itself is the
 * lock: PostgreSQL lets one connection use it.) */
#ifndef SLP_LOCK_H
#define SLP_LOCK_H

#include "err.h"

#include <stdbool.h>
#include <sys/types.h>

/* Makes the directory if only its last part is missing, and opens the lock file: a descriptor, or
 * -1 and *reterr (CONFIG). */
SL_MUST_USE int slp_lock_open(const char *state_path, struct sl_err *reterr);

/* 1: taken; 0: another pusher holds it; -1 and *reterr otherwise. */
SL_MUST_USE int slp_lock_take(int fd, struct sl_err *reterr);

struct slp_lock_holder {
    bool runs;   /* a pusher holds the lock now */
    uid_t owner; /* whom pushers of this state run as */
    gid_t group;
};

/* Whether a pusher runs, without taking the lock or making anything: 0. 1: no pusher has ever used
 * this directory. -1 and *reterr (CONFIG). */
SL_MUST_USE int slp_lock_look(const char *state_path, struct slp_lock_holder *ret,
                              struct sl_err *reterr);

#endif
