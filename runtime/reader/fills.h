/* fills.h - what the lake holds whole, release by release, and filling what it does not.
 *
 * Coverage: for each release the state says what it was filled from (coverage/facts.h). Each look at the
 * catalogue is compared with it. What does not match any more is uncovered: nothing of the release is sent,
 * until it was filled again, alone, while all others go on. So are the releases of a table that is not as the
 * policy says (drift/watch.h); they are filled when a look finds it right.
 *
 * A fill:
 *   look       the catalogue is right, and the facts are noted
 *   writers    whoever may have written under an older catalogue has ended (fill/barrier.h)
 *   L          the WAL's end is taken: what commits from here on is sent, in a new generation
 *   pass       the stream has come to L
 *   read       chunk by chunk (fill/chunk.h), each between two transactions of the stream
 *   deliver    the stream has passed what the last chunk saw, and all records are durable
 *   older      every transaction that ran after the last chunk has ended; another look matches
 *   mark       `f` takes out what was not sent in this generation; once it is durable: covered
 *
 * A chunk's records stand one below the position that the stream has passed: above every transaction that
 * was sent, below every later one. What the chunk's snapshot saw beyond that comes again in the stream; what
 * the stream has brought, the snapshot must see. So whatever a chunk reads, the newest record of a row is
 * its newest content. Where it reads is kept with the checkpoint: a kill costs one chunk.
 *
 * One release is read at a time; a fill that waits lets others go on (fill_turns.c).
 *
 * Nothing is written to the database, and no transaction is open longer than a chunk.
 *
 * Order: new; then looked() after whatever may have looked (watch.h), begin() and end() around each
 * transaction, step() between two. */
#ifndef SLP_FILLS_H
#define SLP_FILLS_H

#include "change/change.h"
#include "coverage/cause.h"
#include "drift/watch.h"
#include "reader/pump.h"

struct slp_fills;

/* Everything is borrowed until free. */
struct slp_fills_config {
    struct slp_pump *pump; /* requests come from it: new() sets its handler */
    struct slp_conn *sql;
    struct slp_change *change;
    struct slp_watch *watch; /* its first look was taken */
    const struct slp_tables *tables;
    const struct sl_key *const *keys; /* per projection, by key slot */
    const char *publication;
    bool stop_for_any;   /* a row that cannot be sent is an error, and not its release's affair */
    bool fill_on_change; /* a release whose semantics changed is filled again */
    uint64_t most_rows;  /* of a chunk; 0: by bytes and time alone */
};

/* Opens what is covered, and goes on with a fill that was under way. NULL and *reterr on failure. */
struct slp_fills *slp_fills_new(const struct slp_fills_config *config, struct sl_err *reterr);
void slp_fills_free(struct slp_fills *fills);

/* Compares the newest look with what was noted, unless that was done. */
SL_MUST_USE int slp_fills_looked(struct slp_fills *fills, struct sl_err *reterr);

/* A Relation message, in the transaction at hand: a release that the transaction is sent to reads the table
 * that was noted, under its name, or is uncovered. */
SL_MUST_USE int slp_fills_relation(struct slp_fills *fills, const struct slp_relation *message,
                                   struct sl_err *reterr);

/* A transaction begins: its position is below the state's bound when this returns. */
SL_MUST_USE int slp_fills_begin(struct slp_fills *fills, uint64_t commit_lsn,
                                struct sl_err *reterr);
/* It has ended. */
void slp_fills_end(struct slp_fills *fills, uint32_t xid);

/* Between two transactions: where the stream is, and whether it has nothing more at the moment. */
struct slp_fills_moment {
    uint64_t passed_lsn;
    bool idle;
};

/* Whether step() would do something now, for a stream that has more. */
bool slp_fills_is_due(const struct slp_fills *fills);

/* Does what is next: at most a chunk. */
SL_MUST_USE int slp_fills_step(struct slp_fills *fills, const struct slp_fills_moment *moment,
                               struct sl_err *reterr);

/* How long step() may be left alone, when the stream has nothing. */
int slp_fills_timeout_ms(const struct slp_fills *fills);

/* Whether nothing is to be filled: what is paused does not count, nor what cannot be filled, since the
 * table is not as the policy says. */
bool slp_fills_are_done(const struct slp_fills *fills);

/* Whether all that could go on has waited too long for somebody (patience.h): -1 and *reterr (WAITED). */
SL_MUST_USE int slp_fills_check_patience(const struct slp_fills *fills, struct sl_err *reterr);

/* How many releases the lake does not have whole: that the stream is delivered says nothing of them. */
uint32_t slp_fills_count_not_whole(const struct slp_fills *fills);

/* Whether some release of the table is sent, or will be. */
bool slp_fills_send_table(const struct slp_fills *fills, const struct sl_table *table);

/* Once they are done: what keeps releases from being sent though nobody paused them, as an error (DRIFT): -1.
 * 0 when nothing does. */
SL_MUST_USE int slp_fills_fail(const struct slp_fills *fills, struct sl_err *reterr);

/* A statement about the table was refused, or cannot even be made: a look tells why. 0 when no release of the
 * table is sent any more; else -1, with *reterr as it came. */
SL_MUST_USE int slp_fills_look_again(struct slp_fills *fills, const struct slp_table *table,
                                     struct sl_err *reterr);

/* A row of the release cannot be sent: the release is paused, and the event `row_failed` tells which row.
 * Nobody but a person can mend it: a fill would meet the same row. For a *failure of class DRIFT a look comes
 * first: where it finds what differs, that uncovers the release, and no row is told. -1 and *reterr = *failure
 * where that is to stop all. */
SL_MUST_USE int slp_fills_row_failed(struct slp_fills *fills, uint32_t projection,
                                     const struct slp_failed_row *row, const struct sl_err *failure,
                                     struct sl_err *reterr);

/* A record of the row is too large, and another is sent in its place: tells which row it is. */
void slp_fills_tell_mark(const struct slp_fills *fills, uint32_t projection, struct sl_str key);

/* The table's releases are not whole any more. */
SL_MUST_USE int slp_fills_uncover_table(struct slp_fills *fills, const struct slp_table *table,
                                        enum slp_cause cause, struct sl_err *reterr);

#endif
