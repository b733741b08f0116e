/* session.h - a look into a live PostgreSQL, 14 to 18: for `import`, `check --against-db` and `risk`; and a
 * trial of statements, for `check --migration` (trial.h).
 *
 * One transaction: of a look, read-only, and it sees one state of the database. Names, types, settings and
 * counts leave it, never a value of a user's table. */
#ifndef SLC_SESSION_H
#define SLC_SESSION_H

#include "arena.h"
#include "err.h"

#include <libpq-fe.h>
#include <stdint.h>

struct slc_session;

/* `conninfo` is libpq's: key words or a URI; what it leaves out comes from the environment, as with
 * psql. NULL and *reterr when there is no connection or the server is too old; where the text itself
 * is wrong nothing of it is quoted, since a piece of a password may stand there. The session itself lives in the arena. */
struct slc_session *slc_session_open(struct sl_arena *arena, const char *conninfo,
                                     struct sl_err *reterr);

/* The same for a trial: the transaction may write, and has the role's own settings until
 * slc_session_look(). */
struct slc_session *slc_session_open_trial(struct sl_arena *arena, const char *conninfo,
                                           struct sl_err *reterr);

/* From here on names are looked up, and written, as in a look. */
SL_MUST_USE int slc_session_look(struct slc_session *session, struct sl_err *reterr);

/* From here on whatever is asked has an end (deadline.h), with a moment for what is asked behind the deadline, a time
 * of slp_now_ms(). -1 and *reterr when the connection is gone. */
SL_MUST_USE int slc_session_limit(struct slc_session *session, int64_t deadline_ms,
                                  struct sl_err *reterr);

/* Whether no transaction is open any more. */
bool slc_session_is_idle(const struct slc_session *session);

/* Ends the connection, and with it the transaction, of which nothing stays; NULL is allowed. */
void slc_session_close(struct slc_session *session);

/* One statement with at most one parameter (NULL: none). The result has rows and is the caller's to
 * PQclear(); NULL and *reterr otherwise. */
SL_MUST_USE PGresult *slc_session_query(struct slc_session *session, const char *sql,
                                        const char *parameter, struct sl_err *reterr);

/* The same, where an error of the server is a result like another. NULL and *reterr when the connection is gone. */
SL_MUST_USE PGresult *slc_session_execute(struct slc_session *session, const char *sql,
                                          const char *parameter, struct sl_err *reterr);

#endif
