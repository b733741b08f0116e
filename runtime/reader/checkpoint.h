/* checkpoint.h - how far everything is delivered: from records in flight to the flush position.
 *
 * Counts records as they are handed over, remembers the end of each transaction together with the
 * counts at that point, and moves the flush position over transactions whose every record, and
 * every record before, is durable. Pure bookkeeping: no I/O, no clock. The position never passes a
 * record that is not delivered (property test: tests/unit/runtime/reader/test_checkpoint.c).
 *
 * Order: begin, record …, commit; then again. A chunk of a fill is such a transaction, too, whose end is
 * where the stream stood. Memory is fixed: when the ring is full, transactions merge with the newest, and
 * the position moves in larger steps. */
#ifndef SLP_CHECKPOINT_H
#define SLP_CHECKPOINT_H

#include "abi/projection.h"
#include "attributes.h"
#include "postgres/tid.h"

#include <stdbool.h>
#include <stdint.h>

struct slp_checkpoint;

/* `flush_lsn` and `ordinals` (one per projection of the policy, NULL: all 0) are where the state
 * left off. NULL when memory is short. */
struct slp_checkpoint *slp_checkpoint_new(const struct sl_policy *policy, uint64_t flush_lsn,
                                          const uint64_t *ordinals);
void slp_checkpoint_free(struct slp_checkpoint *checkpoint);

/* What the records come from that one begin and commit enclose. */
struct slp_origin {
    uint32_t xid; /* a transaction of the stream; 0: none */
    slp_tid from,
        end; /* else a chunk, of the rows from here to before there (UINT64_MAX: to the last one); both
                          0: nothing that has a row */
};

void slp_checkpoint_begin(struct slp_checkpoint *checkpoint, const struct slp_origin *origin);

/* What the record of the destination with this number comes from, as long as it is not delivered. All 0: that is
 * not known any more, since transactions have merged. */
struct slp_origin slp_checkpoint_origin(const struct slp_checkpoint *checkpoint,
                                        uint32_t destination, uint64_t number);

/* One more record of a release: its number for the handoff (per destination, from 1) and its
 * ordinal in its stream (from 0: `_pos` under `positions apart`). */
struct slp_count {
    uint64_t number, ordinal;
};
struct slp_count slp_checkpoint_record(struct slp_checkpoint *checkpoint, uint32_t projection);

/* The ordinal that the next record of the release will have. */
uint64_t slp_checkpoint_next_ordinal(const struct slp_checkpoint *checkpoint, uint32_t projection);

/* The open transaction is complete; `end_lsn` is the commit's end (pgoutput Commit, end LSN). */
void slp_checkpoint_commit(struct slp_checkpoint *checkpoint, uint64_t end_lsn);

/* Every record of the destination up to `number` is durable. False when that number was never
 * given out: a contract is broken. A number below an earlier one changes nothing. */
SL_MUST_USE bool slp_checkpoint_delivered(struct slp_checkpoint *checkpoint, uint32_t destination,
                                          uint64_t number);

/* A keepalive's position: raises the flush position if no transaction is open and nothing is
 * pending; else does nothing. */
void slp_checkpoint_idle(struct slp_checkpoint *checkpoint, uint64_t wal_end);

/* What may be saved, and once saved be confirmed to PostgreSQL. Never moves back. */
uint64_t slp_checkpoint_flush_lsn(const struct slp_checkpoint *checkpoint);

/* The stream's next ordinal as of flush_lsn: what the state keeps with it. */
uint64_t slp_checkpoint_ordinal(const struct slp_checkpoint *checkpoint, uint32_t projection);

/* How far a release's fill has come, as a number of the caller's: it becomes part of the position with the
 * commit that follows, so that the state holds no more of it than was delivered. */
void slp_checkpoint_set_progress(struct slp_checkpoint *checkpoint, uint32_t projection,
                                 uint64_t progress);
/* The same as of flush_lsn; 0: none was set by then. */
uint64_t slp_checkpoint_progress(const struct slp_checkpoint *checkpoint, uint32_t projection);

/* From here on changes of one more release wait to be sent, and the position stays before the open transaction.
 * It stays so until a release() for each, within the transaction that sends the last of them: its commit takes
 * in all that came meanwhile. */
void slp_checkpoint_hold(struct slp_checkpoint *checkpoint);
void slp_checkpoint_release(struct slp_checkpoint *checkpoint);

/* The number of the destination's newest record as of flush_lsn. */
uint64_t slp_checkpoint_flushed(const struct slp_checkpoint *checkpoint, uint32_t destination);

/* The number of the destination's newest record; whether all up to a number are durable. */
uint64_t slp_checkpoint_number(const struct slp_checkpoint *checkpoint, uint32_t destination);
bool slp_checkpoint_has(const struct slp_checkpoint *checkpoint, uint32_t destination,
                        uint64_t number);

/* No transaction open and every record delivered. */
bool slp_checkpoint_is_settled(const struct slp_checkpoint *checkpoint);

/* Records handed over and not yet delivered, of all destinations. */
uint64_t slp_checkpoint_pending(const struct slp_checkpoint *checkpoint);

#endif
