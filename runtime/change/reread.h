/* reread.h - reading a row again by its key, whole, when the stream left out a TOASTed column.
 *
 * One statement reads every column that some release of the table reads, so that a record is made
 * of one committed version. It counts only in a snapshot in which the transaction is visible
 * (pg_visible_in_snapshot): a commit is streamed before it becomes visible to others, and for
 * longer while a synchronous standby does not answer. Until then it is tried again; the
 * connection's wait hook answers keepalives meanwhile. Keys are compared with the operator of the
 * identity's index, named with its schema.
 *
 * A row that was read again is later than its record's position and may differ between repeats. */
#ifndef SLP_REREAD_H
#define SLP_REREAD_H

#include "change/bind.h"
#include "drift/watch.h"
#include "postgres/conn.h"

struct slp_reread;

/* `conn` is the reader role's; `watch` knows the equality operators and what is partitioned. Both
 * are borrowed until free. NULL when memory is short. */
struct slp_reread *slp_reread_new(struct slp_conn *conn, const struct slp_watch *watch);
/* NULL is allowed. */
void slp_reread_free(struct slp_reread *reread);

/* One row that is wanted. */
struct slp_wanted {
    const struct slp_table *table;
    const struct sl_str *key; /* text of the table's key columns, in policy order */
    uint32_t nkey;
    struct sl_value *image; /* out: the row, when `found`; room for all the table's columns */
    bool found;             /* out: false: it is gone */
};

/* Reads all of them, of any tables, as of after the transaction `xid`. The images borrow from the
 * answers: until the next call. */
SL_MUST_USE int slp_reread_rows(struct slp_reread *reread, uint32_t xid, struct slp_wanted *wanted,
                                uint32_t count, struct sl_err *reterr);

#endif
