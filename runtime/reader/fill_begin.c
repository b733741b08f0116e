/* fill_begin.c - a fill begins, or goes on (fill_steps.h): up to where its chunks may be read. */
#include "change/release_record.h"
#include "clock.h"
#include "reader/fill_steps.h"
#include "record/moment.h"

#include <time.h>

/* Until its first chunk, what waits is made with the time at which the fill began. */
static void
open_release(const struct slp_fills *fills, struct slp_fill *fill)
{
    const struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    slp_release_open(slp_fill_release(fills, fill), coverage->gen, coverage->from_lsn, true);
    slp_release_chunk_begin(slp_fill_release(fills, fill), (int64_t)time(NULL) * SL_US_PER_SECOND);
}

/* Digests of an earlier generation, or of chunks that may not have been delivered, count for nothing. */
static int
forget_digests(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    return slp_release_keeps_digests(slp_fill_release(fills, fill))
               ? slp_state_forget_all(fills->state, fill->projection, reterr)
               : 0;
}

static void
set_under_way(const struct slp_fills *fills, struct slp_fill *fill, enum slp_fill_phase phase)
{
    fill->phase = phase;
    fill->goal = (struct slp_wal_goal) { .lsn = 0 };
    fill->next = 0;
    fill->all_read = fill->locked = fill->unseen = fill->flushed = false;
    fill->judge_lsn = fill->number = fill->xid = 0;
    fill->wait_until_ms = 0;
    fills->config.pump->serials[fill->projection]++;
}

/* Generations must rise even where the state that counted them is lost: else the lake would take a new
 * one for older than what it has. Hence the seconds since 1970, or one more than before. */
static uint64_t
next_generation(uint64_t before)
{
    const uint64_t now = (uint64_t)time(NULL);
    return now > before ? now : before + 1;
}

int
slp_fill_begin(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    struct slp_conn *sql = fills->config.sql;
    uint64_t from_lsn;
    uint32_t blocks;
    bool locked;
    /* The table's size behind L: a row of a later block was written after it. */
    if (slp_wal_insert_lsn(sql, &from_lsn, reterr) != 0 ||
        slp_files_blocks(sql, slp_fill_oid(fills, fill), &blocks, &locked, reterr) != 0)
        return -1;
    if (locked)
        return slp_fills_wait_for_lock(fills, fill, &locked, reterr);
    set_under_way(fills, fill, SLP_FILL_PASS);
    fill->goal.lsn = from_lsn;
    if (slp_files_ask(sql, slp_fill_oid(fills, fill), &fill->files, reterr) != 0 ||
        slp_entry_ask(sql, slp_fill_oid(fills, fill), fills->config.publication, &fill->entry,
                      reterr) != 0)
        return -1;
    coverage->status = SLP_FILLING;
    coverage->gen = next_generation(coverage->gen);
    coverage->from_lsn = fill->goal.lsn;
    coverage->horizon_lsn = 0;
    coverage->next = fill->next;
    coverage->end_block = blocks;
    coverage->rows = coverage->bytes = 0;
    coverage->since_s = coverage->started_s = (int64_t)time(NULL);
    coverage->waits_for[0] = '\0';
    open_release(fills, fill);
    slp_fill_set_progress(fills, fill);
    if (forget_digests(fills, fill, reterr) != 0 ||
        slp_state_save_coverage(fills->state, fill->projection, reterr) != 0)
        return -1;
    slp_fill_tell(fills, fill, "fill_started");
    return 0;
}

int
slp_fill_resume(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    const struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    struct slp_conn *sql = fills->config.sql;
    const bool all_read = SLP_TID_BLOCK(coverage->next) >= coverage->end_block;
    set_under_way(fills, fill, all_read ? SLP_FILL_READ : SLP_FILL_PAUSE);
    fill->barrier.noted = false;
    fill->next = coverage->next;
    fill->all_read = all_read;
    open_release(fills, fill);
    slp_fill_set_progress(fills, fill);
    if (slp_files_ask(sql, slp_fill_oid(fills, fill), &fill->files, reterr) != 0 ||
        slp_entry_ask(sql, slp_fill_oid(fills, fill), fills->config.publication, &fill->entry,
                      reterr) != 0 ||
        forget_digests(fills, fill, reterr) != 0)
        return -1;
    slp_fill_tell(fills, fill, "fill_resumed");
    return 0;
}

/* After a start, or when too many transactions were delivered that no chunk has seen: whatever changed the
 * table and was delivered, a chunk must see. Neither L nor the generation changes. */
int
slp_fill_step_pause(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_conn *sql = fills->config.sql;
    struct slp_waited waited;
    if (!fill->barrier.noted) {
        slp_seen_clear(&fill->seen);
        if (slp_barrier_note(&fill->barrier, sql, slp_fill_oid(fills, fill), reterr) != 0)
            return -1;
    }
    if (slp_barrier_ask(&fill->barrier, sql, &waited, reterr) != 0 ||
        slp_fills_tell_wait(fills, fill, waited.whom, reterr) != 0)
        return -1;
    if (!waited.ended) {
        slp_fills_ask_later(fills, fill);
        return 0;
    }
    fill->phase = SLP_FILL_PASS;
    return slp_wal_insert_lsn(sql, &fill->goal.lsn, reterr);
}

int
slp_fill_step_pass(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    bool passed;
    if (slp_fill_pass(fills, fill, fill->goal.lsn, &passed, reterr) != 0)
        return -1;
    if (passed)
        fill->phase = SLP_FILL_READ;
    return 0;
}
