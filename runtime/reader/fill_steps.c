/* fill_steps.c - one fill, step by step (fills.h). */
#include "change/release_record.h"
#include "clock.h"
#include "coverage/facts.h"
#include "log.h"
#include "reader/fills_private.h"
#include "record/moment.h"

#include <stdio.h>
#include <time.h>

enum {
    LOCKED_PAUSE_MS = 1000,
    ASK_EVERY_MS = 100,
    UNSEEN_PAUSE_MS = 10,     /* the stream stands still while a transaction becomes visible, */
    UNSEEN_TIMEOUT_MS = 2000, /* for so long */
    UNSEEN_LATER_MS = 200,
    ROOM_WAIT_MS = 200,
};

static struct slp_coverage *
coverage_of(const struct slp_fills *fills)
{
    return slp_state_coverage(fills->state, fills->active.projection);
}

static struct slp_release *
release_of(const struct slp_fills *fills)
{
    return slp_fills_release(fills, fills->active.projection);
}

static uint32_t
oid_of(const struct slp_fills *fills)
{
    return slp_fills_found(fills, fills->active.projection)->oid;
}

static uint32_t
destination_of(const struct slp_fills *fills)
{
    return slp_destination_of(fills->config.tables->policy, release_of(fills)->projection);
}

static void
tell(const struct slp_fills *fills, const char *event)
{
    const struct sl_projection *declared = release_of(fills)->projection;
    const struct slp_coverage *coverage = coverage_of(fills);
    sl_log(SL_LOG_INFO, event,
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared->destination)),
                     SL_NAME("stream", sl_str_of(declared->stream)), SL_COUNT("gen", coverage->gen),
                     SL_LSN("lsn", coverage->from_lsn), SL_COUNT("rows", coverage->rows),
                     SL_COUNT("bytes", coverage->bytes)));
}

/* ---- beginning ------------------------------------------------------------------------------ */

/* How far the fill has come, for the checkpoint. The serial number tells it from an earlier fill of the
 * release in this run, whose progress may still be on its way. */
static void
set_progress(struct slp_fills *fills)
{
    struct slp_pump *pump = fills->config.pump;
    const uint32_t projection = fills->active.projection;
    slp_checkpoint_set_progress(pump->checkpoint, projection,
                                ((uint64_t)pump->serials[projection] << 48) | fills->active.next);
}

/* Until its first chunk, what waits is made with the time at which the fill began. */
static void
open_release(const struct slp_fills *fills)
{
    const struct slp_coverage *coverage = coverage_of(fills);
    slp_release_open(release_of(fills), coverage->gen, coverage->from_lsn, true);
    slp_release_chunk_begin(release_of(fills), (int64_t)time(NULL) * SL_US_PER_SECOND);
}

/* Digests of an earlier generation, or of chunks that may not have been delivered, count for nothing. */
static int
forget_digests(struct slp_fills *fills, struct sl_err *reterr)
{
    return slp_release_keeps_digests(release_of(fills))
               ? slp_state_forget_all(fills->state, fills->active.projection, reterr)
               : 0;
}

static void
begin_active(struct slp_fills *fills, uint32_t projection, enum slp_fill_phase phase)
{
    fills->active = (struct slp_fill) { .projection = projection, .phase = phase };
    fills->config.pump->serials[projection]++;
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
slp_fill_begin(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    struct slp_fill *fill = &fills->active;
    struct slp_conn *sql = fills->config.sql;
    begin_active(fills, projection, SLP_FILL_PASS);
    /* The table's size behind L: a row of a later block was written after it. */
    if (slp_wal_insert_lsn(fills->config.sql, &fill->goal.lsn, reterr) != 0 ||
        slp_files_ask(sql, oid_of(fills), &fill->files, reterr) != 0 ||
        slp_entry_ask(sql, oid_of(fills), fills->config.publication, &fill->entry, reterr) != 0)
        return -1;
    coverage->status = SLP_FILLING;
    coverage->gen = next_generation(coverage->gen);
    coverage->from_lsn = fill->goal.lsn;
    coverage->horizon_lsn = 0;
    coverage->next = fill->next;
    coverage->end_block = fill->files.blocks;
    coverage->rows = coverage->bytes = 0;
    coverage->since_s = coverage->started_s = (int64_t)time(NULL);
    coverage->waits_for[0] = '\0';
    open_release(fills);
    set_progress(fills);
    if (forget_digests(fills, reterr) != 0 ||
        slp_state_save_coverage(fills->state, projection, reterr) != 0)
        return -1;
    tell(fills, "fill_started");
    return 0;
}

int
slp_fill_resume(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    struct slp_fill *fill = &fills->active;
    struct slp_conn *sql = fills->config.sql;
    begin_active(fills, projection, SLP_FILL_PAUSE);
    fills->pending[projection].barrier.noted = false;
    fill->next = coverage->next;
    fill->all_read = SLP_TID_BLOCK(fill->next) >= coverage->end_block;
    open_release(fills);
    set_progress(fills);
    if (slp_files_ask(sql, oid_of(fills), &fill->files, reterr) != 0 ||
        slp_entry_ask(sql, oid_of(fills), fills->config.publication, &fill->entry, reterr) != 0 ||
        forget_digests(fills, reterr) != 0)
        return -1;
    tell(fills, "fill_resumed");
    return 0;
}

/* After a start, or when too many transactions were delivered that no chunk has seen: whatever changed the
 * table and was delivered, a chunk must see. Neither L nor the generation changes. */
static int
step_pause(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    struct slp_pending *pending = &fills->pending[fill->projection];
    struct slp_conn *sql = fills->config.sql;
    struct slp_waited waited;
    if (!pending->barrier.noted) {
        slp_seen_clear(&pending->seen);
        if (slp_barrier_note(&pending->barrier, sql, oid_of(fills), reterr) != 0)
            return -1;
    }
    if (slp_barrier_ask(&pending->barrier, sql, &waited, reterr) != 0 ||
        slp_fills_tell_wait(fills, fill->projection, waited.whom, reterr) != 0)
        return -1;
    fills->wait_until_ms = waited.ended ? 0 : slp_now_ms() + ASK_EVERY_MS;
    if (!waited.ended)
        return 0;
    fill->phase = SLP_FILL_PASS;
    return slp_wal_insert_lsn(sql, &fill->goal.lsn, reterr);
}

/* Whether the stream has come to an insert position. */
static int
pass(struct slp_fills *fills, uint64_t lsn, bool *ret_passed, struct sl_err *reterr)
{
    struct slp_wal_goal *goal = &fills->active.goal;
    if (goal->lsn != lsn || goal->stream == NULL)
        *goal = (struct slp_wal_goal) { .sql = fills->config.sql,
                                        .stream = fills->config.pump->stream,
                                        .lsn = lsn };
    return slp_wal_reach(goal, fills->passed_lsn, ret_passed, reterr);
}

static int
step_pass(struct slp_fills *fills, struct sl_err *reterr)
{
    bool passed;
    if (pass(fills, fills->active.goal.lsn, &passed, reterr) != 0)
        return -1;
    if (passed)
        fills->active.phase = SLP_FILL_READ;
    return 0;
}

/* ---- chunks --------------------------------------------------------------------------------- */

/* No place is left to be read. */
static void
set_all_read(struct slp_fills *fills)
{
    struct slp_fill *fill = &fills->active;
    fill->all_read = true;
    fill->next = SLP_TID(coverage_of(fills)->end_block, 0);
    set_progress(fills);
}

/* The table has other files than when the fill began. A truncation was in the stream, and left no row of
 * before; after anything else, places mean nothing any more. */
static int
judge_files(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    bool passed;
    if (pass(fills, fill->judge_lsn, &passed, reterr) != 0)
        return -1;
    if (!passed)
        return 0;
    fill->judge_lsn = 0;
    if (!release_of(fills)->truncated)
        return slp_fills_uncover(fills, fill->projection, SLP_CAUSE_FILENODE, "", reterr);
    set_all_read(fills);
    return 0;
}

static int
begin_rows(void *context, int64_t time_us, const char *snapshot, struct sl_err *reterr)
{
    struct slp_fills *fills = context;
    slp_release_chunk_begin(release_of(fills), time_us);
    sl_buf_clear(&fills->snapshot);
    sl_buf_add_str(&fills->snapshot, sl_str_of(snapshot));
    return sl_buf_cstr(&fills->snapshot) != NULL ? 0 : sl_fail(reterr, SL_RETRY, "memory is short");
}

static int
take_row(void *context, const struct slp_tuple *row, size_t *ret_bytes, struct sl_err *reterr)
{
    const struct slp_fills *fills = context;
    return slp_change_chunk_row(fills->config.change, fills->active.projection, row, ret_bytes,
                                reterr);
}

/* The chunk's records into the pipe; what would come next waits until there is room. A request may end the
 * fill meanwhile: then nothing is left to send. */
static int
send_rows(struct slp_fills *fills, struct slp_release *release, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    for (bool left = true; left && !pump->stop;) {
        struct slp_pump_wait wait = { .fd = -1, .other_fd = -1, .timeout_ms = ROOM_WAIT_MS };
        if (slp_handoff_has_room(pump->handoff)
                ? slp_release_chunk_send(release, &left, reterr) != 0
                : slp_pump_wait(pump, &wait, reterr) != 0)
            return -1;
    }
    return 0;
}

/* As a transaction between two: durable before it is handed over is what it has seen, and the position
 * holds how far it has read only once it is delivered. */
static int
send_chunk(struct slp_fills *fills, const struct slp_chunk *chunk, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    struct slp_fill *fill = &fills->active;
    struct slp_coverage *coverage = coverage_of(fills);
    const uint32_t projection = fill->projection;
    struct slp_release *release = release_of(fills);
    coverage->horizon_lsn = chunk->horizon_lsn;
    coverage->rows += chunk->rows;
    coverage->bytes += chunk->bytes;
    if (slp_state_raise_bound(fills->state, chunk->horizon_lsn, reterr) != 0 ||
        slp_state_save_coverage(fills->state, projection, reterr) != 0)
        return -1;
    const struct slp_chunk_sight sight = { .snapshot = fills->snapshot.bytes,
                                           .horizon_lsn = chunk->horizon_lsn };
    slp_checkpoint_begin(pump->checkpoint);
    if (slp_release_chunk_end(release, &sight, reterr) != 0 ||
        send_rows(fills, release, reterr) != 0)
        return -1;
    if (pump->stop)
        return sl_fail(reterr, SL_RETRY, "asked to stop");
    if (fill->projection == projection) {
        fill->next = chunk->next;
        fill->all_read = chunk->all_read;
        set_progress(fills);
    }
    slp_checkpoint_commit(pump->checkpoint, fills->passed_lsn);
    return 0;
}

/* A transaction that was streamed is not visible yet: for a moment the stream stands still, since a busy
 * one would bring the next before this one is. */
static int
wait_for_sight(struct slp_fills *fills, int64_t deadline_ms, bool *ret_again, struct sl_err *reterr)
{
    const int64_t now_ms = slp_now_ms();
    *ret_again = now_ms < deadline_ms;
    if (*ret_again)
        return slp_conn_pause(fills->config.sql, UNSEEN_PAUSE_MS, reterr);
    fills->wait_until_ms = now_ms + UNSEEN_LATER_MS;
    return 0;
}

static int
read_chunk(struct slp_fills *fills, struct slp_chunk *chunk, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    const int64_t deadline_ms = slp_now_ms() + UNSEEN_TIMEOUT_MS;
    const struct slp_chunk_source source = {
        .conn = fills->config.sql,
        .projection = release_of(fills)->projection,
        .found = slp_fills_found(fills, fill->projection),
        .publication = fills->config.publication,
        .most_rows = fills->config.most_rows,
        .files = fill->all_read ? NULL : &fill->files,
        .entry = &fill->entry,
        .seen = &fills->pending[fill->projection].seen,
        .context = fills,
        .begin = begin_rows,
        .row = take_row,
    };
    for (bool again = true; again;) {
        again = false;
        if (slp_chunk_read(&source, chunk, reterr) != 0 ||
            (chunk->outcome == SLP_CHUNK_NOT_SEEN &&
             wait_for_sight(fills, deadline_ms, &again, reterr) != 0))
            return -1;
    }
    return 0;
}

/* What the chunk found is another now: a look tells what. If it finds nothing, it was put back. */
static int
look_after_change(struct slp_fills *fills, struct sl_err *reterr)
{
    const uint32_t projection = fills->active.projection;
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    return fills->active.projection == projection
               ? slp_fills_uncover(fills, projection, SLP_CAUSE_ENTRY, "", reterr)
               : 0;
}

static int
read_and_send(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    struct slp_chunk chunk = { .next = fill->next,
                               .end_block = (uint32_t)coverage_of(fills)->end_block };
    if (read_chunk(fills, &chunk, reterr) != 0)
        return -1;
    switch (chunk.outcome) {
    case SLP_CHUNK_READ: return send_chunk(fills, &chunk, reterr);
    case SLP_CHUNK_NOT_SEEN: return 0;
    case SLP_CHUNK_LOCKED: fills->wait_until_ms = slp_now_ms() + LOCKED_PAUSE_MS; return 0;
    case SLP_CHUNK_FILES: return slp_wal_insert_lsn(fills->config.sql, &fill->judge_lsn, reterr);
    case SLP_CHUNK_CHANGED: return look_after_change(fills, reterr);
    }
    return 0;
}

/* ---- the end -------------------------------------------------------------------------------- */

static void
await_delivery(struct slp_fills *fills, enum slp_fill_phase phase)
{
    fills->active.phase = phase;
    fills->active.flushed = false;
    fills->active.number =
        slp_checkpoint_number(fills->config.pump->checkpoint, destination_of(fills));
}

static int
is_delivered(struct slp_fills *fills, bool *ret_delivered, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    *ret_delivered =
        slp_checkpoint_has(pump->checkpoint, destination_of(fills), fills->active.number);
    if (*ret_delivered || fills->active.flushed)
        return 0;
    fills->active.flushed = true;
    return slp_pump_flush(pump, reterr);
}

static int
step_read(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    struct slp_release *release = release_of(fills);
    if (fill->judge_lsn != 0)
        return judge_files(fills, reterr);
    /* A truncation has taken away all rows of before; later ones come through the stream. */
    if (release->truncated && !fill->all_read)
        set_all_read(fills);
    bool passed;
    if (slp_release_is_ahead(release))
        return pass(fills, release->recent.items[0].horizon_lsn, &passed, reterr);
    if (!fill->all_read || release->waiting.count > 0)
        return read_and_send(fills, reterr);
    await_delivery(fills, SLP_FILL_DELIVER);
    return 0;
}

static int
step_deliver(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    bool passed, delivered;
    if (pass(fills, coverage_of(fills)->horizon_lsn, &passed, reterr) != 0 ||
        is_delivered(fills, &delivered, reterr) != 0)
        return -1;
    if (!passed || !delivered)
        return 0;
    fill->phase = SLP_FILL_OLDER;
    return slp_wal_take_xid(fills->config.sql, &fill->xid, reterr);
}

/* A look that matches, after all that could be in the WAL and invisible to it has ended. */
static int
step_older(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    struct slp_pump *pump = fills->config.pump;
    const uint32_t projection = fill->projection;
    struct slp_waited waited;
    if (slp_barrier_ask_xid(fills->config.sql, fill->xid, &waited, reterr) != 0 ||
        slp_fills_tell_wait(fills, projection, waited.ended ? "" : waited.whom, reterr) != 0)
        return -1;
    fills->wait_until_ms = waited.ended ? 0 : slp_now_ms() + ASK_EVERY_MS;
    if (!waited.ended)
        return 0;
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    if (fill->projection != projection || fill->judge_lsn != 0)
        return 0;
    release_of(fills)->filling = false;
    slp_checkpoint_begin(pump->checkpoint);
    if (slp_release_end_mark(release_of(fills), reterr) != 0)
        return -1;
    slp_checkpoint_commit(pump->checkpoint, fills->passed_lsn);
    await_delivery(fills, SLP_FILL_MARK);
    return 0;
}

/* Under replica identity full, digests were kept for the fill alone. */
static int
step_mark(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_coverage *coverage = coverage_of(fills);
    struct slp_release *release = release_of(fills);
    const uint32_t projection = fills->active.projection;
    bool delivered;
    if (is_delivered(fills, &delivered, reterr) != 0)
        return -1;
    if (!delivered)
        return 0;
    coverage->status = SLP_COVERED;
    coverage->filled++;
    coverage->since_s = (int64_t)time(NULL);
    coverage->cause[0] = coverage->detail[0] = coverage->waits_for[0] = '\0';
    tell(fills, "fill_done");
    fills->active.projection = SLP_NO_FILL;
    if (release->projection->table->identity == SL_IDENTITY_FULL &&
        release->projection->updates == SL_UPDATES_CHANGES &&
        slp_state_forget_all(fills->state, projection, reterr) != 0)
        return -1;
    return slp_pump_save(fills->config.pump, fills->config.pump->position.phase, reterr);
}

int
slp_fill_step(struct slp_fills *fills, struct sl_err *reterr)
{
    struct slp_fill *fill = &fills->active;
    const bool is_read = fill->phase == SLP_FILL_DELIVER || fill->phase == SLP_FILL_OLDER;
    /* What waits goes out as a chunk; and other files have to be judged first. */
    if (is_read && (release_of(fills)->waiting.count > 0 || fill->judge_lsn != 0))
        fill->phase =
            fills->pending[fill->projection].barrier.noted ? SLP_FILL_READ : SLP_FILL_PAUSE;
    switch (fill->phase) {
    case SLP_FILL_PAUSE: return step_pause(fills, reterr);
    case SLP_FILL_PASS: return step_pass(fills, reterr);
    case SLP_FILL_READ: return step_read(fills, reterr);
    case SLP_FILL_DELIVER: return step_deliver(fills, reterr);
    case SLP_FILL_OLDER: return step_older(fills, reterr);
    case SLP_FILL_MARK: return step_mark(fills, reterr);
    }
    return 0;
}
