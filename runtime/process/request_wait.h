/* request_wait.h - whoever asked waits for the pusher's acknowledgement. */
#ifndef SLP_REQUEST_WAIT_H
#define SLP_REQUEST_WAIT_H

#include "process/request_files.h"

enum slp_request_waited {
    SLP_WAITED_DONE,        /* the pusher has acknowledged the request */
    SLP_WAITED_REFUSED,     /* it has refused it */
    SLP_WAITED_NOBODY,      /* no pusher runs: the request stands */
    SLP_WAITED_TOO_LONG,    /* the time is over: it stands */
    SLP_WAITED_INTERRUPTED, /* SIGINT or SIGTERM: it stands */
};

struct slp_request_wait {
    int folder; /* of the requests */
    const struct slp_request_name *name;
    const char *state_path;
    int64_t timeout_ms;
};

/* From here on a signal ends a wait, and no program: before a request is placed, so that whoever interrupts is
 * told that it stands. */
void slp_request_wait_catch_signals(void);

/* Waits; *ret_refusal of REFUSED. */
enum slp_request_waited slp_request_wait(const struct slp_request_wait *wait,
                                         struct sl_err *ret_refusal);

#endif
