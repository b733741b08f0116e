/* state.h - what the pusher must remember across restarts, in an LMDB environment.
 *
 * Three things: the position (where the stream stands, and which database, slot and releases that is
 * about), the coverage of each release (coverage/coverage.h), and for releases with `updates send changes`
 * a digest per row of what was sent last.
 * Neither holds a value or a row key: digests are 8 bytes of a keyed hash whose random key is made
 * with the state and never leaves it.
 *
 * The reader opens it before it is sandboxed, and is its only writer. The position is durable when
 * slp_state_save() returns: only then may it be confirmed to PostgreSQL. Digests are written
 * along the way and ride in the same transaction; those that a crash leaves behind the position
 * are recognised and not used (slp_state_compare). The directory takes as much disk as the digests
 * need; memory stays bounded. */
#ifndef SLP_STATE_H
#define SLP_STATE_H

#include "buf.h"
#include "change/outlet.h"
#include "coverage/cause.h"
#include "coverage/coverage.h"
#include "reader/position.h"
#include "record/marker.h"

struct slp_state;

/* Opens or makes the directory (its parent must exist). CONFIG: it cannot be written, was made by
 * another version, or belongs to releases none of which this policy has. That no second pusher has
 * it open is the supervisor's care (lock.h). */
struct slp_state *slp_state_open(const char *path, const struct sl_policy *policy,
                                 struct sl_err *reterr);
/* Digests that were not saved are dropped. NULL is allowed. */
void slp_state_close(struct slp_state *state);

/* The position as it was saved last; of phase NONE in a new state. */
const struct slp_position *slp_state_position(const struct slp_state *state);

/* slp_position_check() of the position as it was saved last. */
SL_MUST_USE int slp_state_check(const struct slp_state *state, const struct slp_identity *identity,
                                const char *slot, struct sl_err *reterr);

/* The position of the state in `path`, which is not changed by looking; of phase NONE where none is.
 * Works beside a pusher that has it open, but not in one process with slp_state_open(). */
SL_MUST_USE int slp_state_peek(const char *path, struct slp_position *ret, uint64_t *ret_bound_lsn,
                               struct sl_err *reterr);

/* What is saved with a position, one per projection of the policy each. */
struct slp_state_progress {
    const uint64_t *ordinals; /* the next one of its stream */
    const slp_tid *next; /* of its fill: the first row not read by then; UINT64_MAX: as before */
};

/* Makes the position durable, with all coverage and all digests so far, in one transaction. -1 on failure
 * (a full disk: RETRY): nothing changed then. */
SL_MUST_USE int slp_state_save(struct slp_state *state, const struct slp_position *position,
                               const struct slp_state_progress *progress, struct sl_err *reterr);

/* The number of this run, durable before slp_state_open() returns: the time it was opened at in seconds
 * since 1970, or one more than the run before, whichever is higher. So it rises with every run, also
 * where the state was lost. */
uint32_t slp_state_run(const struct slp_state *state);

/* As saved last, one per projection: for slp_checkpoint_new(). */
const uint64_t *slp_state_ordinals(const struct slp_state *state);

/* ---- coverage ------------------------------------------------------------------------------- */

/* A release's coverage and facts; what is changed in them is durable with the next save. After opening, a
 * release that the state does not know is uncovered, all are when an older pusher moved the position
 * meanwhile, and those of the state that the policy does not have are so already, durably. */
struct slp_coverage *slp_state_coverage(struct slp_state *state, uint32_t projection);
struct sl_buf *slp_state_facts(struct slp_state *state, uint32_t projection);

/* What releases that the policy does not have know of columns' names (coverage/names.h). */
struct sl_str slp_state_other_names(const struct slp_state *state);

/* Makes them durable at once, in a transaction that moves no position. */
SL_MUST_USE int slp_state_save_coverage(struct slp_state *state, uint32_t projection,
                                        struct sl_err *reterr);

/* Nothing was ever handed over whose commit record stands at the bound or behind it: the log of a server that
 * holds all before the bound has every such record. Raised beyond `lsn`, in steps, before that is handed over;
 * `lsn` is where a commit record begins, or where the log ended. Durable on return. */
uint64_t slp_state_bound(const struct slp_state *state);
SL_MUST_USE int slp_state_raise_bound(struct slp_state *state, uint64_t lsn, struct sl_err *reterr);

/* All releases are uncovered, for one cause, and nothing counts as handed over; durable with the next
 * save. */
void slp_state_uncover_all(struct slp_state *state, enum slp_cause cause);
/* Those of one destination. */
void slp_state_uncover_destination(struct slp_state *state, uint32_t destination,
                                   enum slp_cause cause, const char *detail);

/* The destination's marker, as it was told last; what is changed in it is durable with the next save. Its id
 * is "" where none is known. */
struct slp_marker *slp_state_marker(struct slp_state *state, uint32_t destination);

/* Nothing was handed over yet of the server's present history. */
void slp_state_reset_bound(struct slp_state *state);

/* Each release of the state in `path`, by "destination.stream": as slp_state_peek(). */
typedef int slp_state_coverage_fn(void *context, struct sl_str name,
                                  const struct slp_coverage *coverage, struct sl_err *reterr);
SL_MUST_USE int slp_state_each_coverage(const char *path, slp_state_coverage_fn *take,
                                        void *context, struct sl_err *reterr);

/* ---- digests: `updates send changes` ------------------------------------------------------- */

/* Remembers that the row is sent, whatever was sent before: for a row that is new to the stream,
 * where a look-up would find nothing. Its texts are hashed, not kept. */
SL_MUST_USE int slp_state_remember(struct slp_state *state, const struct slp_sent_row *row,
                                   struct sl_err *reterr);

/* The same for a row that may have been sent before, and what was sent of it last. Lines up with restarts:
 * what was not part of a saved position counts as unknown, so that a replay sends all that may be missing
 * (never less than the first time). */
SL_MUST_USE int slp_state_compare(struct slp_state *state, const struct slp_sent_row *row,
                                  struct slp_sent_last *ret_last, struct sl_err *reterr);

/* The row is gone (a `d` was sent): what comes next under this key is always sent. */
SL_MUST_USE int slp_state_forget(struct slp_state *state, uint32_t projection, struct sl_str key,
                                 struct sl_err *reterr);

/* All rows of the stream are gone (`t`), or a fill of it begins. Constant time: old entries
 * are purged little by little. */
SL_MUST_USE int slp_state_forget_all(struct slp_state *state, uint32_t projection,
                                     struct sl_err *reterr);

#endif
