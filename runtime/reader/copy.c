/* copy.c - taking a snapshot. */
#include "reader/copy.h"

#include "log.h"
#include "postgres/slot.h"
#include "reader/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BURST_ROWS = 512, WAIT_MS = 1000 };

/* The snapshot's consistent point has this time: its transaction began right after. */
static int
read_time(struct slp_conn *sql, int64_t *ret_us, struct sl_err *reterr)
{
    PGresult *result =
        slp_conn_query(sql, "reading the snapshot's time",
                       "SELECT (extract(epoch FROM pg_catalog.transaction_timestamp()) * 1000000)"
                       "::pg_catalog.int8",
                       reterr);
    if (result == NULL)
        return -1;
    *ret_us = PQntuples(result) == 1 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    return 0;
}

/* One table under way. */
struct table_copy {
    const struct slp_copy *copy;
    struct slp_snapshot *snapshot;
    const struct sl_table *table;
    enum slp_snapshot_step step; /* the last one */
    uint64_t rows;
};

/* Rows until the socket is empty, a burst is done, or the table ends. */
static int
copy_burst(struct table_copy *at, struct sl_err *reterr)
{
    struct slp_tuple row;
    at->step = SLP_SNAPSHOT_ROW;
    for (unsigned i = 0; i < BURST_ROWS && slp_handoff_has_room(at->copy->pump->handoff); i++) {
        if (slp_snapshot_next(at->snapshot, &at->step, &row, reterr) != 0)
            return -1;
        if (at->step != SLP_SNAPSHOT_ROW)
            return 0;
        if (slp_change_snapshot_row(at->copy->change, at->table, &row, reterr) != 0)
            return -1;
        at->rows++;
    }
    return 0;
}

static int
copy_wait(const struct slp_copy *copy, struct slp_snapshot *snapshot, struct sl_err *reterr)
{
    struct slp_pump_wait wait = {
        .fd = slp_handoff_has_room(copy->pump->handoff) ? PQsocket(slp_conn_pq(copy->sql)) : -1,
        .other_fd = -1,
        .timeout_ms = WAIT_MS,
    };
    if (slp_pump_wait(copy->pump, &wait, reterr) != 0)
        return -1;
    return wait.fd_ready ? slp_snapshot_receive(snapshot, reterr) : 0;
}

/* A burst, and then what has to be done before the next one. */
static int
copy_turn(struct table_copy *at, struct sl_err *reterr)
{
    struct slp_pump *pump = at->copy->pump;
    uint64_t before = at->rows;
    if (copy_burst(at, reterr) != 0)
        return -1;
    if (at->step == SLP_SNAPSHOT_WAIT && at->rows > before)
        return slp_snapshot_receive(at->snapshot, reterr);
    if (at->step == SLP_SNAPSHOT_WAIT || !slp_handoff_has_room(pump->handoff))
        return copy_wait(at->copy, at->snapshot, reterr);
    return slp_pump_service(pump, reterr);
}

static int
copy_table(const struct slp_copy *copy, struct slp_snapshot *snapshot, uint32_t index,
           struct sl_err *reterr)
{
    const struct sl_table *table = copy->pump->policy->tables[index];
    const struct slp_found_table *found = &slp_watch_catalogue(copy->watch)->tables[index];
    struct table_copy at = {
        .copy = copy, .snapshot = snapshot, .table = table, .step = SLP_SNAPSHOT_ROW
    };
    if (slp_snapshot_table(snapshot, table, found, reterr) != 0)
        return -1;
    while (at.step != SLP_SNAPSHOT_END && !copy->pump->stop) {
        if (copy_turn(&at, reterr) != 0)
            return -1;
    }
    sl_log(SL_LOG_INFO, "snapshot_table",
           SL_FIELDS(SL_NAME("schema", sl_str_of(table->schema)),
                     SL_NAME("table", sl_str_of(table->name)), SL_COUNT("rows", at.rows)));
    return 0;
}

static int
copy_tables(const struct slp_copy *copy, struct slp_snapshot *snapshot, struct sl_err *reterr)
{
    const struct slp_position *position = &copy->pump->position;
    int64_t time_us;
    if (read_time(copy->sql, &time_us, reterr) != 0 ||
        slp_change_snapshot_begin(copy->change, position->gen, position->consistent_lsn, time_us,
                                  reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < copy->pump->policy->ntables && !copy->pump->stop; i++)
        if (copy_table(copy, snapshot, i, reterr) != 0)
            return -1;
    return copy->pump->stop ? 0 : slp_snapshot_end(snapshot, reterr);
}

/* The snapshot counts as one transaction that ends at its consistent point: what a slot streams
 * from before is older than every row of it. */
static int
deliver(const struct slp_copy *copy, struct slp_snapshot *snapshot, struct sl_err *reterr)
{
    struct slp_pump *pump = copy->pump;
    slp_checkpoint_restart_ordinals(pump->checkpoint);
    slp_checkpoint_begin(pump->checkpoint);
    if (copy_tables(copy, snapshot, reterr) != 0 || pump->stop)
        return pump->stop ? 0 : -1;
    slp_checkpoint_commit(pump->checkpoint, pump->position.consistent_lsn);
    if (slp_pump_settle(pump, 0, -1, reterr) != 0)
        return -1;
    if (!slp_checkpoint_is_settled(pump->checkpoint))
        return 0;
    return slp_pump_save(pump, SLP_PHASE_STREAM, reterr);
}

/* A temporary slot's name: names of slots are unique in the whole cluster. */
static void
name_temporary(const char *slot, char ret_name[SLP_NAME_BYTES])
{
    snprintf(ret_name, SLP_NAME_BYTES, "%.50s_snapshot", slot);
}

/* Makes the slot, imports its snapshot before it can die, and saves the phase. */
static struct slp_snapshot *
open_snapshot(const struct slp_copy *copy, const char *name, struct sl_err *reterr)
{
    struct slp_pump *pump = copy->pump;
    struct slp_new_slot made;
    const enum slp_slot_kind kind = copy->slot_exists ? SLP_SLOT_TEMPORARY : SLP_SLOT_PERMANENT;
    if (slp_slot_create(copy->replication, name, kind, &made, reterr) != 0)
        return NULL;
    struct slp_snapshot *snapshot = slp_snapshot_new(copy->sql, made.snapshot, reterr);
    if (snapshot == NULL)
        return NULL;
    pump->position.consistent_lsn = made.consistent_lsn;
    slp_checkpoint_idle(pump->checkpoint, copy->slot_exists ? copy->slot_lsn : made.consistent_lsn);
    if (slp_pump_save(pump, SLP_PHASE_SNAPSHOT, reterr) != 0) {
        slp_snapshot_free(snapshot);
        return NULL;
    }
    sl_log(SL_LOG_INFO, "snapshot_started",
           SL_FIELDS(SL_COUNT("gen", pump->position.gen), SL_LSN("lsn", made.consistent_lsn)));
    return snapshot;
}

/* Generations must rise even where the state that counted them is lost: else the lake would take a
 * new snapshot for older than what it has. Hence the seconds since 1970, or one more than before. */
static uint64_t
next_generation(uint64_t before)
{
    uint64_t now = (uint64_t)time(NULL);
    return now > before ? now : before + 1;
}

int
slp_copy_run(const struct slp_copy *copy, struct sl_err *reterr)
{
    struct slp_pump *pump = copy->pump;
    char temporary[SLP_NAME_BYTES];
    name_temporary(copy->slot, temporary);
    pump->position.gen = next_generation(pump->position.gen);
    if (slp_pump_save(pump, copy->slot_exists ? SLP_PHASE_SNAPSHOT : SLP_PHASE_CREATING, reterr) !=
        0)
        return -1;
    struct slp_snapshot *snapshot =
        open_snapshot(copy, copy->slot_exists ? temporary : copy->slot, reterr);
    if (snapshot == NULL)
        return -1;
    int failed = deliver(copy, snapshot, reterr);
    slp_snapshot_free(snapshot);
    if (failed == 0 && !pump->stop && copy->slot_exists)
        failed = slp_slot_drop(copy->replication, temporary, reterr);
    if (failed == 0 && pump->position.phase == SLP_PHASE_STREAM)
        sl_log(SL_LOG_INFO, "snapshot_delivered",
               SL_FIELDS(SL_LSN("lsn", pump->position.consistent_lsn)));
    return failed;
}
