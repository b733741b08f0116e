#include "change/release_record.h"

#include "change/decision.h"
#include "record/moment.h"
#include "record/read.h"

/* ---- one record ----------------------------------------------------------------------------- */

bool
slp_release_keeps_digests(const struct slp_release *release)
{
    const struct sl_projection *projection = release->projection;
    return projection->updates == SL_UPDATES_CHANGES &&
           (projection->table->identity != SL_IDENTITY_FULL || release->filling);
}

/* Of the record that is sent next. Ordinals count what is really sent, so that they tell nothing of
 * what is not. What a restart sends again is not always the same (`updates send changes` may send
 * more than the first time, and a row that is read again may be a later version), so an ordinal alone
 * is no identity: what a run sends of a transaction ranks behind what the runs before it sent of it. */
struct sl_position
slp_release_position(const struct slp_release *release)
{
    const struct slp_outlet *outlet = release->outlet;
    bool apart = release->positions == SL_POSITIONS_APART;
    return (struct sl_position) {
        .kind = release->positions,
        .gen = release->gen,
        .run = release->transaction->run,
        .lsn = apart ? 0 : release->at->lsn,
        .seq = apart ? outlet->next_ordinal(outlet->context, release->index) : release->at->sent,
    };
}

static struct sl_row
row_of(const struct slp_release *release, const struct sl_value *image)
{
    slp_image_cells(release->projection, image, release->cells);
    return (struct sl_row) { .cells = release->cells,
                             .commit_time_us = release->at->commit_time_us };
}

uint32_t
slp_release_seconds(const struct slp_release *release)
{
    return (uint32_t)(release->at->commit_time_us / SL_US_PER_SECOND);
}

static sl_project_fn *
projection_of(const struct slp_release *release, enum sl_op op)
{
    return op == SL_OP_DELETE ? release->projection->erase : release->projection->upsert;
}

/* What a new label may become, nobody has decided. Looks at the catalogue find it, too; a row may be sooner. */
static int
check_labels(const struct slp_release *release, const struct sl_value *image, struct sl_err *reterr)
{
    const struct sl_projection *projection = release->projection;
    const struct sl_table *table = projection->table;
    for (uint32_t i = 0; i < projection->nlabelled; i++) {
        const uint32_t column = projection->columns[projection->labelled[i]];
        const struct sl_column *declared = &table->columns[column];
        if (image[column].state != SL_VALUE || sl_lists_label(declared, image[column].text))
            continue;
        (void)sl_fail(reterr, SL_DRIFT,
                      "%s.%s: %s.%s.%s holds an enum label that the policy does not list",
                      projection->destination, projection->stream, table->schema, table->name,
                      declared->name);
        return sl_remedy(reterr,
                         "add the new label to the column's enum in the policy, review what "
                         "it may become, and build the pusher again");
    }
    return 0;
}

static bool
is_to_be_marked(const struct slp_release *release, const struct slp_outgoing *outgoing)
{
    return release->marks_large && outgoing->image != NULL && outgoing->op != SL_OP_DELETE &&
           sl_record_is_too_large(release->record);
}

/* The record that stands for one that is too large: of the row its key alone. */
static int
write_mark(struct slp_release *release, struct slp_outgoing *outgoing, struct sl_err *reterr)
{
    struct sl_row row = row_of(release, outgoing->image);
    sl_record_begin(release->record, SL_OP_TOO_LARGE, &outgoing->position,
                    release->at->commit_time_us);
    release->projection->erase(&row, release->record);
    return sl_record_end_too_large(release->record, &outgoing->text, reterr);
}

int
slp_release_write(struct slp_release *release, struct slp_outgoing *outgoing, struct sl_err *reterr)
{
    outgoing->position = slp_release_position(release);
    /* First, so that whoever asks for the key of a record that failed gets none of another row. */
    sl_record_begin(release->record, outgoing->op, &outgoing->position,
                    release->at->commit_time_us);
    if (outgoing->op != SL_OP_DELETE && outgoing->image != NULL &&
        check_labels(release, outgoing->image, reterr) != 0)
        return -1;
    if (outgoing->image != NULL) {
        struct sl_row row = row_of(release, outgoing->image);
        projection_of(release, outgoing->op)(&row, release->record);
    }
    return sl_record_end(release->record, &outgoing->text, reterr) == 0 ||
                   (is_to_be_marked(release, outgoing) &&
                    write_mark(release, outgoing, reterr) == 0)
               ? 0
               : -1;
}

int
slp_release_send(struct slp_release *release, const struct slp_outgoing *outgoing,
                 struct sl_err *reterr)
{
    const struct slp_outlet *outlet = release->outlet;
    release->at->sent++;
    slp_decision_tell(release, "sent", outgoing->text.key);
    /* What waits of the row is older than this; and so is what a chunk has sent of it, however much later it
     * read the row: the changes that come next are compared with this. */
    if (release->at == &release->in_transaction) {
        slp_release_unwait(release, outgoing->text.key);
        slp_release_unsee(release, outgoing->text.key);
    }
    return outlet->send(outlet->context, release->index, &outgoing->position, &outgoing->text,
                        reterr);
}

/* ---- the filter ----------------------------------------------------------------------------- */

/* A row without a true answer is not let through, like SQL's WHERE. What the record's scratch
 * memory could not hold is an error, whatever the answer is that was made without it. */
int
slp_release_filter(struct slp_release *release, const struct sl_value *image,
                   enum slp_verdict *ret_verdict, struct sl_err *reterr)
{
    const struct sl_projection *projection = release->projection;
    struct sl_record_text unused;
    *ret_verdict = SLP_PASSES;
    if (projection->filter == NULL)
        return 0;
    sl_record_begin_filter(release->record);
    if (check_labels(release, image, reterr) != 0)
        return -1;
    struct sl_row row = row_of(release, image);
    struct sl_value answer = projection->filter(&row, release->record).value;
    if (answer.state == SL_UNCHANGED)
        *ret_verdict = SLP_UNDECIDED;
    else if (answer.state == SL_MISSING || !answer.boolean)
        *ret_verdict = SLP_FAILS;
    return sl_record_end(release->record, &unused, reterr);
}
