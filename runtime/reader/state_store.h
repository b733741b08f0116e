/* state_store.h - the LMDB environment under state.h: opening, one bounded write transaction at a
 * time, and what is held besides digests, as bytes.
 *
 * Table "head", one entry: version, run, digest key, position. Table "releases", by
 * "destination.stream": struct slp_stored_release. Table "digests": digests.h. Table "coverage", by
 * "destination.stream": struct slp_coverage, then the release's facts (coverage/facts.h); and, by names
 * that no release has, since they begin with the dot, struct slp_stored_delivery and each destination's
 * struct slp_marker. A pusher from before there was coverage leaves that
 * table alone, which the copy of the position shows. Numbers in the byte order of the machine, as LMDB's
 * own: a state does not move between architectures. */
#ifndef SLP_STATE_STORE_H
#define SLP_STATE_STORE_H

#include "abi/projection.h"
#include "coverage/coverage.h"
#include "coverage/release_name.h"
#include "reader/position.h"
#include "record/marker.h"
#include "siphash.h"

#include <lmdb.h>

struct slp_store {
    char *path;
    MDB_env *env;
    MDB_dbi head, releases, digests, coverage;
    bool no_coverage; /* by slp_store_look(): a state from before there was any */
    MDB_txn *txn;     /* the open write transaction, NULL: none */
};

struct slp_store_head {
    struct slp_position position;
    uint8_t digest_key[SL_SIPHASH_KEY_BYTES];
    uint32_t run; /* 0: a new state */
};

struct slp_stored_release {
    char sha256[64]; /* hex, of the semantics that were adopted */
    uint64_t ordinal;
    uint32_t id;    /* in keys of digests */
    uint32_t epoch; /* of its digests: older ones do not count */
    bool adopted;
    bool stale; /* digests of older epochs may be left */
};

struct slp_stored_delivery {
    uint64_t flush_lsn; /* a copy of the position's */
    uint64_t bound_lsn; /* nothing that was committed after it was handed over */
};

/* After an error the store is only fit for closing. */
SL_MUST_USE int slp_store_open(struct slp_store *store, const char *path, struct sl_err *reterr);
/* The same for reading the head alone: 1; 0 where there is no state. Changes nothing. */
SL_MUST_USE int slp_store_look(struct slp_store *store, const char *path, struct sl_err *reterr);
void slp_store_close(struct slp_store *store);

/* Makes sure that a write transaction is open; commits durably. */
SL_MUST_USE int slp_store_begin(struct slp_store *store, struct sl_err *reterr);
SL_MUST_USE int slp_store_commit(struct slp_store *store, struct sl_err *reterr);

/* All within the open transaction. A release that is not held yet gets an id. */
SL_MUST_USE int slp_store_read_head(struct slp_store *store, struct slp_store_head *ret,
                                    struct sl_err *reterr);
SL_MUST_USE int slp_store_write_head(struct slp_store *store, const struct slp_store_head *head,
                                     struct sl_err *reterr);
SL_MUST_USE int slp_store_read_release(struct slp_store *store,
                                       const struct sl_projection *projection,
                                       struct slp_stored_release *ret, struct sl_err *reterr);
SL_MUST_USE int slp_store_write_release(struct slp_store *store,
                                        const struct sl_projection *projection,
                                        const struct slp_stored_release *release,
                                        struct sl_err *reterr);

/* A release's coverage: 1 and its facts, which live until the transaction's next change; 0: there is none.
 * The name is "destination.stream". */
SL_MUST_USE int slp_store_read_coverage(struct slp_store *store, struct sl_str name,
                                        struct slp_coverage *ret, struct sl_str *ret_facts,
                                        struct sl_err *reterr);
SL_MUST_USE int slp_store_write_coverage(struct slp_store *store, struct sl_str name,
                                         const struct slp_coverage *coverage, struct sl_str facts,
                                         struct sl_err *reterr);

/* Each release that has coverage, also those that the pusher does not know, until `take` fails. Facts and
 * name live during the call, which must not change the table. */
typedef int slp_store_coverage_fn(void *context, struct sl_str name,
                                  const struct slp_coverage *coverage, struct sl_str facts,
                                  struct sl_err *reterr);
SL_MUST_USE int slp_store_each_coverage(struct slp_store *store, slp_store_coverage_fn *take,
                                        void *context, struct sl_err *reterr);

/* 1; 0 and zeros where there is none. */
SL_MUST_USE int slp_store_read_delivery(struct slp_store *store, struct slp_stored_delivery *ret,
                                        struct sl_err *reterr);
SL_MUST_USE int slp_store_write_delivery(struct slp_store *store,
                                         const struct slp_stored_delivery *delivery,
                                         struct sl_err *reterr);

/* A destination's marker: 1; 0 and none where there is none. */
SL_MUST_USE int slp_store_read_marker(struct slp_store *store, const char *destination,
                                      struct slp_marker *ret, struct sl_err *reterr);
SL_MUST_USE int slp_store_write_marker(struct slp_store *store, const char *destination,
                                       const struct slp_marker *marker, struct sl_err *reterr);

/* An LMDB result -> class, words, remedy; returns -1. */
int slp_store_fail(const struct slp_store *store, int result, const char *doing,
                   struct sl_err *reterr);

#endif
