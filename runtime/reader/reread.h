/* reread.h - reading a row again by its key, whole, when the stream left out a TOASTed column.
 *
 * One statement reads every column that some release of the table reads, so that a record is made
 * of one committed version. It counts only in a snapshot in which the transaction is visible
 * (pg_visible_in_snapshot): a commit is streamed before it becomes visible to others, and for
 * longer while a synchronous standby does not answer. Until then it is tried again; the
 * connection's wait hook answers keepalives meanwhile. Keys are compared with the operator of the
 * identity's index, named with its schema.
 *
 * What was read is handed out once it is durable: under synchronous_commit off, a crash of the server
 * could take back what others see already.
 *
 * What cannot be read, since the table or a right is another than a moment ago, is told by a look at the
 * catalogue (slp_fills_look_again()), and its releases are not sent any more.
 *
 * A row that was read again is later than its record's position and may differ between repeats. */
#ifndef SLP_REREAD_H
#define SLP_REREAD_H

#include "change/wanted.h"
#include "drift/watch.h"
#include "reader/state.h"

struct slp_reread;

/* `conn` is the reader role's; `watch` knows the equality operators and what is partitioned,
 * the bound of `state` is raised over what was read. All are borrowed until free. NULL when memory is short. */
struct slp_reread *slp_reread_new(struct slp_conn *conn, const struct slp_watch *watch,
                                  struct slp_state *state);
/* Borrowed from now on; they come into being after the changes that need rows. */
struct slp_fills;
void slp_reread_attach(struct slp_reread *reread, struct slp_fills *fills);
/* NULL is allowed. */
void slp_reread_free(struct slp_reread *reread);

/* For slp_change_new(); borrows `reread`. The images borrow from the answers: until the next
 * call. */
struct slp_row_reader slp_reread_row_reader(struct slp_reread *reread);

#endif
