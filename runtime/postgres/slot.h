/* slot.h - replication slots: what the server says of ours, making one, dropping one. */
#ifndef SLP_SLOT_H
#define SLP_SLOT_H

#include "postgres/conn.h"

struct slp_slot {
    bool exists;
    bool active;            /* another connection reads it now */
    bool usable;            /* pgoutput, of this database, permanent */
    bool lost;              /* WAL that it needs is gone, or the server invalidated it */
    int active_pid;         /* which, in the server */
    bool has_position;      /* it is made, and not only begun */
    uint64_t confirmed_lsn; /* confirmed_flush_lsn: where the stream would begin */
};

/* Reads pg_replication_slots; any connection will do. */
SL_MUST_USE int slp_slot_read(struct slp_conn *conn, const char *name, struct slp_slot *ret_slot,
                              struct sl_err *reterr);

/* On a replication connection: a permanent slot, on PostgreSQL 17 and later with failover. Waits for the
 * transactions that run at that moment. The stream will have all that commits after *ret_lsn. */
SL_MUST_USE int slp_slot_create(struct slp_conn *conn, const char *name, uint64_t *ret_lsn,
                                struct sl_err *reterr);

/* On a replication connection. */
SL_MUST_USE int slp_slot_drop(struct slp_conn *conn, const char *name, struct sl_err *reterr);

#endif
