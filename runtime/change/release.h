/* release.h - one release: from images of a row to its records.
 *
 * What an insert, update, delete or truncate means to it is told in change.h; here it is done. */
#ifndef SLP_RELEASE_H
#define SLP_RELEASE_H

#include "buf.h"
#include "change/changed_row.h"
#include "change/outlet.h"

/* The transaction or snapshot at hand, and the run that reads it. */
struct slp_transaction {
    uint64_t gen, lsn;
    int64_t commit_time_us;
    uint32_t run;
    uint64_t replay_lsn; /* up to here an earlier run may have sent the same changes */
};

struct slp_release {
    const struct sl_projection *projection;
    uint32_t index; /* into the policy's projections */
    const struct slp_table *table;
    enum sl_positions positions;
    struct sl_record *record;
    struct sl_value *cells;   /* scratch, as many as the projection has columns */
    struct sl_buf old_fields; /* scratch: under replica identity full, what the old row released */
    const struct slp_outlet *outlet;
    const struct slp_transaction *transaction;
    uint64_t sent; /* records of the transaction: `_seq` of the next under shared positions */
};

/* Takes `record` over; ends with slp_release_done(). */
void slp_release_init(struct slp_release *release, const struct sl_policy *policy, uint32_t index,
                      struct sl_record *record);
void slp_release_done(struct slp_release *release);

/* Another transaction begins, or the snapshot: its records are counted anew. */
void slp_release_begin(struct slp_release *release);

SL_MUST_USE int slp_release_insert(struct slp_release *release, enum sl_op op,
                                   const struct slp_images *images, struct sl_err *reterr);
SL_MUST_USE int slp_release_update(struct slp_release *release, const struct slp_images *images,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_release_delete(struct slp_release *release, const struct slp_images *images,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_release_truncate(struct slp_release *release, struct sl_err *reterr);

#endif
