/* recent_chunks.h - rows that a chunk has read ahead of the stream.
 *
 * A chunk's snapshot sees transactions that the stream brings only later. What such a transaction made of a
 * row that the chunk has read is older than what the chunk sent: an update of it is not told, since the row
 * compares with what it became later, and a change that released nothing would show. A chunk is recent until
 * the stream has come to where its snapshot ends. */
#ifndef SLP_RECENT_CHUNKS_H
#define SLP_RECENT_CHUNKS_H

#include "change/kept_rows.h"

/* More than these are not read ahead. */
enum { SLP_RECENT_CHUNKS = 4 };

struct slp_recent_chunk {
    char *snapshot; /* the text of pg_current_snapshot() */
    uint64_t horizon_lsn;
    uint64_t
        *keys; /* hashes, rising but for the lowest bit, which says that the row counts still */
    uint32_t nkeys;
};

struct slp_recent_chunks {
    struct slp_recent_chunk items[SLP_RECENT_CHUNKS]; /* oldest first */
    uint32_t count;
};

/* Zero is empty. */
void slp_recent_chunks_done(struct slp_recent_chunks *chunks);

/* Adds a chunk; not when there are SLP_RECENT_CHUNKS. False when memory is short. */
SL_MUST_USE bool slp_recent_chunks_add(struct slp_recent_chunks *chunks, const char *snapshot,
                                       uint64_t horizon_lsn, const struct slp_kept_rows *rows);

/* The stream has passed `lsn`. */
void slp_recent_chunks_pass(struct slp_recent_chunks *chunks, uint64_t lsn);

/* Whether a chunk has read the row and sees the transaction. */
bool slp_recent_chunks_see(const struct slp_recent_chunks *chunks, struct sl_str key, uint32_t xid);

/* The row was deleted, or sent again, since: what comes next under this key counts. */
void slp_recent_chunks_forget(struct slp_recent_chunks *chunks, struct sl_str key);

#endif
