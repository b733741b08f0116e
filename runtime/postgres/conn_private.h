/* conn_private.h - the inside of a connection, for conn.c and connect.c. */
#ifndef SLP_CONN_PRIVATE_H
#define SLP_CONN_PRIVATE_H

#include "postgres/conn.h"
#include "postgres/sqlstate.h"

/* Waiting is done in steps of this length. */
enum { SLP_CONN_STEP_MS = 500 };

struct slp_conn {
    PGconn *pq;
    slp_conn_wait_fn *wait;
    void *wait_context;
    int64_t limit_ms; /* of statements; 0: none */
    bool wait_ended;
    bool told_of_standby;
    char warning[SLP_SQLSTATE_CHARS + 1];
    char sqlstate[SLP_SQLSTATE_CHARS + 1];
};

/* Fills *reterr with the SQLSTATE's class, "… while <doing>" and the remedy; returns -1. */
int slp_conn_fail_with(const char *sqlstate, const char *doing, struct sl_err *reterr);

enum slp_wait {
    SLP_WAIT_FAILED = -1, /* it cannot wait: errno */
    SLP_WAIT_OVER,        /* the deadline has passed */
    SLP_WAIT_STEP,        /* nothing has come yet */
    SLP_WAIT_READY,
};

/* Waits a step for `events` on the connection's socket, at most until `deadline_ms`. */
enum slp_wait slp_conn_wait_for_socket(PGconn *pq, short events, int64_t deadline_ms);

#endif
