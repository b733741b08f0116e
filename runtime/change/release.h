/* release.h - one release: from images of a row to its records.
 *
 * What an insert, update, delete or truncate means to it is told in change.h; here it is done. */
#ifndef SLP_RELEASE_H
#define SLP_RELEASE_H

#include "buf.h"
#include "change/changed_row.h"
#include "change/kept_rows.h"
#include "change/outlet.h"
#include "change/recent_chunks.h"

/* Where records stand in the stream: those of a transaction, or those of a chunk between two. */
struct slp_moment {
    uint64_t lsn; /* of the commit; of a chunk: one before what the stream has passed */
    int64_t commit_time_us;
    uint64_t sent; /* by the release at this place: `_seq` of the next under shared positions */
};

/* The transaction at hand, and the run that reads it. */
struct slp_transaction {
    struct slp_moment moment;
    uint64_t passed_lsn; /* the stream has brought all that was committed before */
    uint32_t xid;        /* top-level, its lower 32 bits */
    uint32_t run;
    uint64_t replay_lsn; /* up to here an earlier run may have sent the same changes */
};

struct slp_release {
    const struct sl_projection *projection;
    uint32_t index; /* into the policy's projections */
    const struct slp_table *table;
    enum sl_positions positions;
    struct sl_record *record;
    bool marks_large;         /* another record stands for one that is too large */
    struct sl_value *cells;   /* scratch, as many as the projection has columns */
    struct sl_buf old_fields; /* scratch: under replica identity full, what the old row released */
    const struct slp_outlet *outlet;
    const struct slp_transaction *transaction;
    struct slp_moment in_transaction, in_chunk;
    struct slp_moment *at; /* that of the record at hand */

    uint64_t gen;      /* of its records */
    uint64_t from_lsn; /* transactions that committed before it are not sent */

    /* While it is filled (release_fill.c). */
    bool filling;
    bool truncated;               /* since the fill began: no row of before is left */
    struct slp_kept_rows waiting; /* updates, for the next chunk */
    struct slp_kept_rows chunk;   /* rows that were read, until they are sent */
    struct slp_recent_chunks recent;
    struct slp_kept_row **sorted; /* the chunk's, while they are sent */
    uint32_t nsorted, at_sorted;
};

/* Takes `record` over; ends with slp_release_done(). Closed at first. */
void slp_release_init(struct slp_release *release, const struct sl_policy *policy, uint32_t index,
                      struct sl_record *record);
void slp_release_done(struct slp_release *release);

/* Nothing of the release is sent, and what waited is dropped. */
void slp_release_close(struct slp_release *release);
/* Transactions from `from_lsn` on are sent in generation `gen`. Where it is filled, chunk_begin() follows
 * with the present time, for what waits before the first chunk. */
void slp_release_open(struct slp_release *release, uint64_t gen, uint64_t from_lsn, bool filling);

/* Another transaction begins. */
void slp_release_begin(struct slp_release *release);

/* Whether the transaction at hand is sent. */
bool slp_release_takes(const struct slp_release *release);

SL_MUST_USE int slp_release_insert(struct slp_release *release, const struct slp_images *images,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_release_update(struct slp_release *release, const struct slp_images *images,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_release_delete(struct slp_release *release, const struct slp_images *images,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_release_truncate(struct slp_release *release, struct sl_err *reterr);

/* ---- chunks of a fill, between two transactions (release_fill.c) ---------------------------- */

/* A chunk's transaction has this time. What was kept of an earlier one is dropped. */
void slp_release_chunk_begin(struct slp_release *release, int64_t time_us);

/* Writes and keeps a row, where the filter lets it through. *ret_bytes: of what is kept. */
SL_MUST_USE int slp_release_chunk_row(struct slp_release *release, const struct sl_value *image,
                                      size_t *ret_bytes, struct sl_err *reterr);

/* What a chunk has seen, which the stream may bring later. */
struct slp_chunk_sight {
    const char *snapshot; /* the text of pg_current_snapshot() */
    uint64_t horizon_lsn; /* all that it sees was committed before */
};

/* The chunk is good: what waits joins it, and all is sorted by the released key. */
SL_MUST_USE int slp_release_chunk_end(struct slp_release *release,
                                      const struct slp_chunk_sight *sight, struct sl_err *reterr);

/* Whether the stream has to bring more of what chunks have seen, before another is read. */
bool slp_release_is_ahead(const struct slp_release *release);

/* The stream has passed the transaction's passed_lsn. */
void slp_release_passed(struct slp_release *release);

/* Sends some of it; *ret_left: there is more. */
SL_MUST_USE int slp_release_chunk_send(struct slp_release *release, bool *ret_left,
                                       struct sl_err *reterr);

/* All of the generation is sent: `f`, where deletes are sent. */
SL_MUST_USE int slp_release_end_mark(struct slp_release *release, struct sl_err *reterr);

#endif
