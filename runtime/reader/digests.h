/* digests.h - the state's table of what was sent last, a digest per row: state.h's second half.
 *
 * Key: u32 release, u32 epoch, u64 keyed hash of the row key, all big-endian, so that a release's
 * stale epochs stand together. Value, little-endian: struct slp_digest.
 *
 * A digest is written before its record is delivered. `confirmed` is what to compare with when the
 * position, after a restart, is found to lie before `lsn`; 0 when that is not known, and then the
 * row is sent: a replay may send more than the first time, never less. */
#ifndef SLP_DIGESTS_H
#define SLP_DIGESTS_H

#include "change/outlet.h"
#include "reader/digest_cache.h"
#include "siphash.h"

#include <lmdb.h>
#include <stdbool.h>
#include <stdint.h>

struct slp_digests {
    MDB_dbi dbi;
    struct slp_digest_cache *cache; /* what is not in the table yet */
    uint8_t key[SL_SIPHASH_KEY_BYTES];
    uint32_t run;       /* counts starts of the pusher */
    uint64_t start_lsn; /* the saved position when this run began */
    uint64_t saved_lsn; /* the saved position now */
};

/* Whose digests, and which of them count: those of earlier epochs are stale. */
struct slp_release_epoch {
    uint32_t release, epoch;
};

/* As the functions of state.h; results are LMDB's, 0 for success. They change the cache alone, which
 * must not be full; compare looks into the cache, then the table. */
void slp_digests_remember(struct slp_digests *digests, struct slp_release_epoch epoch,
                          const struct slp_sent_row *row);
SL_MUST_USE int slp_digests_compare(struct slp_digests *digests, MDB_txn *txn,
                                    struct slp_release_epoch epoch, const struct slp_sent_row *row,
                                    struct slp_sent_last *ret_last);
void slp_digests_forget(struct slp_digests *digests, struct slp_release_epoch epoch,
                        struct sl_str key);

/* Entries of the cache, in its order, into the table. */
SL_MUST_USE int slp_digests_write(const struct slp_digests *digests, MDB_txn *txn,
                                  const struct slp_cached_digest *entries, uint32_t count);

/* Removes up to `most` entries of the release from before the epoch; *ret_left when there are
 * more. */
SL_MUST_USE int slp_digests_purge(struct slp_digests *digests, MDB_txn *txn,
                                  struct slp_release_epoch epoch, uint32_t most, bool *ret_left);

#endif
