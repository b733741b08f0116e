/* replication_wait.h - a wait of the reader during which nothing of the stream goes on: for a streamed
 * transaction that nobody can see yet, or for a lock on the table of its rows. Who causes it is elsewhere, and
 * it may last for ever: so what is waited for is logged (event replication_waits) after two seconds, and then
 * once a minute. */
#ifndef SLP_REPLICATION_WAIT_H
#define SLP_REPLICATION_WAIT_H

#include "postgres/conn.h"

/* Whom a commit waits for that nobody can see. */
#define SLP_SYNCHRONOUS_STANDBY "a synchronous standby, until which the commit is not visible"

enum { SLP_WAITED_FOR_BYTES = 160 };

/* Only `xid`, the streamed transaction's, is set by whoever begins to wait. */
struct slp_replication_wait {
    uint32_t xid;
    int64_t since_ms, say_ms, pause_ms;
    char whom[SLP_WAITED_FOR_BYTES]; /* the last pause was for; "": there was none */
};

/* Pauses before another try, longer each time: until the transaction is visible, which it is not while its
 * commit waits for a synchronous standby; or until nobody holds a lock on the table that is in
 * the way of reading. */
SL_MUST_USE int slp_replication_wait_visible(struct slp_replication_wait *wait,
                                             struct slp_conn *conn, struct sl_err *reterr);
SL_MUST_USE int slp_replication_wait_lock(struct slp_replication_wait *wait, struct slp_conn *conn,
                                          const char *schema, const char *name,
                                          struct sl_err *reterr);

/* Names in an error of class SL_WAITED whom the pauses so far were for: where the time ran out while another try
 * was under way. */
void slp_replication_wait_name(const struct slp_replication_wait *wait, struct sl_err *reterr);

#endif
