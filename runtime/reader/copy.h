/* copy.h - the snapshot phase: a slot, its snapshot, every row of every table, all delivered.
 *
 * A first snapshot makes the slot. Where the slot exists already (a snapshot that was interrupted,
 * a release that is new) a temporary slot gives a later snapshot instead, and the slot stays: rows
 * deleted in between are among what it streams, and what it streams from before the snapshot loses
 * by its position. The generation is raised, and saved, before the first record. */
#ifndef SLP_COPY_H
#define SLP_COPY_H

#include "change/change.h"
#include "drift/watch.h"
#include "reader/pump.h"

struct slp_copy {
    struct slp_pump *pump;
    struct slp_conn *replication, *sql;
    struct slp_change *change;
    const struct slp_watch *watch; /* its look found no difference */
    const char *slot;
    bool slot_exists;
    uint64_t slot_lsn; /* its confirmed position, when it exists */
};

/* 0 when the snapshot is delivered and the phase is STREAM, or when asked to stop before that: the
 * phase is then SNAPSHOT still, and the next start takes another. */
SL_MUST_USE int slp_copy_run(const struct slp_copy *copy, struct sl_err *reterr);

#endif
