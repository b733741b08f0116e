#include "change/release.h"

#include "maxima.h"

/* What a filter says about a row: the old row's known columns may not decide it. */
enum verdict { PASSES, FAILS, UNDECIDED };

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
}

void
slp_release_done(struct slp_release *release)
{
    sl_record_free(release->record);
    sl_buf_wipe(&release->old_fields);
    sl_buf_done(&release->old_fields);
}

/* ---- one record ----------------------------------------------------------------------------- */

static bool
keeps_digests(const struct slp_release *release)
{
    const struct sl_projection *projection = release->projection;
    return projection->updates == SL_UPDATES_CHANGES &&
           projection->table->identity != SL_IDENTITY_FULL;
}

/* Of the record that is sent next. Ordinals count what is really sent, so that they tell nothing of
 * what is not. What a restart sends again is not always the same (`updates send changes` may send
 * more than the first time, and a row that is read again may be a later version), so an ordinal alone
 * is no identity: what a run sends of a transaction ranks behind what the runs before it sent of it. */
static struct sl_position
next_position(const struct slp_release *release)
{
    const struct slp_outlet *outlet = release->outlet;
    bool apart = release->positions == SL_POSITIONS_APART;
    return (struct sl_position) {
        .kind = release->positions,
        .gen = release->transaction->gen,
        .run = release->transaction->run,
        .lsn = apart ? 0 : release->transaction->lsn,
        .seq = apart ? outlet->next_ordinal(outlet->context, release->index) : release->sent,
    };
}

static struct sl_row
row_of(const struct slp_release *release, const struct sl_value *image)
{
    slp_image_cells(release->projection, image, release->cells);
    return (struct sl_row) { .cells = release->cells,
                             .commit_time_us = release->transaction->commit_time_us };
}

/* A record on its way out: what it is of, and its position and text once it is written. */
struct outgoing {
    enum sl_op op;
    const struct sl_value *image; /* of the row; NULL for a truncation */
    bool again;                   /* the image is of a row that was read again */
    struct sl_position position;
    struct sl_record_text text; /* lives until the release writes the next */
};

static sl_project_fn *
projection_of(const struct slp_release *release, enum sl_op op)
{
    return op == SL_OP_DELETE ? release->projection->erase : release->projection->upsert;
}

static int
write_record(struct slp_release *release, struct outgoing *outgoing, struct sl_err *reterr)
{
    outgoing->position = next_position(release);
    sl_record_begin(release->record, outgoing->op, &outgoing->position,
                    release->transaction->commit_time_us);
    if (outgoing->image != NULL) {
        struct sl_row row = row_of(release, outgoing->image);
        projection_of(release, outgoing->op)(&row, release->record);
    }
    return sl_record_end(release->record, &outgoing->text, reterr);
}

static int
send_record(struct slp_release *release, const struct outgoing *outgoing, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    release->sent++;
    return outlet->send(outlet->context, release->index, &outgoing->position, &outgoing->text,
                        reterr);
}

/* ---- the filter ----------------------------------------------------------------------------- */

/* A row without a true answer is not let through, like SQL's WHERE. What the record's scratch
 * memory could not hold is an error, not an answer. */
static int
ask_filter(struct slp_release *release, const struct sl_value *image, enum verdict *ret_verdict,
           struct sl_err *reterr)
{
    const struct sl_projection *projection = release->projection;
    struct sl_record_text unused;
    *ret_verdict = PASSES;
    if (projection->filter == NULL)
        return 0;
    sl_record_begin_filter(release->record);
    struct sl_row row = row_of(release, image);
    struct sl_value answer = projection->filter(&row, release->record).value;
    if (answer.state == SL_UNCHANGED)
        *ret_verdict = UNDECIDED;
    else if (answer.state == SL_MISSING || !answer.boolean)
        *ret_verdict = FAILS;
    return *ret_verdict == PASSES ? 0 : sl_record_end(release->record, &unused, reterr);
}

/* The image that the record is made of: the streamed one, or, where that lacks something, the row
 * as it was read again, if the filter still lets it through; else it counts as gone. */
static int
choose_image(struct slp_release *release, const struct slp_images *images,
             const struct sl_value **ret_image, enum verdict *ret_verdict, struct sl_err *reterr)
{
    if (images->again != NULL && slp_image_lacks(release->projection, images->after)) {
        *ret_image = images->again;
        if (ask_filter(release, images->again, ret_verdict, reterr) != 0)
            return -1;
        if (*ret_verdict == PASSES)
            return 0;
    }
    *ret_image = images->after;
    return ask_filter(release, images->after, ret_verdict, reterr);
}

/* ---- upserts -------------------------------------------------------------------------------- */

/* Whether the release's fields differ between the old row and the record just written. Both are
 * written at the same moment, so that time alone is no difference. */
static int
differs_from_old(struct slp_release *release, const struct sl_value *before,
                 struct sl_str new_fields, bool *ret_differs, struct sl_err *reterr)
{
    struct sl_buf *kept = &release->old_fields;
    struct outgoing old = { .op = SL_OP_UPDATE, .image = before };
    sl_buf_clear(kept);
    sl_buf_add_str(kept, new_fields);
    if (sl_buf_failed(kept))
        return sl_fail(reterr, SL_RETRY, "memory is short");
    if (write_record(release, &old, reterr) != 0)
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
may_be_a_repeat(const struct slp_release *release, const struct outgoing *outgoing)
{
    return outgoing->again && release->transaction->lsn <= release->transaction->replay_lsn;
}

static struct slp_sent_row
sent_row(const struct slp_release *release, const struct outgoing *outgoing)
{
    return (struct slp_sent_row) { .projection = release->index,
                                   .key = outgoing->text.key,
                                   .payload = outgoing->text.payload,
                                   .lsn = release->transaction->lsn };
}

/* Remembers what is sent, for later updates to be compared with. */
static int
take_note(struct slp_release *release, const struct outgoing *outgoing, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    const struct slp_sent_row row = sent_row(release, outgoing);
    if (may_be_a_repeat(release, outgoing))
        return outlet->forget(outlet->context, release->index, row.key, reterr);
    return outlet->remember(outlet->context, &row, reterr);
}

/* The same, and says whether it differs from what was sent last. */
static int
compare_and_note(struct slp_release *release, const struct outgoing *outgoing, bool *ret_differs,
                 struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    const struct slp_sent_row row = sent_row(release, outgoing);
    *ret_differs = true;
    if (may_be_a_repeat(release, outgoing))
        return take_note(release, outgoing, reterr);
    return outlet->differs(outlet->context, &row, ret_differs, reterr);
}

/* Sent whatever was sent before: the row is new to the stream, or the release says `always`. */
static int
upsert(struct slp_release *release, struct outgoing *outgoing, struct sl_err *reterr)
{
    if (write_record(release, outgoing, reterr) != 0)
        return -1;
    if (keeps_digests(release) && take_note(release, outgoing, reterr) != 0)
        return -1;
    return send_record(release, outgoing, reterr);
}

/* `updates send changes`: an update of a row that the destination already has. */
static int
upsert_changes(struct slp_release *release, struct outgoing *outgoing,
               const struct sl_value *before, struct sl_err *reterr)
{
    bool differs = true;
    if (write_record(release, outgoing, reterr) != 0)
        return -1;
    if (keeps_digests(release)) {
        if (compare_and_note(release, outgoing, &differs, reterr) != 0)
            return -1;
        return differs ? send_record(release, outgoing, reterr) : 0;
    }
    if (differs_from_old(release, before, outgoing->text.payload, &differs, reterr) != 0)
        return -1;
    return differs ? upsert(release, outgoing, reterr) : 0;
}

/* ---- deletes -------------------------------------------------------------------------------- */

/* With `send` false only the digest goes: the lake keeps the row. */
static int
erase(struct slp_release *release, const struct sl_value *image, bool send, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct outgoing outgoing = { .op = SL_OP_DELETE, .image = image };
    if (!send && !keeps_digests(release))
        return 0;
    if (write_record(release, &outgoing, reterr) != 0)
        return -1;
    if (keeps_digests(release) &&
        outlet->forget(outlet->context, release->index, outgoing.text.key, reterr) != 0)
        return -1;
    return send ? send_record(release, &outgoing, reterr) : 0;
}

/* ---- changes -------------------------------------------------------------------------------- */

void
slp_release_begin(struct slp_release *release)
{
    release->sent = 0;
}

int
slp_release_insert(struct slp_release *release, enum sl_op op, const struct slp_images *images,
                   struct sl_err *reterr)
{
    struct outgoing outgoing = { .op = op };
    enum verdict verdict;
    if (choose_image(release, images, &outgoing.image, &verdict, reterr) != 0)
        return -1;
    outgoing.again = outgoing.image == images->again;
    return verdict == PASSES ? upsert(release, &outgoing, reterr) : 0;
}

int
slp_release_update(struct slp_release *release, const struct slp_images *images,
                   struct sl_err *reterr)
{
    const struct sl_projection *projection = release->projection;
    struct outgoing outgoing = { .op = SL_OP_UPDATE };
    enum verdict before, after;
    if (ask_filter(release, images->before, &before, reterr) != 0 ||
        choose_image(release, images, &outgoing.image, &after, reterr) != 0)
        return -1;
    if (after != PASSES) {
        bool leaves = before == PASSES || (before == UNDECIDED && projection->rejected_send_key);
        return leaves ? erase(release, images->before, true, reterr) : 0;
    }
    bool same_key = slp_image_same_key(projection->table, images->before, images->after);
    if (!same_key && before != FAILS && erase(release, images->before, true, reterr) != 0)
        return -1;
    outgoing.again = outgoing.image == images->again;
    if (projection->updates == SL_UPDATES_CHANGES && same_key && before != FAILS)
        return upsert_changes(release, &outgoing, images->before, reterr);
    return upsert(release, &outgoing, reterr);
}

int
slp_release_delete(struct slp_release *release, const struct slp_images *images,
                   struct sl_err *reterr)
{
    enum verdict before;
    if (ask_filter(release, images->before, &before, reterr) != 0)
        return -1;
    if (before == FAILS)
        return 0;
    bool send = release->projection->deletes == SL_DELETES_SEND_KEY;
    return erase(release, images->before, send, reterr);
}

int
slp_release_truncate(struct slp_release *release, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct outgoing outgoing = { .op = SL_OP_TRUNCATE };
    if (keeps_digests(release) && outlet->forget_all(outlet->context, release->index, reterr) != 0)
        return -1;
    if (release->projection->deletes != SL_DELETES_SEND_KEY)
        return 0;
    if (write_record(release, &outgoing, reterr) != 0)
        return -1;
    return send_record(release, &outgoing, reterr);
}
