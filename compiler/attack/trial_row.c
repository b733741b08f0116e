/* trial_row.c - rows to try: values of the other columns at which policies change what they tell. */
#include "attack/document.h"
#include "attack/masked.h"
#include "attack/trial_private.h"
#include "calendar.h"
#include "eval/canary.h"

/* The moment of the change, 2026-01-15 12:00 UTC. */
static const int64_t commit_time_us = INT64_C(1768478400) * SLC_MILLION;

enum { MOST_ROWS = 6 }; /* of which the one is taken that most filters let through */

bool
slc_trial_reads(const struct slc_secret *secret, uint32_t column)
{
    for (uint32_t at = 0; at < secret->nreleases; at++)
        for (uint32_t cell = 0; cell < secret->releases[at]->ncells; cell++)
            if (secret->releases[at]->cells[cell].column == column)
                return true;
    return false;
}

/* Where values that are compared with the secret may stand: a little behind a value that policies name. */
static bool
near_secret(struct slc_trial_row *row, int64_t *ret)
{
    const struct slc_sampling sampling = { .arena = row->arena,
                                           .promise = row->promise,
                                           .row = row->columns,
                                           .commit_time_us = row->commit_time_us,
                                           .chance = &row->chance };
    return slc_sample_named(&sampling, ret);
}

/* Where an earlier column of the same type stands. */
static bool
near_another(const struct slc_trial_row *row, const struct slc_secret *secret, uint32_t number,
             int64_t *ret)
{
    for (uint32_t at = 0; at < number; at++)
        if (secret->table->columns[at].type.id == secret->type.id && slc_trial_reads(secret, at) &&
            slc_position_of(row->columns[at], ret))
            return true;
    return false;
}

/* A value a little behind another one of the same type: spans that overlap, and those that end between two values of
 * the secret, tell most. */
static bool
value_beside_another(struct slc_trial_row *row, const struct slc_secret *secret, uint32_t number,
                     struct sl_value *ret)
{
    const struct slc_ir_type *type = &secret->type;
    const uint64_t which = slc_chance_below(&row->chance, 4);
    const bool dates = slc_is_calendar(type) && type->id == row->promise->secret->type.id;
    int64_t position;
    if (which == 0 || (which == 1 && !dates))
        return false;
    if (!(which == 1 ? near_secret(row, &position) : near_another(row, secret, number, &position)))
        return false;
    const int64_t step = slc_step_of(type);
    const int64_t most = step == SLC_DAY_MICROS ? 60 : step == 1 ? 60 * SLC_DAY_MICROS : 600;
    return slc_value_at(row->arena, type,
                        position + step * (int64_t)slc_chance_below(&row->chance, (uint64_t)most),
                        ret);
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

/* How many releases the row as it is would leave to. */
static uint32_t
releases_passed(const struct slc_trial_row *row)
{
    const struct slc_secret *secret = row->promise->secret;
    const struct slc_row values = { row->columns, row->commit_time_us };
    uint32_t count = 0;
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_evaluation evaluation =
            slc_trial_evaluation(row, &values, secret->releases[at], at);
        count += slc_trial_passes(&evaluation);
    }
    return count;
}

/* Where something is told of the secret: other columns whose values filters let through, the best of some rows. */
static void
fill_row(struct slc_trial_row *row)
{
    const struct slc_secret *secret = row->promise->secret;
    const uint32_t ncolumns = secret->table->ncolumns;
    struct sl_value *best = SL_NEW_ARRAY(row->arena, struct sl_value, ncolumns + 1);
    struct slc_document_places *places = NULL;
    uint32_t most = 0;
    const int rows = row->promise->ntellers > 0 ? MOST_ROWS : 1;
    for (int attempt = 0; attempt < rows && (attempt == 0 || most < secret->nreleases); attempt++) {
        for (uint32_t at = 0; at < ncolumns; at++)
            fill_column(row, at);
        const uint32_t passed = releases_passed(row);
        if (attempt > 0 && passed <= most)
            continue;
        most = passed;
        places = row->places;
        memcpy(best, row->columns, ncolumns * sizeof *best);
    }
    row->places = places;
    memcpy(row->columns, best, ncolumns * sizeof *best);
}

/* At times the commit is some years and a little behind a value that policies name: ages end there. */
static void
move_commit(struct slc_trial_row *row)
{
    const struct slc_secret *secret = row->promise->secret;
    int64_t position;
    if (!slc_is_calendar(&secret->type) || !slc_reads_time(secret->releases, secret->nreleases) ||
        slc_chance_below(&row->chance, 2) == 0 || !near_secret(row, &position))
        return;
    const struct sl_civil then = sl_civil_of_days(position / SLC_DAY_MICROS);
    struct sl_civil day = sl_civil_of_days(commit_time_us / SLC_DAY_MICROS);
    day.year -= (day.year - then.year) % 10; /* ages are told in steps of 5 or 10 years */
    day.month = then.month;
    day.day = 1;
    const int64_t later = (int64_t)slc_chance_below(&row->chance, 60) + then.day;
    row->commit_time_us =
        commit_time_us % SLC_DAY_MICROS + (sl_days_of_civil(day) + later) * SLC_DAY_MICROS;
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
    move_commit(row);
    fill_row(row);
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
