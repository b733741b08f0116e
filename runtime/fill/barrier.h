/* barrier.h - before a fill: whoever may have written under an older catalogue has ended.
 *
 * Logical decoding judges a change by the catalogue as of that change: a transaction that wrote to the
 * table before the publication's entry was there, and commits later, is sent in part or not at all. So the
 * fill waits for every transaction that holds a writer's lock on the table or on one of its partitions.
 * Each keeps it until its commit is visible to others (PostgreSQL 54.13). An ordinary role sees all
 * locks; a prepared transaction has no process, and is known by its virtual transaction as well. */
#ifndef SLP_BARRIER_H
#define SLP_BARRIER_H

#include "buf.h"
#include "coverage/coverage.h"
#include "postgres/conn.h"

struct slp_barrier {
    struct sl_buf writers; /* an array of virtual transactions, for SQL; empty: nobody */
    bool noted;            /* the writers are listed */
};

void slp_barrier_init(struct slp_barrier *barrier);
void slp_barrier_done(struct slp_barrier *barrier);

/* Lists who may have written to the table `oid` and its partitions. */
SL_MUST_USE int slp_barrier_note(struct slp_barrier *barrier, struct slp_conn *conn, uint32_t oid,
                                 struct sl_err *reterr);

/* Whether the transactions that are waited for have ended, and if not, some of them: processes, or the names
 * of prepared transactions. */
struct slp_waited {
    bool ended;
    char whom[SLP_DETAIL_BYTES];
};

SL_MUST_USE int slp_barrier_ask(const struct slp_barrier *barrier, struct slp_conn *conn,
                                struct slp_waited *ret, struct sl_err *reterr);

/* The same of those whose lock keeps everybody from reading the table `oid` or one of its partitions. */
SL_MUST_USE int slp_barrier_ask_lock(struct slp_conn *conn, uint32_t oid, struct slp_waited *ret,
                                     struct sl_err *reterr);

/* Every transaction of the server that ran after the last chunk must end before the end mark: an ALTER that
 * waits for its standby is in the WAL, and no look sees it. */

/* The same of all transactions below `xid`. */
SL_MUST_USE int slp_barrier_ask_xid(struct slp_conn *conn, uint64_t xid, struct slp_waited *ret,
                                    struct sl_err *reterr);

#endif
