/* fill_read.c - the chunks of a fill, one after the other (fill_steps.h). */
#include "change/release_record.h"
#include "clock.h"
#include "postgres/replication_wait.h"
#include "reader/fill_steps.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    UNSEEN_PAUSE_MS = 10,     /* the stream stands still while a transaction becomes visible, */
    UNSEEN_TIMEOUT_MS = 2000, /* for so long */
    UNSEEN_LATER_MS = 200,
    LOCKED_PAUSE_MS = 1000,
};

/* No place is left to be read. */
static void
set_all_read(const struct slp_fills *fills, struct slp_fill *fill)
{
    fill->all_read = true;
    fill->next = SLP_TID(slp_fill_coverage(fills, fill)->end_block, 0);
    slp_fill_set_progress(fills, fill);
}

/* The table has other files than when the fill began. A truncation was in the stream, and left no row of
 * before; after anything else, places mean nothing any more. */
static int
judge_files(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    bool passed;
    if (slp_fill_pass(fills, fill, fill->judge_lsn, &passed, reterr) != 0)
        return -1;
    if (!passed)
        return 0;
    fill->judge_lsn = 0;
    if (!slp_fill_release(fills, fill)->truncated)
        return slp_fills_uncover(fills, fill->projection, SLP_CAUSE_FILENODE, "", reterr);
    set_all_read(fills, fill);
    return 0;
}

/* A chunk of this fill. */
struct reading {
    struct slp_fills *fills;
    const struct slp_fill *fill;
};

static int
begin_rows(void *context, int64_t time_us, const char *snapshot, struct sl_err *reterr)
{
    const struct reading *reading = context;
    struct sl_buf *text = &reading->fills->snapshot;
    slp_release_chunk_begin(slp_fill_release(reading->fills, reading->fill), time_us);
    sl_buf_clear(text);
    sl_buf_add_str(text, sl_str_of(snapshot));
    return sl_buf_cstr(text) != NULL ? 0 : sl_fail(reterr, SL_RETRY, "memory is short");
}

static int
take_row(void *context, const struct slp_tuple *row, size_t *ret_bytes, struct sl_err *reterr)
{
    const struct reading *reading = context;
    return slp_change_chunk_row(reading->fills->config.change, reading->fill->projection, row,
                                ret_bytes, reterr);
}

/* A transaction that was streamed is not visible yet: for a moment the stream stands still, since a busy
 * one would bring the next before this one is. */
static int
wait_for_sight(struct slp_fills *fills, struct slp_fill *fill, int64_t deadline_ms, bool *ret_again,
               struct sl_err *reterr)
{
    const int64_t now_ms = slp_now_ms();
    *ret_again = now_ms < deadline_ms;
    if (*ret_again)
        return slp_conn_pause(fills->config.sql, UNSEEN_PAUSE_MS, reterr);
    fill->wait_until_ms = now_ms + UNSEEN_LATER_MS;
    fill->unseen = true;
    return slp_fills_tell_wait(fills, fill, SLP_SYNCHRONOUS_STANDBY, reterr);
}

/* Nobody is waited for any more. */
static int
send(struct slp_fills *fills, struct slp_fill *fill, const struct slp_chunk *chunk,
     struct sl_err *reterr)
{
    if (fill->unseen && slp_fills_tell_wait(fills, fill, "", reterr) != 0)
        return -1;
    fill->unseen = false;
    slp_patience_moved(&fills->config.pump->patience);
    return slp_fill_send_chunk(fills, fill, chunk, reterr);
}

static int
read_chunk(struct slp_fills *fills, struct slp_fill *fill, struct slp_chunk *chunk,
           struct sl_err *reterr)
{
    const int64_t deadline_ms = slp_now_ms() + UNSEEN_TIMEOUT_MS;
    struct slp_seen nothing = { .count = 0 }; /* is to be seen where no row is read */
    struct reading reading = { .fills = fills, .fill = fill };
    const struct slp_chunk_source source = {
        .conn = fills->config.sql,
        .projection = slp_fill_release(fills, fill)->projection,
        .found = slp_fills_found(fills, fill->projection),
        .publication = fills->config.publication,
        .most_rows = fills->config.most_rows,
        .files = fill->all_read ? NULL : &fill->files,
        .entry = &fill->entry,
        .seen = fill->all_read ? &nothing : &fill->seen,
        .context = &reading,
        .begin = begin_rows,
        .row = take_row,
    };
    for (bool again = true; again;) {
        again = false;
        if (slp_chunk_read(&source, chunk, reterr) != 0 ||
            (chunk->outcome == SLP_CHUNK_NOT_SEEN &&
             wait_for_sight(fills, fill, deadline_ms, &again, reterr) != 0))
            return -1;
    }
    return 0;
}

/* What the chunk found is another now: a look tells what. If it finds nothing, it was put back; or a right is
 * missing, which is no change. */
static int
look_after_change(struct slp_fills *fills, struct slp_fill *fill, const struct slp_chunk *chunk,
                  struct sl_err *reterr)
{
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    if (fill->phase == SLP_FILL_NONE || slp_watch_stop_lsn(fills->config.watch) != 0)
        return 0;
    if (chunk->failure.text[0] == '\0')
        return slp_fills_uncover(fills, fill->projection, SLP_CAUSE_ENTRY, "", reterr);
    *reterr = chunk->failure;
    return -1;
}

static int
give_up(struct slp_fills *fills, const struct slp_fill *fill, const struct slp_chunk *chunk,
        struct sl_err *reterr)
{
    struct slp_failed_row row = { .key = sl_record_key(slp_fill_release(fills, fill)->record) };
    slp_failed_row_at(&row, chunk->failed);
    return slp_fills_row_failed(fills, fill->projection, &row, &chunk->failure, reterr);
}

static int
read_and_send(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_chunk chunk = { .next = fill->next,
                               .end_block = (uint32_t)slp_fill_coverage(fills, fill)->end_block };
    if (read_chunk(fills, fill, &chunk, reterr) != 0)
        return -1;
    switch (chunk.outcome) {
    case SLP_CHUNK_READ: return send(fills, fill, &chunk, reterr);
    case SLP_CHUNK_NOT_SEEN: return 0;
    case SLP_CHUNK_LOCKED:
        fill->locked = true;
        fill->wait_until_ms = slp_now_ms() + LOCKED_PAUSE_MS;
        return 0;
    case SLP_CHUNK_FILES: return slp_wal_insert_lsn(fills->config.sql, &fill->judge_lsn, reterr);
    case SLP_CHUNK_ROW: return give_up(fills, fill, &chunk, reterr);
    case SLP_CHUNK_CHANGED: return look_after_change(fills, fill, &chunk, reterr);
    }
    return 0;
}

bool
slp_fill_has_more(const struct slp_fills *fills, const struct slp_fill *fill)
{
    return fill->phase == SLP_FILL_READ && !fill->all_read && fill->judge_lsn == 0 &&
           !slp_release_is_ahead(slp_fill_release(fills, fill));
}

int
slp_fill_step_read(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_release *release = slp_fill_release(fills, fill);
    if (fill->judge_lsn != 0)
        return judge_files(fills, fill, reterr);
    /* A truncation has taken away all rows of before; later ones come through the stream. */
    if (release->truncated && !fill->all_read)
        set_all_read(fills, fill);
    bool passed;
    if (fill->locked && slp_fills_wait_for_lock(fills, fill, &fill->locked, reterr) != 0)
        return -1;
    if (fill->locked)
        return 0;
    if (slp_release_is_ahead(release))
        return slp_fill_pass(fills, fill, release->recent.items[0].horizon_lsn, &passed, reterr);
    if (!fill->all_read || release->waiting.count > 0)
        return read_and_send(fills, fill, reterr);
    slp_fill_await_delivery(fills, fill, SLP_FILL_DELIVER);
    return 0;
}
