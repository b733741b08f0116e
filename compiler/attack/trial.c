#include "attack/trial.h"

#include "attack/document.h"
#include "attack/masked.h"
#include "eval/canary.h"
#include "eval/eval_value.h"
#include "maxima.h"
#include "siphash.h"

/* ---- the row --------------------------------------------------------------------------------- */

/* The moment of the change, 2026-01-15 12:00 UTC. */
static const int64_t commit_time_us = INT64_C(1768478400) * SLC_MILLION;

bool
slc_trial_reads(const struct slc_secret *secret, uint32_t column)
{
    for (uint32_t at = 0; at < secret->nreleases; at++)
        for (uint32_t cell = 0; cell < secret->releases[at]->ncells; cell++)
            if (secret->releases[at]->cells[cell].column == column)
                return true;
    return false;
}

/* A value a little behind one of an earlier column of the same type: spans that overlap tell most. */
static bool
value_beside_another(struct slc_trial_row *row, const struct slc_secret *secret, uint32_t number,
                     struct sl_value *ret)
{
    const struct slc_ir_table *table = secret->table;
    int64_t position;
    if (slc_chance_below(&row->chance, 2) == 0)
        return false;
    for (uint32_t at = 0; at < number; at++)
        if (table->columns[at].type.id == secret->type.id && slc_trial_reads(secret, at) &&
            slc_position_of(row->columns[at], &position)) {
            const int64_t step = slc_step_of(&secret->type);
            const int64_t most = step == SLC_DAY_MICROS ? 60
                                 : step == 1            ? 60 * SLC_DAY_MICROS
                                                        : 600;
            return slc_value_at(
                row->arena, &secret->type,
                position + step * (int64_t)slc_chance_below(&row->chance, (uint64_t)most), ret);
        }
    return false;
}

/* One of the values that would be tried if this were the secret. */
static struct sl_value
value_of(struct slc_trial_row *row, const struct slc_secret *secret)
{
    const struct slc_promise promise = slc_promise_of(row->arena, secret);
    const struct slc_sampling sampling = { .arena = row->arena,
                                           .promise = &promise,
                                           .row = row->columns,
                                           .commit_time_us = row->commit_time_us,
                                           .chance = &row->chance };
    const struct slc_samples samples = slc_samples_for(&sampling);
    return samples.each[slc_chance_below(&row->chance, samples.count)].value;
}

static struct sl_value
document_value(struct slc_trial_row *row, const struct slc_secret *secret,
               struct slc_document_places *places)
{
    for (uint32_t at = 0; at < places->count; at++) {
        struct slc_secret place = *secret;
        place.path = places->each[at].path;
        place.leaf = places->each[at].leaf;
        place.type = places->each[at].type;
        places->each[at].value = value_of(row, &place);
    }
    return slc_document_of(row->arena, places);
}

static void
fill_column(struct slc_trial_row *row, uint32_t number)
{
    const struct slc_ir_column *column = &row->promise->secret->table->columns[number];
    struct slc_secret secret = *row->promise->secret;
    secret.moment = false;
    secret.column = number;
    secret.path = (struct sl_str) { NULL, 0 };
    secret.leaf = NULL;
    secret.type = column->type;
    secret.label = slc_ir_column_label(column);
    if (!slc_trial_reads(&secret, number)) {
        row->columns[number] =
            slc_canary(row->arena, column, (unsigned)slc_chance_below(&row->chance, 2));
        return;
    }
    struct slc_document_places places = slc_places_of(row->arena, &secret, number);
    if (value_beside_another(row, &secret, number, &row->columns[number]))
        return;
    const bool document = places.count > 0 && column->type.id == SLC_TYPE_JSONB;
    row->columns[number] =
        document ? document_value(row, &secret, &places) : value_of(row, &secret);
    if (document && number == row->promise->secret->column) {
        row->places = SL_NEW(row->arena, struct slc_document_places);
        *row->places = places;
    }
}

void
slc_trial_begin(struct slc_trial_row *row, const struct slc_promise *promise)
{
    const struct slc_secret *secret = promise->secret;
    row->promise = promise;
    row->commit_time_us = commit_time_us;
    row->places = NULL;
    row->columns = SL_NEW_ARRAY(row->arena, struct sl_value, secret->table->ncolumns + 1);
    row->masked = slc_masked_releases(row->arena, secret);
    row->keys = SL_NEW_ARRAY(row->arena, struct slc_key_bytes *, secret->nreleases + 1);
    for (uint32_t at = 0; at < secret->nreleases; at++)
        row->keys[at] = slc_test_keys(row->arena, secret->releases[at]);
    for (uint32_t at = 0; at < secret->table->ncolumns; at++)
        row->columns[at] = slc_canary(row->arena, &secret->table->columns[at], 0);
    for (uint32_t at = 0; at < secret->table->ncolumns; at++)
        fill_column(row, at);
}

void
slc_trial_put(struct slc_trial_row *row, struct sl_value value)
{
    const struct slc_secret *secret = row->promise->secret;
    if (secret->moment) {
        row->commit_time_us = value.integer - value.integer % SLC_MILLION;
        return;
    }
    if (secret->path.len == 0) {
        row->columns[secret->column] = value;
        return;
    }
    for (uint32_t at = 0; at < row->places->count; at++)
        if (sl_str_equal(row->places->each[at].path, secret->path))
            row->places->each[at].value = value;
    row->columns[secret->column] = slc_document_of(row->arena, row->places);
}

/* ---- what is told ---------------------------------------------------------------------------- */

static struct slc_evaluation
evaluation_of(const struct slc_trial_row *row, const struct slc_row *values,
              const struct slc_ir_release *release, uint32_t number)
{
    return (struct slc_evaluation) {
        .arena = row->arena, .release = release, .keys = row->keys[number], .row = values
    };
}

static bool
passes(const struct slc_evaluation *evaluation)
{
    const struct sl_value passed = slc_eval_filter(evaluation);
    return passed.state == SL_VALUE && passed.boolean;
}

static void
write_moment(const struct slc_trial_row *row, struct sl_buf *out)
{
    const struct sl_value moment = { .state = SL_VALUE,
                                     .kind = SL_TIMESTAMPTZ,
                                     .integer = row->commit_time_us };
    sl_buf_add_str(out, SL_STR(",\"_commit_time\":"));
    slc_eval_json(out, moment);
}

void
slc_trial_write(const struct slc_trial_row *row, bool masked, struct sl_buf *out)
{
    const struct slc_secret *secret = row->promise->secret;
    const struct slc_row values = { row->columns, row->commit_time_us };
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_ir_release *release = masked ? &row->masked[at] : secret->releases[at];
        const struct slc_evaluation evaluation = evaluation_of(row, &values, release, at);
        if (passes(&evaluation)) {
            sl_buf_add_byte(out, '{');
            slc_eval_record(&evaluation, false, out);
            if (release->commit_time)
                write_moment(row, out);
            sl_buf_add_byte(out, '}');
        }
        sl_buf_add_byte(out, '\n');
    }
}

static uint64_t
number_of(struct sl_str text)
{
    static const uint8_t key[SL_SIPHASH_KEY_BYTES] = { 0 };
    return sl_siphash(key, text);
}

static struct sl_value
value_given(const struct slc_trial_row *row, const struct slc_ir_release *release,
            const struct slc_ir_expr *expr)
{
    const struct slc_row values = { row->columns, row->commit_time_us };
    uint32_t number = 0;
    while (row->promise->secret->releases[number] != release)
        number++;
    const struct slc_evaluation evaluation = evaluation_of(row, &values, release, number);
    return slc_eval(&evaluation, expr);
}

static uint64_t
told_by(const struct slc_trial_row *row, const struct slc_teller *teller, struct sl_buf *scratch)
{
    sl_buf_clear(scratch);
    slc_eval_json(scratch, value_given(row, teller->release, teller->expr));
    return number_of(sl_buf_str(scratch));
}

static struct sl_str
plain_text(struct sl_arena *arena, struct sl_value value)
{
    int64_t position;
    if (value.state == SL_VALUE && value.kind == SL_TEXT)
        return value.text;
    if (slc_position_of(value, &position))
        return sl_arena_format(arena, "%lld", (long long)position);
    return slc_value_text(arena, value);
}

struct sl_str
slc_literal_text(struct sl_arena *arena, const struct slc_ir_literal *literal)
{
    return plain_text(arena, slc_literal_value(literal));
}

struct sl_value
slc_trial_value(struct slc_trial_row *row, struct sl_value value,
                const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    slc_trial_put(row, value);
    return value_given(row, release, expr);
}

struct sl_str
slc_trial_text(struct slc_trial_row *row, struct sl_value value,
               const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    return plain_text(row->arena, slc_trial_value(row, value, release, expr));
}

/* Which lines are empty. */
static uint64_t
pattern_of(struct sl_str records)
{
    uint64_t pattern = 0;
    for (size_t at = 0; at < records.len; at++)
        if (records.ptr[at] == '\n')
            pattern = pattern * 3 + (at > 0 && records.ptr[at - 1] != '\n' ? 2 : 1);
    return pattern;
}

struct slc_told_of
slc_trial(struct slc_trial_row *row, struct sl_value value)
{
    const struct slc_promise *promise = row->promise;
    struct slc_told_of told = { .tellers =
                                    SL_NEW_ARRAY(row->arena, uint64_t, promise->ntellers + 1) };
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_trial_put(row, value);
    slc_trial_write(row, false, &out);
    told.whole = number_of(sl_buf_str(&out));
    told.rows = pattern_of(sl_buf_str(&out));
    sl_buf_clear(&out);
    slc_trial_write(row, true, &out);
    told.masked = number_of(sl_buf_str(&out));
    for (uint32_t at = 0; at < promise->ntellers; at++)
        told.tellers[at] = told_by(row, &promise->tellers[at], &out);
    sl_buf_done(&out);
    return told;
}

struct slc_trials
slc_trials_of(struct slc_trial_row *row)
{
    const struct slc_sampling sampling = { .arena = row->arena,
                                           .promise = row->promise,
                                           .row = row->columns,
                                           .commit_time_us = row->commit_time_us,
                                           .chance = &row->chance };
    struct slc_trials trials = { .samples = slc_samples_for(&sampling) };
    trials.each = SL_NEW_ARRAY(row->arena, struct slc_told_of, trials.samples.count + 1);
    for (uint32_t at = 0; at < trials.samples.count; at++)
        trials.each[at] = slc_trial(row, trials.samples.each[at].value);
    return trials;
}
