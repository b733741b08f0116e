/* chunk.h - a part of a table's rows, read in a transaction of its own.
 *
 * A chunk begins at a row's place and goes on until its rows made enough bytes, or the time is over. By
 * place (PostgreSQL 14 and later read a range of places directly), nothing is read twice and nothing is
 * sorted, and a cursor ends it anywhere: one block can hold 30 MB of TOASTed values. A partitioned table
 * is read through its root, all partitions side by side, and ends between two places.
 *
 * Each chunk has its own snapshot. What it means for the records is told in reader/fills.h. */
#ifndef SLP_CHUNK_H
#define SLP_CHUNK_H

#include "coverage/coverage.h"
#include "drift/catalogue.h"
#include "fill/files.h"
#include "fill/seen.h"
#include "postgres/pgoutput.h"

/* What is read, and who takes the rows. */
struct slp_chunk_source {
    struct slp_conn *conn;
    const struct sl_projection *projection; /* its columns alone are read */
    const struct slp_found_table *found;    /* as the fill's look had it */
    const char *publication;
    uint64_t most_rows;            /* a chunk ends after so many; 0: by bytes and time alone */
    const struct slp_files *files; /* what they were when the fill began; NULL: no matter */
    const struct slp_entry *entry;
    struct slp_seen *seen; /* what the snapshot must see: taken out is what it does */
    void *context;
    /* The chunk's transaction has begun, at this moment, with this snapshot. 0, or -1 and *reterr. */
    int (*begin)(void *context, int64_t time_us, const char *snapshot, struct sl_err *reterr);
    /* Cells as the projection's columns. *ret_bytes: how much the row adds to the chunk. */
    int (*row)(void *context, const struct slp_tuple *row, size_t *ret_bytes,
               struct sl_err *reterr);
};

enum slp_chunk_outcome {
    SLP_CHUNK_READ,
    SLP_CHUNK_NOT_SEEN, /* the snapshot lacks a transaction that was streamed: nothing was read */
    SLP_CHUNK_LOCKED,   /* the table is locked: nothing counts */
    SLP_CHUNK_FILES,    /* the table has other files now: nothing counts */
    SLP_CHUNK_ROW,      /* a row cannot be written (`failure`): nothing counts */
    SLP_CHUNK_CHANGED,  /* the publication or a column is another now: nothing counts */
};

struct slp_chunk {
    slp_tid next;       /* in: where to begin; out: where the next one begins */
    uint32_t end_block; /* in: rows from here on are not read */
    /* out: */
    enum slp_chunk_outcome outcome;
    bool all_read;
    uint64_t rows, bytes;
    slp_tid failed;        /* of ROW: its place */
    struct sl_err failure; /* of ROW; of CHANGED: what a statement failed with, no text: none did */
    uint64_t horizon_lsn;  /* every commit that the snapshot sees lies before it, and is durable */
};

/* 0 with an outcome; only after READ has the chunk any effect. -1 and *reterr as the statements. */
SL_MUST_USE int slp_chunk_read(const struct slp_chunk_source *source, struct slp_chunk *chunk,
                               struct sl_err *reterr);

#endif
