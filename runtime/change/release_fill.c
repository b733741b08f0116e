/* release_fill.c - a release that is filled: rows that were read by a chunk, and updates that wait for one.
 *
 * An update that nothing released changed is not told. Whether it did, only a row that was sent in this
 * generation can tell; another update waits, and leaves with the next chunk as if the chunk had read it: so
 * it is not lost where its row has moved behind the chunk's end, and is not told from the rows around it. */
#include "change/decision.h"
#include "change/release_record.h"
#include "maxima.h"
#include "record/moment.h"
#include "record/oversize.h"

#include <stdlib.h>

/* Records that are sent before somebody looks whether there is room for more. */
enum { SENT_AT_ONCE = 64 };

/* ---- open and closed ------------------------------------------------------------------------ */

static void
drop_chunk(struct slp_release *release)
{
    free(release->sorted);
    release->sorted = NULL;
    release->nsorted = release->at_sorted = 0;
    slp_kept_rows_done(&release->chunk);
}

void
slp_release_close(struct slp_release *release)
{
    slp_release_unwait_all(release);
    drop_chunk(release);
    slp_recent_chunks_done(&release->recent);
    release->filling = release->truncated = false;
    release->from_lsn = UINT64_MAX;
}

void
slp_release_open(struct slp_release *release, uint64_t gen, uint64_t from_lsn, bool filling)
{
    slp_release_close(release);
    release->gen = gen;
    release->from_lsn = from_lsn;
    release->filling = filling;
}

/* ---- what waits ----------------------------------------------------------------------------- */

/* Records of a chunk stand above every transaction that the stream has passed, and below every later one. */
static void
move_to_chunk(struct slp_release *release)
{
    const uint64_t lsn = release->transaction->passed_lsn - 1;
    if (release->in_chunk.lsn != lsn)
        release->in_chunk.sent = 0;
    release->in_chunk.lsn = lsn;
    release->at = &release->in_chunk;
}

/* What goes out within a transaction stands behind all that is told by then, with the chunk's time. */
static void
move_chunk_into_transaction(struct slp_release *release)
{
    release->in_chunk.lsn = release->in_transaction.lsn;
    release->in_chunk.sent = release->in_transaction.sent;
    release->at = &release->in_chunk;
}

static void
move_back(struct slp_release *release)
{
    release->at = &release->in_transaction;
}

/* One kept row as `r`. A row that was sent as it is in this generation, is not sent again. */
static int
send_kept(struct slp_release *release, const struct slp_kept_row *row, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    const bool is_mark = sl_oversize_is_payload(slp_kept_row_payload(row), row->key_len);
    struct slp_outgoing outgoing = { .op = is_mark ? SL_OP_TOO_LARGE : SL_OP_SNAPSHOT,
                                     .position = slp_release_position(release) };
    const struct slp_sent_row sent_row = { .projection = release->index,
                                           .key = slp_kept_row_key(row),
                                           .payload = slp_kept_row_payload(row),
                                           .lsn = release->at->lsn,
                                           .made_s = row->made_s };
    struct slp_sent_last last = { .sent = SLP_SENT_UNKNOWN };
    if (slp_release_keeps_digests(release) &&
        outlet->compare(outlet->context, &sent_row, &last, reterr) != 0)
        return -1;
    if (last.sent == SLP_SENT_SAME) {
        slp_decision_tell(release, "chunk has what was sent", sent_row.key);
        return 0;
    }
    sl_record_begin(release->record, outgoing.op, &outgoing.position, release->at->commit_time_us);
    if (sl_record_compose(release->record, slp_kept_row_payload(row), row->key_len, &outgoing.text,
                          reterr) != 0)
        return -1;
    return slp_release_send(release, &outgoing, reterr);
}

/* Too many wait: they leave at once, within the transaction. */
static int
send_waiting(struct slp_release *release, struct sl_err *reterr)
{
    struct slp_kept_row **rows = slp_kept_rows_sort(&release->waiting);
    int failed = 0;
    if (rows == NULL)
        return sl_fail(reterr, SL_RETRY, "memory is short for updates that wait for a fill");
    move_chunk_into_transaction(release);
    for (uint32_t i = 0; failed == 0 && i < release->waiting.count; i++)
        failed = send_kept(release, rows[i], reterr);
    release->in_transaction.sent = release->in_chunk.sent;
    move_back(release);
    free(rows);
    slp_release_unwait_all(release);
    return failed;
}

static void
tell(const struct slp_release *release, bool waits)
{
    release->outlet->waits(release->outlet->context, waits);
}

int
slp_release_wait(struct slp_release *release, struct slp_outgoing *outgoing, struct sl_err *reterr)
{
    move_to_chunk(release);
    const uint32_t made_s = slp_release_seconds(release);
    int failed = slp_release_write(release, outgoing, reterr);
    move_back(release);
    if (failed != 0)
        return -1;
    slp_decision_tell(release, "waits", outgoing->text.key);
    if (release->waiting.count == 0)
        tell(release, true);
    if (!slp_kept_rows_put(&release->waiting, outgoing->text.key, outgoing->text.payload, made_s))
        return sl_fail(reterr, SL_RETRY, "memory is short for updates that wait for a fill");
    return release->waiting.bytes < SLP_MAX_WAITING_BYTES ? 0 : send_waiting(release, reterr);
}

void
slp_release_unwait(struct slp_release *release, struct sl_str key)
{
    if (release->waiting.count == 0)
        return;
    slp_kept_rows_remove(&release->waiting, key);
    if (release->waiting.count == 0)
        tell(release, false);
}

void
slp_release_unwait_all(struct slp_release *release)
{
    const bool waited = release->waiting.count > 0;
    slp_kept_rows_done(&release->waiting);
    if (waited)
        tell(release, false);
}

/* ---- what chunks have seen ------------------------------------------------------------------ */

bool
slp_release_is_ahead(const struct slp_release *release)
{
    return release->recent.count == SLP_RECENT_CHUNKS;
}

void
slp_release_passed(struct slp_release *release)
{
    slp_recent_chunks_pass(&release->recent, release->transaction->passed_lsn);
}

bool
slp_release_has_seen(const struct slp_release *release, struct sl_str key)
{
    return slp_recent_chunks_see(&release->recent, key, release->transaction->xid);
}

void
slp_release_unsee(struct slp_release *release, struct sl_str key)
{
    slp_recent_chunks_forget(&release->recent, key);
}

/* ---- chunks --------------------------------------------------------------------------------- */

void
slp_release_chunk_begin(struct slp_release *release, int64_t time_us)
{
    drop_chunk(release);
    release->in_chunk.commit_time_us = sl_whole_seconds(time_us);
}

int
slp_release_chunk_row(struct slp_release *release, const struct sl_value *image, size_t *ret_bytes,
                      struct sl_err *reterr)
{
    struct slp_outgoing outgoing = { .op = SL_OP_SNAPSHOT, .image = image };
    enum slp_verdict verdict;
    *ret_bytes = 0;
    move_to_chunk(release);
    const uint32_t made_s = slp_release_seconds(release);
    int failed = slp_release_filter(release, image, &verdict, reterr);
    if (failed == 0 && verdict == SLP_PASSES)
        failed = slp_release_write(release, &outgoing, reterr);
    move_back(release);
    if (failed != 0 || verdict != SLP_PASSES)
        return failed;
    *ret_bytes = outgoing.text.json.len;
    if (!slp_kept_rows_put(&release->chunk, outgoing.text.key, outgoing.text.payload, made_s))
        return sl_fail(reterr, SL_RETRY, "memory is short for a chunk");
    return 0;
}

/* The chunk's rows are newer than those that wait: its snapshot sees all that was streamed. */
static bool
take_in_waiting(struct slp_release *release)
{
    struct slp_kept_row **rows = slp_kept_rows_sort(&release->waiting);
    bool fits = rows != NULL || release->waiting.count == 0;
    for (uint32_t i = 0; fits && i < release->waiting.count; i++) {
        const struct sl_str key = slp_kept_row_key(rows[i]);
        if (!slp_kept_rows_has(&release->chunk, key))
            fits = slp_kept_rows_put(&release->chunk, key, slp_kept_row_payload(rows[i]),
                                     rows[i]->made_s);
    }
    free(rows);
    return fits;
}

/* Only where an update may be held back. */
static bool
note_sight(struct slp_release *release, const struct slp_chunk_sight *sight)
{
    return release->projection->updates != SL_UPDATES_CHANGES ||
           slp_recent_chunks_add(&release->recent, sight->snapshot, sight->horizon_lsn,
                                 &release->chunk);
}

int
slp_release_chunk_end(struct slp_release *release, const struct slp_chunk_sight *sight,
                      struct sl_err *reterr)
{
    if (!note_sight(release, sight) || !take_in_waiting(release))
        return sl_fail(reterr, SL_RETRY, "memory is short for a chunk");
    slp_release_unwait_all(release);
    release->nsorted = release->chunk.count;
    release->at_sorted = 0;
    release->sorted = slp_kept_rows_sort(&release->chunk);
    return release->sorted != NULL || release->nsorted == 0
               ? 0
               : sl_fail(reterr, SL_RETRY, "memory is short for a chunk");
}

int
slp_release_chunk_send(struct slp_release *release, bool *ret_left, struct sl_err *reterr)
{
    int failed = 0;
    move_to_chunk(release);
    for (unsigned sent = 0;
         failed == 0 && sent < SENT_AT_ONCE && release->at_sorted < release->nsorted; sent++)
        failed = send_kept(release, release->sorted[release->at_sorted++], reterr);
    move_back(release);
    *ret_left = release->at_sorted < release->nsorted;
    if (!*ret_left)
        drop_chunk(release);
    return failed;
}

int
slp_release_end_mark(struct slp_release *release, struct sl_err *reterr)
{
    struct slp_outgoing outgoing = { .op = SL_OP_FILLED };
    if (release->projection->deletes != SL_DELETES_SEND_KEY)
        return 0;
    move_to_chunk(release);
    int failed = slp_release_write(release, &outgoing, reterr);
    if (failed == 0)
        failed = slp_release_send(release, &outgoing, reterr);
    move_back(release);
    return failed;
}
