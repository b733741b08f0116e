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

#include "attributes.h"
#include "siphash.h"

#include <lmdb.h>
#include <stdbool.h>
#include <stdint.h>

struct slp_digests {
    MDB_dbi dbi;
    uint8_t key[SL_SIPHASH_KEY_BYTES];
    uint32_t run;       /* counts starts of the pusher */
    uint64_t start_lsn; /* the saved position when this run began */
    uint64_t saved_lsn; /* the saved position now */
};

struct slp_digest {
    uint64_t confirmed, latest; /* 0: not known */
    uint64_t lsn;               /* of the transaction that sent `latest` */
    uint32_t run;               /* that wrote it */
    uint32_t unused;
};

/* As slp_state_differs(); results are LMDB's, 0 for success. */
SL_MUST_USE int slp_digests_differs(struct slp_digests *digests, MDB_txn *txn, uint32_t release,
                                    uint32_t epoch, struct sl_str key, struct sl_str payload,
                                    uint64_t lsn, bool *ret_differs);
SL_MUST_USE int slp_digests_forget(struct slp_digests *digests, MDB_txn *txn, uint32_t release,
                                   uint32_t epoch, struct sl_str key);

/* Removes up to `most` entries of the release from before `epoch`; *ret_left when there are more. */
SL_MUST_USE int slp_digests_purge(struct slp_digests *digests, MDB_txn *txn, uint32_t release,
                                  uint32_t epoch, uint32_t most, bool *ret_left);

#endif
