/* position.h - where the stream stands: what a restart begins with. */
#ifndef SLP_POSITION_H
#define SLP_POSITION_H

#include "err.h"

#include <stdint.h>

/* PostgreSQL's NAMEDATALEN: names of databases and slots are shorter. */
enum { SLP_NAME_BYTES = 64 };

enum slp_phase {
    SLP_PHASE_NONE,     /* nothing was done yet */
    SLP_PHASE_CREATING, /* the slot is about to be created: it may exist, unused */
    SLP_PHASE_SNAPSHOT, /* the same, by a pusher from before there was coverage: the slot exists */
    SLP_PHASE_STREAM,   /* the slot exists, and the stream is followed */
};

/* Where the stream stands. */
struct slp_position {
    char system_identifier[SLP_NAME_BYTES];
    char database[SLP_NAME_BYTES];
    char slot[SLP_NAME_BYTES];
    uint32_t timeline;
    enum slp_phase phase;
    uint64_t gen;            /* of the snapshot of a pusher from before there was coverage */
    uint64_t consistent_lsn; /* the same; both keep their places in the state */
    uint64_t flush_lsn;      /* everything up to here is delivered */
};

/* Compares with the server and the slot that it is to be used with; `path` of the state is for
 * errors. 0 when nothing was done yet, or it is about this database and slot; else -1 and *reterr,
 * class GAP for another system, CONFIG for another database or slot, with what is held and the
 * remedy. */
struct slp_identity;
SL_MUST_USE int slp_position_check(const struct slp_position *position, const char *path,
                                   const struct slp_identity *identity, const char *slot,
                                   struct sl_err *reterr);

#endif
