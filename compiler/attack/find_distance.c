/* find_distance.c - a value that is placed more closely than an owner's `at least`, and not by lines that may place
 * it so closely by themselves. */
#include "attack/find.h"
#include "attack/masked.h"

#include <math.h>

enum { NEAR = 48 };

/* ---- what a line's row asks for -------------------------------------------------------------- */

static const double degrees_a_km = 0.9 / 111.4; /* of latitude, and a little less */

static bool
is_time_kind(const struct slc_secret *secret)
{
    const enum sl_kind kind = slc_type_info(secret->type.id)->kind;
    return kind == SL_DATE || kind == SL_TIME || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

/* Of a bound on the secret's own order, in millionths; 0 where it has none there. */
static double
own_micros(const struct slc_secret *secret, const struct slc_teller *teller)
{
    const double number = slc_bound_number(teller->least);
    const bool ages = teller->function != NULL && teller->function->measure == SLC_MEASURES_AGES;
    if (slc_bound_is_time(teller->least) != (is_time_kind(secret) || ages))
        return 0;
    return number * (is_time_kind(secret) ? (double)SLC_DAY_MICROS : (double)SLC_MILLION);
}

/* A share of another column is as wide as that share of its value. */
static double
share_micros(const struct slc_attempt *attempt, const struct slc_teller *teller)
{
    for (uint32_t at = 1; at < teller->expr->nargs; at++) {
        const struct slc_ir_expr *whole = teller->expr->args[at].expr;
        int64_t position;
        if (whole != NULL && whole->op == SLC_IR_COLUMN &&
            slc_position_of(attempt->row->columns[teller->release->cells[whole->cell].column],
                            &position))
            return slc_bound_number(teller->least) / 100 * fabs((double)position);
    }
    return 0;
}

static double
least_micros(const struct slc_attempt *attempt, const struct slc_teller *teller)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const enum slc_sample_axis axis = attempt->trials.samples.axis;
    if (!teller->permitted || !teller->ruled || teller->decided || teller->least == NULL)
        return 0;
    const int measure = teller->function == NULL ? -1 : (int)teller->function->measure;
    switch (measure) {
    case SLC_MEASURES_CLASSES: return 0;
    case SLC_MEASURES_LENGTHS:
        return axis == SLC_SAMPLE_AXIS_LENGTH ? slc_bound_number(teller->least) * SLC_MILLION : 0;
    case SLC_MEASURES_WORD_COUNTS:
        return axis == SLC_SAMPLE_AXIS_WORDS ? slc_bound_number(teller->least) * SLC_MILLION : 0;
    case SLC_MEASURES_SQUARES: return slc_bound_number(teller->least) * degrees_a_km * SLC_MILLION;
    case SLC_MEASURES_SHARES: return share_micros(attempt, teller);
    default: return axis == SLC_SAMPLE_AXIS_VALUE ? own_micros(secret, teller) : 0;
    }
}

/* ---- cells ----------------------------------------------------------------------------------- */

struct cell {
    uint32_t value;          /* a sample in it */
    int64_t lowest, highest; /* of those that share its records */
    int64_t below, above;    /* the nearest that do not, on either side */
    double width;
};

static bool
stands(const struct slc_attempt *attempt, uint32_t at)
{
    const struct slc_sample *sample = &attempt->trials.samples.each[at];
    return sample->value.state == SL_VALUE;
}

/* False where the cell reaches an end of what was tried. */
static bool
cell_of(const struct slc_attempt *attempt, uint32_t value, struct cell *ret)
{
    const struct slc_trials *trials = &attempt->trials;
    bool below = false, above = false;
    const int64_t here = trials->samples.each[value].position;
    *ret = (struct cell) { .value = value, .lowest = here, .highest = here };
    for (uint32_t at = 0; at < trials->samples.count; at++) {
        if (!stands(attempt, at) || trials->each[at].masked != trials->each[value].masked)
            continue;
        const int64_t position = trials->samples.each[at].position;
        ret->lowest = position < ret->lowest ? position : ret->lowest;
        ret->highest = position > ret->highest ? position : ret->highest;
    }
    for (uint32_t at = 0; at < trials->samples.count; at++) {
        const int64_t position = trials->samples.each[at].position;
        if (stands(attempt, at) && position < ret->lowest) {
            ret->below = position; /* samples stand by position */
            below = true;
        }
        if (stands(attempt, at) && position > ret->highest && !above) {
            ret->above = position;
            above = true;
        }
    }
    ret->width = (double)ret->above - (double)ret->below;
    return below && above;
}

/* Whether lines whose rows ask for no more than the width show the cell by themselves. */
static bool
is_shown_anyway(const struct slc_attempt *attempt, const struct cell *cell)
{
    const struct slc_trials *trials = &attempt->trials;
    const struct slc_promise *promise = attempt->row->promise;
    for (uint32_t at = 0; at < trials->samples.count; at++) {
        const int64_t position = trials->samples.each[at].position;
        if (!stands(attempt, at) || (position > cell->below && position < cell->above))
            continue;
        bool alike = true;
        for (uint32_t i = 0; alike && i < promise->ntellers; i++)
            alike = least_micros(attempt, &promise->tellers[i]) > cell->width ||
                    trials->each[at].tellers[i] == trials->each[cell->value].tellers[i];
        if (alike)
            return false;
    }
    return true;
}

/* ---- nearby values --------------------------------------------------------------------------- */

static bool
shares(struct slc_attempt *attempt, const struct cell *cell, int64_t position)
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

/* Whether some value that was not among the samples shares the records, so that the cell is wider: of those beside
 * it, and of those that come back by the hour, day, week, month and year. */
static bool
is_wider(struct slc_attempt *attempt, const struct cell *cell, double least)
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
    for (size_t at = 0; is_time_kind(secret) && at < sizeof hours / sizeof hours[0]; at++)
        if (shares(attempt, cell, here + hours[at] * SLC_DAY_MICROS / 24) ||
            shares(attempt, cell, here - hours[at] * SLC_DAY_MICROS / 24))
            return true;
    return false;
}

/* ---- the search ------------------------------------------------------------------------------ */

/* The line that asks for most. */
static const struct slc_teller *
strictest(const struct slc_attempt *attempt, double *ret_least)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_teller *strictest = NULL;
    *ret_least = 0;
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const double least = least_micros(attempt, &promise->tellers[at]);
        if (least > *ret_least) {
            *ret_least = least;
            strictest = &promise->tellers[at];
        }
    }
    return strictest;
}

static struct sl_value
sample_at(const struct slc_attempt *attempt, int64_t position)
{
    const struct slc_samples *samples = &attempt->trials.samples;
    uint32_t at = 0;
    while (!stands(attempt, at) || samples->each[at].position != position)
        at++;
    return samples->each[at].value;
}

bool
slc_find_distance(struct slc_attempt *attempt)
{
    double least;
    const struct slc_teller *teller = strictest(attempt, &least);
    struct sl_arena *arena = attempt->row->arena;
    for (uint32_t at = 0; teller != NULL && at < attempt->trials.samples.count; at++) {
        struct cell cell;
        if (!stands(attempt, at) || !cell_of(attempt, at, &cell) || cell.width >= least ||
            is_shown_anyway(attempt, &cell) || is_wider(attempt, &cell, least))
            continue;
        const struct slc_find_shown shown = {
            .code = SLC_E0801,
            .at = teller->least_row->at,
            .values = { attempt->trials.samples.each[at].value, sample_at(attempt, cell.below),
                        sample_at(attempt, cell.above) },
            .count = 3,
        };
        slc_report_find(attempt, &shown,
                        "can tell that %.*s is more than %.*s and less than %.*s, closer than "
                        "'%.*s' lets it",
                        SL_FMT(slc_secret_name(attempt->row->promise->secret)),
                        SL_FMT(slc_value_text(arena, shown.values[1])),
                        SL_FMT(slc_value_text(arena, shown.values[2])),
                        SL_FMT(slc_span_text(teller->least->at)));
        return true;
    }
    return false;
}

/* ---- times where positions are apart --------------------------------------------------------- */

bool
slc_find_time(struct slc_attempt *attempt)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    if (!secret->destination->positions_apart || !is_time_kind(secret))
        return false;
    for (uint32_t at = 0; at < attempt->trials.samples.count; at++) {
        struct cell cell;
        if (!stands(attempt, at) || !cell_of(attempt, at, &cell) ||
            cell.width >= (double)SLC_DAY_MICROS ||
            is_wider(attempt, &cell, (double)SLC_DAY_MICROS))
            continue;
        const struct slc_find_shown shown = { .code = SLC_E0807,
                                              .at = secret->written->at,
                                              .values = { attempt->trials.samples.each[at].value },
                                              .count = 1 };
        slc_report_find(attempt, &shown,
                        "has its positions apart, and can place %.*s within less than a day",
                        SL_FMT(slc_secret_name(secret)));
        return true;
    }
    return false;
}
