/* fill_send.c - a chunk that was read goes out (fill_steps.h). */
#include "change/release_record.h"
#include "reader/fill_steps.h"

enum { ROOM_WAIT_MS = 200 };

/* A row of it cannot be sent. */
static int
give_up(struct slp_fills *fills, const struct slp_release *release, struct sl_err *reterr)
{
    const struct slp_failed_row row = { .key = sl_record_key(release->record) };
    return slp_fills_row_failed(fills, release->index, &row, reterr, reterr);
}

/* The chunk's records into the pipe; what would come next waits until there is room. A request may end the
 * fill meanwhile: then nothing is left to send. */
static int
send_rows(struct slp_fills *fills, struct slp_release *release, struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    for (bool left = true; left && !pump->stop;) {
        struct slp_pump_wait wait = { .fd = -1, .other_fd = -1, .timeout_ms = ROOM_WAIT_MS };
        if (!slp_handoff_has_room(pump->handoff)) {
            if (slp_pump_wait(pump, &wait, reterr) != 0)
                return -1;
        } else if (slp_release_chunk_send(release, &left, reterr) != 0) {
            return reterr->class == SL_DATA ? give_up(fills, release, reterr) : -1;
        }
    }
    return 0;
}

/* As a transaction between two: durable before it is handed over is what it has seen, and the position
 * holds how far it has read only once it is delivered. */
int
slp_fill_send_chunk(struct slp_fills *fills, struct slp_fill *fill, const struct slp_chunk *chunk,
                    struct sl_err *reterr)
{
    struct slp_pump *pump = fills->config.pump;
    struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    struct slp_release *release = slp_fill_release(fills, fill);
    coverage->horizon_lsn = chunk->horizon_lsn;
    coverage->rows += chunk->rows;
    coverage->bytes += chunk->bytes;
    if (slp_state_raise_bound(fills->state, chunk->horizon_lsn, reterr) != 0 ||
        slp_state_save_coverage(fills->state, fill->projection, reterr) != 0)
        return -1;
    const struct slp_chunk_sight sight = { .snapshot = fills->snapshot.bytes,
                                           .horizon_lsn = chunk->horizon_lsn };
    slp_checkpoint_begin(pump->checkpoint, &(struct slp_origin) {
                                               .from = fill->next,
                                               .end = chunk->all_read ? UINT64_MAX : chunk->next });
    if (slp_release_chunk_end(release, &sight, reterr) != 0 ||
        send_rows(fills, release, reterr) != 0)
        return -1;
    if (pump->stop)
        return sl_fail(reterr, SL_RETRY, "asked to stop");
    if (fill->phase != SLP_FILL_NONE) {
        fill->next = chunk->next;
        fill->all_read = chunk->all_read;
        slp_fill_set_progress(fills, fill);
    }
    slp_checkpoint_commit(pump->checkpoint, fills->passed_lsn);
    return 0;
}
