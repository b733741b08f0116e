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
 * A release sends the transactions from a position on, or none: its coverage says so (reader/fills.h), and
 * opens and closes it. While it is filled, chunks of its table's rows go out between two transactions.
 *
 * Order: new; then open what is covered; then per transaction begin, any of row and truncate, and settle;
 * between two, any chunk. */
#ifndef SLP_CHANGE_H
#define SLP_CHANGE_H

#include "change/outlet.h"
#include "change/relation.h"
#include "change/release.h"
#include "change/wanted.h"

struct slp_change;

struct slp_change_config {
    const struct slp_tables *tables;
    const struct sl_key *const *keys; /* per projection, by key slot */
    /* Per projection, by slot of sl_decrypt(); NULL: no projection decrypts (tests). */
    struct sl_decoder *const *const *decoders;
    const struct slp_outlet *outlet;
    const struct slp_row_reader *row_reader; /* NULL: unchanged stays unchanged (tests) */
    bool marks_large;                        /* another record stands for one that is too large */
    uint32_t run;                            /* of the state: each start has its own */
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

/* To open and close it, and for the chunks of its fill (release.h). Lives as long as `change`. */
struct slp_release *slp_change_release(struct slp_change *change, uint32_t projection);

/* The stream has brought all that was committed before `lsn`: between two transactions, where chunks stand. */
void slp_change_passed(struct slp_change *change, uint64_t lsn);

/* Whether the transaction at hand, or the last one, changed the table, whether or not that is sent. */
bool slp_change_touched(const struct slp_change *change, const struct slp_table *table);

/* slp_release_chunk_row() of a row whose cells are the projection's columns. */
SL_MUST_USE int slp_change_chunk_row(struct slp_change *change, uint32_t projection,
                                     const struct slp_tuple *row, size_t *ret_bytes,
                                     struct sl_err *reterr);

/* Values that left as null because JSON cannot hold them (NaN, infinities, far years), since new. */
uint64_t slp_change_nulled(const struct slp_change *change);

#endif
