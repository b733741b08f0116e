/* open_transactions.h - transactions that have written and have not ended, of any database of the server: each is
 * named by its backend or, where it is prepared, by its name.
 *
 * A role without the rights of pg_read_all_stats is not told when another role's transaction began: then its age is
 * how many transactions have begun since. */
#ifndef SLP_OPEN_TRANSACTIONS_H
#define SLP_OPEN_TRANSACTIONS_H

#include "postgres/conn.h"

enum { SLP_TRANSACTION_BYTES = 320, SLP_TRANSACTION_ID_BYTES = 32, SLP_MAX_OPEN_TRANSACTIONS = 64 };

struct slp_open_transaction {
    char id[SLP_TRANSACTION_ID_BYTES]; /* the same as long as it is open */
    char whom[SLP_TRANSACTION_BYTES];  /* "pid 12 (user app, database yard, …)" */
    char end[SLP_TRANSACTION_BYTES];   /* the statement that ends it */
};

/* The one that the statement under way in the server's process `pid` waits for. *ret_found: whether there is
 * one. */
SL_MUST_USE int slp_open_transaction_before(struct slp_conn *conn, int pid,
                                            struct slp_open_transaction *ret, bool *ret_found,
                                            struct sl_err *reterr);

/* All of others, at most SLP_MAX_OPEN_TRANSACTIONS, the oldest first. */
SL_MUST_USE int slp_open_transactions(struct slp_conn *conn, struct slp_open_transaction *ret,
                                      uint32_t *ret_count, struct sl_err *reterr);

#endif
