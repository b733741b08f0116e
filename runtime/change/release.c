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
    release->positions = SL_POSITIONS_SHARED;
    for (uint32_t i = 0; i < policy->ndestinations; i++) {
        if (strcmp(policy->destinations[i].name, projection->destination) == 0)
            release->positions = policy->destinations[i].positions;
    }
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

/* Ordinals in a stream of its own count what is sent, and what a restart sends again is not always
 * the same: `updates send changes` may send more than the first time. So what a run sends is newer
 * than all that the runs before it sent: the epoch rises with every start, not with the generation
 * alone. */
static struct sl_position
position_of(const struct slp_release *release, uint64_t seq)
{
    const struct slp_outlet *outlet = release->outlet;
    bool apart = release->positions == SL_POSITIONS_APART;
    return (struct sl_position) {
        .kind = release->positions,
        .gen = release->moment->gen + (apart ? release->moment->run : 0),
        .lsn = apart ? 0 : release->moment->lsn,
        .seq = apart ? outlet->next_ordinal(outlet->context, release->index) : seq,
    };
}

static struct sl_row
row_of(const struct slp_release *release, const struct sl_value *image)
{
    slp_image_cells(release->projection, image, release->cells);
    return (struct sl_row) { .cells = release->cells,
                             .commit_time_us = release->moment->commit_time_us };
}

/* Writes a record and leaves it in release->record. `project` NULL: no row (a truncate). */
static int
write_record(struct slp_release *release, enum sl_op op, const struct sl_position *position,
             sl_project_fn *project, const struct sl_value *image, struct sl_record_text *ret_text,
             struct sl_err *reterr)
{
    sl_record_begin(release->record, op, position, release->moment->commit_time_us);
    if (project != NULL) {
        struct sl_row row = row_of(release, image);
        project(&row, release->record);
    }
    return sl_record_end(release->record, ret_text, reterr);
}

static int
send_record(struct slp_release *release, const struct sl_position *position,
            const struct sl_record_text *text, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    return outlet->send(outlet->context, release->index, position, text->key, text->json, reterr);
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
    struct sl_position nowhere = { .kind = release->positions };
    struct sl_record_text old;
    sl_buf_clear(kept);
    sl_buf_add_str(kept, new_fields);
    if (sl_buf_failed(kept))
        return sl_fail(reterr, SL_RETRY, "memory is short");
    if (write_record(release, SL_OP_UPDATE, &nowhere, release->projection->upsert, before, &old,
                     reterr) != 0)
        return -1;
    *ret_differs = !sl_str_equal(old.payload, sl_buf_str(kept));
    sl_buf_wipe(kept);
    return 0;
}

/* Whether the record is of a row read again, at a change that an earlier run may have sent, too. That
 * run may have read an older version, and sent what came after it by itself; this run's later version
 * takes those changes in. So neither this record nor the next of its row is held back as equal: what
 * the earlier run sent of each of them has to be sent over. */
static bool
may_be_a_repeat(const struct slp_release *release, const struct sl_position *position)
{
    return position->reread != 0 && release->moment->lsn <= release->moment->replay_lsn;
}

/* Remembers what is sent, for later updates to be compared with. */
static int
take_note(struct slp_release *release, const struct sl_position *position,
          const struct sl_record_text *text, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    if (may_be_a_repeat(release, position))
        return outlet->forget(outlet->context, release->index, text->key, reterr);
    return outlet->remember(outlet->context, release->index, text->key, text->payload,
                            release->moment->lsn, reterr);
}

/* The same, and says whether it differs from what was sent last. */
static int
compare_and_note(struct slp_release *release, const struct sl_position *position,
                 const struct sl_record_text *text, bool *ret_differs, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    *ret_differs = true;
    if (may_be_a_repeat(release, position))
        return take_note(release, position, text, reterr);
    return outlet->differs(outlet->context, release->index, text->key, text->payload,
                           release->moment->lsn, ret_differs, reterr);
}

/* A row that was read again may be a later version than the change: when a restart repeats it, the
 * two records differ, and later changes that the later version took in were not sent by themselves.
 * So the receiver is told which of the two is the later. */
static struct sl_position
upsert_position(const struct slp_release *release, uint64_t seq, const struct slp_images *images,
                const struct sl_value *image)
{
    struct sl_position position = position_of(release, seq);
    if (image == images->again)
        position.reread = release->moment->run;
    return position;
}

/* Sent whatever was sent before: the row is new to the stream, or the release says `always`. */
static int
upsert(struct slp_release *release, enum sl_op op, uint64_t seq, const struct slp_images *images,
       const struct sl_value *image, struct sl_err *reterr)
{
    struct sl_position position = upsert_position(release, seq, images, image);
    struct sl_record_text text;
    if (write_record(release, op, &position, release->projection->upsert, image, &text, reterr) !=
        0)
        return -1;
    if (keeps_digests(release) && take_note(release, &position, &text, reterr) != 0)
        return -1;
    return send_record(release, &position, &text, reterr);
}

/* `updates send changes`: an update of a row that the destination already has. */
static int
upsert_changes(struct slp_release *release, uint64_t seq, const struct slp_images *images,
               const struct sl_value *image, struct sl_err *reterr)
{
    struct sl_position position = upsert_position(release, seq, images, image);
    struct sl_record_text text;
    bool differs = true;
    if (write_record(release, SL_OP_UPDATE, &position, release->projection->upsert, image, &text,
                     reterr) != 0)
        return -1;
    if (keeps_digests(release)) {
        if (compare_and_note(release, &position, &text, &differs, reterr) != 0)
            return -1;
        return differs ? send_record(release, &position, &text, reterr) : 0;
    }
    if (differs_from_old(release, images->before, text.payload, &differs, reterr) != 0)
        return -1;
    return differs ? upsert(release, SL_OP_UPDATE, seq, images, image, reterr) : 0;
}

/* ---- deletes -------------------------------------------------------------------------------- */

/* With `send` false only the digest goes: the lake keeps the row. */
static int
erase(struct slp_release *release, uint64_t seq, const struct sl_value *image, bool send,
      struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct sl_position position = position_of(release, seq);
    struct sl_record_text text;
    if (!send && !keeps_digests(release))
        return 0;
    if (write_record(release, SL_OP_DELETE, &position, release->projection->erase, image, &text,
                     reterr) != 0)
        return -1;
    if (keeps_digests(release) &&
        outlet->forget(outlet->context, release->index, text.key, reterr) != 0)
        return -1;
    return send ? send_record(release, &position, &text, reterr) : 0;
}

/* ---- changes -------------------------------------------------------------------------------- */

int
slp_release_insert(struct slp_release *release, enum sl_op op, uint64_t seq,
                   const struct slp_images *images, struct sl_err *reterr)
{
    const struct sl_value *image;
    enum verdict verdict;
    if (choose_image(release, images, &image, &verdict, reterr) != 0)
        return -1;
    return verdict == PASSES ? upsert(release, op, seq, images, image, reterr) : 0;
}

int
slp_release_update(struct slp_release *release, uint64_t seq, const struct slp_images *images,
                   struct sl_err *reterr)
{
    const struct sl_projection *projection = release->projection;
    const struct sl_value *image;
    enum verdict before, after;
    if (ask_filter(release, images->before, &before, reterr) != 0 ||
        choose_image(release, images, &image, &after, reterr) != 0)
        return -1;
    if (after != PASSES) {
        bool leaves = before == PASSES || (before == UNDECIDED && projection->rejected_send_key);
        return leaves ? erase(release, seq, images->before, true, reterr) : 0;
    }
    bool same_key = slp_image_same_key(projection->table, images->before, images->after);
    if (!same_key && before != FAILS && erase(release, seq, images->before, true, reterr) != 0)
        return -1;
    if (projection->updates == SL_UPDATES_CHANGES && same_key && before != FAILS)
        return upsert_changes(release, seq + 1, images, image, reterr);
    return upsert(release, SL_OP_UPDATE, seq + 1, images, image, reterr);
}

int
slp_release_delete(struct slp_release *release, uint64_t seq, const struct slp_images *images,
                   struct sl_err *reterr)
{
    enum verdict before;
    if (ask_filter(release, images->before, &before, reterr) != 0)
        return -1;
    if (before == FAILS)
        return 0;
    bool send = release->projection->deletes == SL_DELETES_SEND_KEY;
    return erase(release, seq, images->before, send, reterr);
}

int
slp_release_truncate(struct slp_release *release, uint64_t seq, struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    struct sl_position position = position_of(release, seq);
    struct sl_record_text text;
    if (keeps_digests(release) && outlet->forget_all(outlet->context, release->index, reterr) != 0)
        return -1;
    if (release->projection->deletes != SL_DELETES_SEND_KEY)
        return 0;
    if (write_record(release, SL_OP_TRUNCATE, &position, NULL, NULL, &text, reterr) != 0)
        return -1;
    return send_record(release, &position, &text, reterr);
}
