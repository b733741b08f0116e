/* change.h - what a change of a row means to each release of its table: from row to records.
 *
 * For each release of the table:
 *   insert    the row passes the filter: `c`
 *   update    it passes: `u`, and first `d` of the old key where the key changed;
 *             it does not: `d` of the old key where the old row passed, or may have passed and
 *             the release says `rejected rows send key`
 *   delete    `d` where the release says `deleted rows send key`, unless the old row is known not
 *             to have passed
 *   truncate  `t` where the release says `deleted rows send key`
 * A filter that the old row's known columns cannot decide counts as "may have passed". Under
 * `updates send changes` an update that changes nothing released is left out: compared with the
 * old row under replica identity full, else with the digest of what was sent last.
 *
 * A row with unchanged (TOASTed, not sent) columns takes them from the old row where the message
 * has it; else it is read again whole (wanted.h). What cannot be had any more is left out of the
 * record and named in `_unchanged`: the row's delete follows in the stream. A filter that hangs on
 * it makes the update a delete.
 *
 * Ordinals (`_seq`, under `positions apart` `_pos`) are dense: they count the records that the release
 * really sends, so that they tell nothing of rows and columns that it does not.
 *
 * Order: new; then per transaction begin, any of row and truncate, and settle; or per snapshot
 * snapshot_begin, then snapshot_row for every row of every table. */
#ifndef SLP_CHANGE_H
#define SLP_CHANGE_H

#include "change/outlet.h"
#include "change/relation.h"
#include "change/wanted.h"

struct slp_change;

struct slp_change_config {
    const struct slp_tables *tables;
    const struct sl_key *const *keys; /* per projection, by key slot */
    /* Per projection, by slot of sl_decrypt(); NULL: no projection decrypts (tests). */
    struct sl_decoder *const *const *decoders;
    const struct slp_outlet *outlet;
    const struct slp_row_reader *row_reader; /* NULL: unchanged stays unchanged (tests) */
    uint64_t gen; /* of the newest snapshot; slp_change_snapshot_begin() sets another */
    uint32_t run; /* of the state: each start has its own */
    /* Where the server's WAL ended when this run began: no earlier run can have sent what was
     * committed later. */
    uint64_t replay_lsn;
};

/* Everything in the configuration is borrowed until free. NULL and *reterr on failure. */
struct slp_change *slp_change_new(const struct slp_change_config *config, struct sl_err *reterr);
/* Wipes. NULL is allowed. */
void slp_change_free(struct slp_change *change);

void slp_change_begin(struct slp_change *change, const struct slp_begin *begin);

/* An insert, update or delete. `relations` is what the stream has announced. */
SL_MUST_USE int slp_change_row(struct slp_change *change, struct slp_relations *relations,
                               enum slp_event_kind kind, const struct slp_row_change *row,
                               struct sl_err *reterr);

SL_MUST_USE int slp_change_truncate(struct slp_change *change, struct slp_relations *relations,
                                    const struct slp_truncate *truncate, struct sl_err *reterr);

/* Sends what is still held back for re-reading. Call before a Relation is bound anew, and at the
 * commit: after it, all records of the transaction so far are out. */
SL_MUST_USE int slp_change_settle(struct slp_change *change, struct sl_err *reterr);

/* A snapshot begins: its generation, consistent point and that point's time. Every stream's digests are
 * forgotten, and every release that follows deletes starts with a `t`. */
SL_MUST_USE int slp_change_snapshot_begin(struct slp_change *change, uint64_t gen,
                                          uint64_t consistent_lsn, int64_t time_us,
                                          struct sl_err *reterr);

/* One row of a table of the policy; cells are the columns with SL_COLUMN_PUBLISHED, in policy
 * order. */
SL_MUST_USE int slp_change_snapshot_row(struct slp_change *change, const struct sl_table *table,
                                        const struct slp_tuple *row, struct sl_err *reterr);

/* Values that left as null because JSON cannot hold them (NaN, infinities, far years), since new. */
uint64_t slp_change_nulled(const struct slp_change *change);

#endif
