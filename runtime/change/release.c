#include "change/release_record.h"

#include "change/decision.h"
#include "maxima.h"
#include "record/moment.h"

void
slp_release_init(struct slp_release *release, const struct sl_policy *policy, uint32_t index,
                 struct sl_record *record)
{
    const struct sl_projection *projection = policy->projections[index];
    release->projection = projection;
    release->index = index;
    release->record = record;
    release->positions = policy->destinations[slp_destination_of(policy, projection)].positions;
    sl_buf_init(&release->old_fields, SL_MAX_RECORD_BYTES);
    release->at = &release->in_transaction;
    release->from_lsn = UINT64_MAX;
}

void
slp_release_done(struct slp_release *release)
{
    slp_release_close(release);
    sl_record_free(release->record);
    sl_buf_wipe(&release->old_fields);
    sl_buf_done(&release->old_fields);
}

/* The image that the record is made of: the streamed one, or, where that lacks something, the row
 * as it was read again, if the filter still lets it through; else it counts as gone. */
static int
choose_image(struct slp_release *release, const struct slp_images *images,
             const struct sl_value **ret_image, enum slp_verdict *ret_verdict,
             struct sl_err *reterr)
{
    if (images->again != NULL && slp_image_lacks(release->projection, images->after)) {
        *ret_image = images->again;
        if (slp_release_filter(release, images->again, ret_verdict, reterr) != 0)
            return -1;
        if (*ret_verdict == SLP_PASSES)
            return 0;
    }
    *ret_image = images->after;
    return slp_release_filter(release, images->after, ret_verdict, reterr);
}

/* ---- upserts -------------------------------------------------------------------------------- */

/* Whether the release's fields differ between the old row and the record just written. Both are
 * written at the same moment, so that time alone is no difference. */
static int
differs_from_old(struct slp_release *release, const struct sl_value *before,
                 struct sl_str new_fields, bool *ret_differs, struct sl_err *reterr)
{
    struct sl_buf *kept = &release->old_fields;
    struct slp_outgoing old = { .op = SL_OP_UPDATE, .image = before };
    sl_buf_clear(kept);
    sl_buf_add_str(kept, new_fields);
    if (sl_buf_failed(kept))
        return sl_fail(reterr, SL_RETRY, "memory is short");
    if (slp_release_write(release, &old, reterr) != 0)
        return -1;
    *ret_differs = !sl_str_equal(old.text.payload, sl_buf_str(kept));
    sl_buf_wipe(kept);
    return 0;
}

/* Whether the record is of a row read again, at a change that an earlier run may have sent, too. That
 * run may have read an older version, and sent what came after it by itself; this run's later version
 * takes those changes in. So neither this record nor the next of its row is held back as equal: what
 * the earlier run sent of each of them has to be sent over. */
static bool
may_be_a_repeat(const struct slp_release *release, const struct slp_outgoing *outgoing)
{
    return outgoing->again && release->transaction->moment.lsn <= release->transaction->replay_lsn;
}

static struct slp_sent_row
sent_row(const struct slp_release *release, const struct slp_outgoing *outgoing)
{
    return (struct slp_sent_row) { .projection = release->index,
                                   .key = outgoing->text.key,
                                   .payload = outgoing->text.payload,
                                   .lsn = release->at->lsn,
                                   .made_s = slp_release_seconds(release) };
}

/* Remembers what is sent, for later updates to be compared with. */
static int
take_note(struct slp_release *release, const struct slp_outgoing *outgoing, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    const struct slp_sent_row row = sent_row(release, outgoing);
    if (may_be_a_repeat(release, outgoing)) {
        slp_decision_tell(release, "may be a repeat", row.key);
        return outlet->forget(outlet->context, release->index, row.key, reterr);
    }
    return outlet->remember(outlet->context, &row, reterr);
}

/* Whether the record that was sent last would be this one, made with the time that it was made with: time
 * alone is no difference. What is sent is made with its own. */
static int
compare_as_of_then(struct slp_release *release, struct slp_outgoing *outgoing, uint32_t made_s,
                   enum slp_sent *ret_sent, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    const int64_t own_us = release->at->commit_time_us;
    struct slp_sent_last last;
    release->at->commit_time_us = (int64_t)made_s * SL_US_PER_SECOND;
    int failed = slp_release_write(release, outgoing, reterr);
    struct slp_sent_row row = sent_row(release, outgoing);
    row.leave_other = row.leave_unknown = true;
    if (failed == 0)
        failed = outlet->compare(outlet->context, &row, &last, reterr);
    release->at->commit_time_us = own_us;
    if (failed != 0 || last.sent == SLP_SENT_SAME) {
        *ret_sent = SLP_SENT_SAME;
        return failed;
    }
    if (slp_release_write(release, outgoing, reterr) != 0)
        return -1;
    row = sent_row(release, outgoing);
    return outlet->compare(outlet->context, &row, &last, reterr);
}

/* The same for a row that may have been sent before. While the release is filled, a row of which nothing
 * is known stays so. */
static int
compare_and_note(struct slp_release *release, struct slp_outgoing *outgoing,
                 enum slp_sent *ret_sent, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct slp_sent_row row = sent_row(release, outgoing);
    struct slp_sent_last last;
    row.leave_unknown = release->filling;
    row.leave_other = release->projection->reads_commit_time;
    *ret_sent = SLP_SENT_OTHER;
    if (may_be_a_repeat(release, outgoing))
        return take_note(release, outgoing, reterr);
    if (outlet->compare(outlet->context, &row, &last, reterr) != 0)
        return -1;
    *ret_sent = last.sent;
    return last.sent == SLP_SENT_OTHER && row.leave_other
               ? compare_as_of_then(release, outgoing, last.made_s, ret_sent, reterr)
               : 0;
}

/* Sent whatever was sent before: the row is new to the stream, or the release says `always`. */
static int
upsert(struct slp_release *release, struct slp_outgoing *outgoing, struct sl_err *reterr)
{
    if (slp_release_write(release, outgoing, reterr) != 0)
        return -1;
    if (slp_release_keeps_digests(release) && take_note(release, outgoing, reterr) != 0)
        return -1;
    return slp_release_send(release, outgoing, reterr);
}

/* An update of which the old row says that it changed nothing released. While the release is filled, that
 * counts for a row that was sent in this generation. */
static int
hold_back(struct slp_release *release, struct slp_outgoing *outgoing, struct sl_err *reterr)
{
    enum slp_sent sent;
    slp_decision_tell(release, "old row is equal", outgoing->text.key);
    if (!release->filling)
        return 0;
    if (slp_release_write(release, outgoing, reterr) != 0 ||
        compare_and_note(release, outgoing, &sent, reterr) != 0)
        return -1;
    return sent == SLP_SENT_UNKNOWN ? slp_release_wait(release, outgoing, reterr) : 0;
}

/* `updates send changes`: an update of a row that the destination already has, or that a fill has not come
 * to yet. */
static int
upsert_changes(struct slp_release *release, struct slp_outgoing *outgoing,
               const struct sl_value *before, struct sl_err *reterr)
{
    enum slp_sent sent;
    bool differs = true;
    if (slp_release_write(release, outgoing, reterr) != 0)
        return -1;
    if (slp_release_has_seen(release, outgoing->text.key)) {
        slp_decision_tell(release, "seen by a chunk", outgoing->text.key);
        return 0;
    }
    if (release->projection->table->identity != SL_IDENTITY_FULL) {
        if (compare_and_note(release, outgoing, &sent, reterr) != 0)
            return -1;
        if (sent == SLP_SENT_UNKNOWN && release->filling)
            return slp_release_wait(release, outgoing, reterr);
        if (sent != SLP_SENT_SAME)
            return slp_release_send(release, outgoing, reterr);
        slp_decision_tell(release, "sent before", outgoing->text.key);
        return 0;
    }
    if (differs_from_old(release, before, outgoing->text.payload, &differs, reterr) != 0)
        return -1;
    return differs ? upsert(release, outgoing, reterr) : hold_back(release, outgoing, reterr);
}

/* ---- deletes -------------------------------------------------------------------------------- */

/* With `send` false only the digest goes: the lake keeps the row. */
static int
erase(struct slp_release *release, const struct sl_value *image, bool send, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct slp_outgoing outgoing = { .op = SL_OP_DELETE, .image = image };
    if (!send && !slp_release_keeps_digests(release))
        return 0;
    if (slp_release_write(release, &outgoing, reterr) != 0)
        return -1;
    if (slp_release_keeps_digests(release) &&
        outlet->forget(outlet->context, release->index, outgoing.text.key, reterr) != 0)
        return -1;
    slp_release_unwait(release, outgoing.text.key);
    slp_release_unsee(release, outgoing.text.key);
    slp_decision_tell(release, send ? "delete" : "delete is not sent", outgoing.text.key);
    return send ? slp_release_send(release, &outgoing, reterr) : 0;
}

/* ---- changes -------------------------------------------------------------------------------- */

void
slp_release_begin(struct slp_release *release)
{
    release->in_transaction = release->transaction->moment;
}

bool
slp_release_takes(const struct slp_release *release)
{
    return release->transaction->moment.lsn >= release->from_lsn;
}

int
slp_release_insert(struct slp_release *release, const struct slp_images *images,
                   struct sl_err *reterr)
{
    struct slp_outgoing outgoing = { .op = SL_OP_INSERT };
    enum slp_verdict verdict;
    if (choose_image(release, images, &outgoing.image, &verdict, reterr) != 0)
        return -1;
    outgoing.again = outgoing.image == images->again;
    return verdict == SLP_PASSES ? upsert(release, &outgoing, reterr) : 0;
}

int
slp_release_update(struct slp_release *release, const struct slp_images *images,
                   struct sl_err *reterr)
{
    const struct sl_projection *projection = release->projection;
    struct slp_outgoing outgoing = { .op = SL_OP_UPDATE };
    enum slp_verdict before, after;
    if (slp_release_filter(release, images->before, &before, reterr) != 0 ||
        choose_image(release, images, &outgoing.image, &after, reterr) != 0)
        return -1;
    if (after != SLP_PASSES) {
        bool leaves =
            before == SLP_PASSES || (before == SLP_UNDECIDED && projection->rejected_send_key);
        return before == SLP_FAILS ? 0 : erase(release, images->before, leaves, reterr);
    }
    bool same_key = slp_image_same_key(projection->table, images->before, images->after);
    if (!same_key && before != SLP_FAILS && erase(release, images->before, true, reterr) != 0)
        return -1;
    outgoing.again = outgoing.image == images->again;
    if (projection->updates == SL_UPDATES_CHANGES && same_key && before != SLP_FAILS)
        return upsert_changes(release, &outgoing, images->before, reterr);
    return upsert(release, &outgoing, reterr);
}

int
slp_release_delete(struct slp_release *release, const struct slp_images *images,
                   struct sl_err *reterr)
{
    enum slp_verdict before;
    if (slp_release_filter(release, images->before, &before, reterr) != 0)
        return -1;
    if (before == SLP_FAILS)
        return 0;
    bool send = release->projection->deletes == SL_DELETES_SEND_KEY;
    return erase(release, images->before, send, reterr);
}

int
slp_release_truncate(struct slp_release *release, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct slp_outgoing outgoing = { .op = SL_OP_TRUNCATE };
    if (slp_release_keeps_digests(release) &&
        outlet->forget_all(outlet->context, release->index, reterr) != 0)
        return -1;
    slp_release_unwait_all(release);
    slp_recent_chunks_done(&release->recent);
    release->truncated = true;
    if (release->projection->deletes != SL_DELETES_SEND_KEY)
        return 0;
    if (slp_release_write(release, &outgoing, reterr) != 0)
        return -1;
    return slp_release_send(release, &outgoing, reterr);
}
