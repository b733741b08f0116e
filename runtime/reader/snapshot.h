/* snapshot.h - the rows that were there before the stream began.
 *
 * On the SQL connection, in one read-only REPEATABLE READ transaction under the snapshot that the
 * new slot exported: table by table, exactly the columns that some release reads. The text of a
 * value is the type's output, as in the stream (a cast to text would differ for char(n) and
 * boolean).
 *
 * Order: new, then for every table: table, and until END: next, or on WAIT wait for the connection's
 * socket and receive; at last end; free in any state. */
#ifndef SLP_SNAPSHOT_H
#define SLP_SNAPSHOT_H

#include "abi/projection.h"
#include "drift/catalogue.h"
#include "postgres/pgoutput.h"

struct slp_snapshot;

enum slp_snapshot_step {
    SLP_SNAPSHOT_ROW,  /* *ret_row is set: until the next call */
    SLP_SNAPSHOT_WAIT, /* nothing without receiving */
    SLP_SNAPSHOT_END,  /* the table is complete */
};

/* Opens the transaction and imports `name`. The connection stays the caller's. */
struct slp_snapshot *slp_snapshot_new(struct slp_conn *conn, const char *name,
                                      struct sl_err *reterr);

/* Starts with a table. Cells come in policy order: the columns with SL_COLUMN_PUBLISHED. `found` is
 * what the catalogue had when it was compared with the policy: the table is locked against changes,
 * and a name that means another column or type by now is DRIFT. */
SL_MUST_USE int slp_snapshot_table(struct slp_snapshot *snapshot, const struct sl_table *table,
                                   const struct slp_found_table *found, struct sl_err *reterr);

SL_MUST_USE int slp_snapshot_next(struct slp_snapshot *snapshot, enum slp_snapshot_step *ret_step,
                                  struct slp_tuple *ret_row, struct sl_err *reterr);
SL_MUST_USE int slp_snapshot_receive(struct slp_snapshot *snapshot, struct sl_err *reterr);

/* Ends the transaction. */
SL_MUST_USE int slp_snapshot_end(struct slp_snapshot *snapshot, struct sl_err *reterr);

/* NULL is allowed. */
void slp_snapshot_free(struct slp_snapshot *snapshot);

#endif
