/* watch.h - looking after drift while the stream runs.
 *
 * Drift of a table is the business of the releases of that table, which are not covered any more
 * (reader/fills.h); all others go on. Drift of the publication as a whole, and with `"on_drift": "all"` that
 * of any table, stops the stream.
 *
 * A Relation message means that something about the table may have changed, also things that the
 * message does not tell (a column that is not listed, an enum's labels): each is followed by a look
 * at the catalogue that has seen the message's transaction, before the next row is read. Changes
 * that send no message at all (a dropped table, a publication without updates) are found by the looks
 * that come by themselves, every ten seconds unless the configuration says otherwise.
 *
 * What the catalogue has may lie ahead of where the stream is, and the rows before it are of the shape that
 * the policy knows: where the stream is to stop, everything up to the WAL position of the look is delivered and
 * confirmed first. A Relation message that differs while the catalogue does not, is of a change that
 * was undone, or of before a change that the policy knows: its rows cannot be read, and the releases that
 * would need them are not covered any more (reader/fills.h). */
#ifndef SLP_WATCH_H
#define SLP_WATCH_H

#include "change/relation.h"
#include "drift/catalogue.h"
#include "drift/drift.h"

struct slp_watch;

/* All is borrowed. */
struct slp_watch_config {
    struct slp_conn *conn; /* the reader role's */
    const struct slp_tables *tables;
    const char *publication;
    int64_t look_every_ms; /* how long after a look slp_watch_poll() takes the next one */
    bool stop_for_any;     /* drift of one table stops the stream */
};

/* Looks at once. NULL and *reterr when the look fails; differences are no failure yet. */
struct slp_watch *slp_watch_new(const struct slp_watch_config *config, struct sl_err *reterr);
/* NULL is allowed. */
void slp_watch_free(struct slp_watch *watch);

/* A Relation message of the transaction `xid`: looks if the last look did not see that transaction,
 * and binds, or sets unreadable what differs. The caller has settled the rows before it
 * (slp_change_settle). -1 and *reterr: DRIFT when the message differs and the stream is to stop, RETRY and
 * others when the look fails. */
SL_MUST_USE int slp_watch_relation(struct slp_watch *watch, struct slp_relations *relations,
                                   const struct slp_relation *message, uint32_t xid,
                                   struct sl_err *reterr);

/* Looks now. */
SL_MUST_USE int slp_watch_look(struct slp_watch *watch, struct sl_err *reterr);

/* How many looks there were: whether slp_watch_catalogue() has another one. */
uint64_t slp_watch_looks(const struct slp_watch *watch);

/* Looks when it is time. `now_ms` as slp_now_ms(). */
SL_MUST_USE int slp_watch_poll(struct slp_watch *watch, int64_t now_ms, struct sl_err *reterr);

/* When slp_watch_poll() is to be called at the latest, as slp_now_ms(). */
int64_t slp_watch_next_poll_ms(const struct slp_watch *watch);

/* What the newest look found that keeps the release from being sent; NULL: nothing. It lives as long as the
 * look. */
const struct slp_difference *slp_watch_drift(const struct slp_watch *watch,
                                             const struct sl_projection *release);

/* Where the stream has to end because of a difference; 0: nowhere. Everything before it is to be delivered
 * and confirmed, then slp_watch_fail(). */
uint64_t slp_watch_stop_lsn(const struct slp_watch *watch);

/* What stops the stream, as an error (DRIFT): -1. 0 when nothing does. */
SL_MUST_USE int slp_watch_fail(const struct slp_watch *watch, struct sl_err *reterr);

/* The newest look; lives until the next call that may look. */
const struct slp_catalogue *slp_watch_catalogue(const struct slp_watch *watch);

#endif
