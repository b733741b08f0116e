/* coverage.h - whether the lake holds a release whole, and how far a fill of it has come: what the
 * state keeps for each release, beside its facts (facts.h).
 *
 * A release is covered when its rows were read once, and every change since then was in the stream.
 * What is not covered is filled: read in chunks between two transactions of the stream. */
#ifndef SLP_COVERAGE_H
#define SLP_COVERAGE_H

#include "postgres/tid.h"

#include <stdint.h>

enum slp_coverage_status {
#define SLP_COVERAGE_STATUS(id, word, meaning) SLP_##id,
#include "coverage/status.def"
#undef SLP_COVERAGE_STATUS
};

enum { SLP_CAUSE_BYTES = 32, SLP_DETAIL_BYTES = 160 };

/* Kept in the state as it stands here: new fields take the place of `unused`. */
struct slp_coverage {
    uint32_t status;      /* enum slp_coverage_status */
    uint32_t filled;      /* how often it was filled */
    uint64_t gen;         /* `_gen` of the records that are sent, or were sent last */
    uint64_t from_lsn;    /* nothing that was committed before is sent; 0: no fill has begun */
    uint64_t horizon_lsn; /* the newest chunk has seen nothing that was committed after it */
    uint64_t next;        /* the first row that no delivered chunk has read, as a slp_tid */
    uint64_t end_block;   /* rows from this block on came through the stream */
    uint64_t rows, bytes; /* read by this fill */
    int64_t since_s; /* when it took this status, and when this fill began: in seconds since 1970 */
    int64_t started_s;
    int64_t waits_since_s; /* when it began to wait for whom `waits_for` names */
    uint64_t unused[3];
    char cause[SLP_CAUSE_BYTES];      /* UNCOVERED: a word of causes.def */
    char detail[SLP_DETAIL_BYTES];    /* names that the cause is about */
    char waits_for[SLP_DETAIL_BYTES]; /* whom the fill waits for; "": nobody */
};

/* For whom a fill waits while drift of its table is told elsewhere. */
#define SLP_WAITS_FOR_TABLE "the table to be as the policy says"

/* Whom else, beside processes and prepared transactions. */
#define SLP_WAITS_FOR_DESTINATION "the destination to deliver"

/* "covered", for status and events. */
const char *slp_coverage_word(enum slp_coverage_status status);

#endif
