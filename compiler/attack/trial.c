#include "attack/trial_private.h"

#include "eval/eval_value.h"
#include "maxima.h"
#include "siphash.h"

struct slc_evaluation
slc_trial_evaluation(const struct slc_trial_row *row, const struct slc_row *values,
                     const struct slc_ir_release *release, uint32_t number)
{
    return (struct slc_evaluation) {
        .arena = row->arena, .release = release, .keys = row->keys[number], .row = values
    };
}

bool
slc_trial_passes(const struct slc_evaluation *evaluation)
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
        const struct slc_evaluation evaluation = slc_trial_evaluation(row, &values, release, at);
        if (slc_trial_passes(&evaluation)) {
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
    const struct slc_evaluation evaluation = slc_trial_evaluation(row, &values, release, number);
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
