#include "attack/placed.h"

#include "attack/masked.h"

enum { NEAR = 48 };

bool
slc_is_time_secret(const struct slc_secret *secret)
{
    const enum sl_kind kind = slc_type_info(secret->type.id)->kind;
    return kind == SL_DATE || kind == SL_TIME || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

/* ---- cells ----------------------------------------------------------------------------------- */

bool
slc_stands(const struct slc_attempt *attempt, uint32_t at)
{
    const struct slc_sample *sample = &attempt->trials.samples.each[at];
    return sample->value.state == SL_VALUE;
}

bool
slc_placed_of(const struct slc_attempt *attempt, uint32_t value, struct slc_placed *ret)
{
    const struct slc_trials *trials = &attempt->trials;
    bool below = false, above = false;
    const int64_t here = trials->samples.each[value].position;
    *ret = (struct slc_placed) { .value = value, .lowest = here, .highest = here };
    for (uint32_t at = 0; at < trials->samples.count; at++) {
        if (!slc_stands(attempt, at) || trials->each[at].masked != trials->each[value].masked)
            continue;
        const int64_t position = trials->samples.each[at].position;
        ret->lowest = position < ret->lowest ? position : ret->lowest;
        ret->highest = position > ret->highest ? position : ret->highest;
    }
    for (uint32_t at = 0; at < trials->samples.count; at++) {
        const int64_t position = trials->samples.each[at].position;
        if (slc_stands(attempt, at) && position < ret->lowest) {
            ret->below = position; /* samples stand by position */
            below = true;
        }
        if (slc_stands(attempt, at) && position > ret->highest && !above) {
            ret->above = position;
            above = true;
        }
    }
    ret->width = (double)ret->above - (double)ret->below;
    return below && above;
}

/* A line that tells a value under another name places it nowhere. */
static bool
is_masked(const struct slc_promise *promise, const struct slc_teller *teller)
{
    return slc_is_masked(promise->secret, teller->release, teller->expr);
}

bool
slc_placed_anyway(const struct slc_attempt *attempt, const struct slc_placed *cell,
                  slc_may_place *may_show)
{
    const struct slc_trials *trials = &attempt->trials;
    const struct slc_promise *promise = attempt->row->promise;
    for (uint32_t at = 0; at < trials->samples.count; at++) {
        const int64_t position = trials->samples.each[at].position;
        if (!slc_stands(attempt, at) || (position > cell->below && position < cell->above))
            continue;
        bool alike = true;
        for (uint32_t i = 0; alike && i < promise->ntellers; i++)
            alike = is_masked(promise, &promise->tellers[i]) ||
                    !may_show(attempt, &promise->tellers[i], cell) ||
                    trials->each[at].tellers[i] == trials->each[cell->value].tellers[i];
        if (alike)
            return false;
    }
    return true;
}

/* ---- nearby values --------------------------------------------------------------------------- */

static bool
shares(struct slc_attempt *attempt, const struct slc_placed *cell, int64_t position)
{
    struct sl_value value;
    const struct slc_secret *secret = attempt->row->promise->secret;
    const int64_t step = slc_step_of(&secret->type);
    position -= position % step;
    if ((position >= cell->lowest && position <= cell->highest) ||
        !slc_value_at(attempt->row->arena, &secret->type, position, &value))
        return false;
    return slc_trial(attempt->row, value).masked == attempt->trials.each[cell->value].masked;
}

bool
slc_placed_wider(struct slc_attempt *attempt, const struct slc_placed *cell, double least)
{
    static const int64_t hours[] = { 1, 6, 12, 24, 24 * 7, 24 * 28, 24 * 30, 24 * 31, 24 * 365 };
    const struct slc_secret *secret = attempt->row->promise->secret;
    if (attempt->trials.samples.axis != SLC_SAMPLE_AXIS_VALUE)
        return false;
    const uint64_t reach = (uint64_t)least + 1;
    for (int at = 0; at < NEAR; at++) {
        const int64_t away = (int64_t)slc_chance_below(&attempt->row->chance, reach);
        if (shares(attempt, cell, cell->highest + away) ||
            shares(attempt, cell, cell->lowest - away))
            return true;
    }
    const int64_t here = attempt->trials.samples.each[cell->value].position;
    for (size_t at = 0; slc_is_time_secret(secret) && at < sizeof hours / sizeof hours[0]; at++)
        if (shares(attempt, cell, here + hours[at] * SLC_DAY_MICROS / 24) ||
            shares(attempt, cell, here - hours[at] * SLC_DAY_MICROS / 24))
            return true;
    return false;
}
