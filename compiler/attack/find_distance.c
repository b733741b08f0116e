/* find_distance.c - a value that is placed more closely than an owner's `at least`, and not by lines that may place
 * it so closely by themselves. */
#include "attack/placed.h"

#include <math.h>

/* ---- what a line's row asks for -------------------------------------------------------------- */

static const double degrees_a_km = 0.9 / 111.4; /* of latitude, and a little less */

/* Of a bound on the secret's own order, in millionths; 0 where it has none there. */
static double
own_micros(const struct slc_secret *secret, const struct slc_teller *teller)
{
    const double number = teller->least;
    const bool ages = teller->function != NULL && teller->function->measure == SLC_MEASURES_AGES;
    if (slc_bound_is_time(teller->least_bound) != (slc_is_time_secret(secret) || ages))
        return 0;
    return number * (slc_is_time_secret(secret) ? (double)SLC_DAY_MICROS : (double)SLC_MILLION);
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
            return teller->least / 100 * fabs((double)position);
    }
    return 0;
}

static double
least_micros(const struct slc_attempt *attempt, const struct slc_teller *teller)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const enum slc_sample_axis axis = attempt->trials.samples.axis;
    if (!teller->permitted || !teller->ruled || teller->decided || teller->least_bound == NULL)
        return 0;
    const int measure = teller->function == NULL ? -1 : (int)teller->function->measure;
    switch (measure) {
    case SLC_MEASURES_CLASSES: return 0;
    case SLC_MEASURES_LENGTHS:
        return axis == SLC_SAMPLE_AXIS_LENGTH ? teller->least * SLC_MILLION : 0;
    case SLC_MEASURES_WORD_COUNTS:
        return axis == SLC_SAMPLE_AXIS_WORDS ? teller->least * SLC_MILLION : 0;
    case SLC_MEASURES_SQUARES: return teller->least * degrees_a_km * SLC_MILLION;
    case SLC_MEASURES_SHARES: return share_micros(attempt, teller);
    default: return axis == SLC_SAMPLE_AXIS_VALUE ? own_micros(secret, teller) : 0;
    }
}

static bool
asks_for_no_more(const struct slc_attempt *attempt, const struct slc_teller *teller,
                 const struct slc_placed *cell)
{
    return least_micros(attempt, teller) <= cell->width;
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
    while (!slc_stands(attempt, at) || samples->each[at].position != position)
        at++;
    return samples->each[at].value;
}

/* Texts are compared with texts of the same letters alone, so that nothing else tells them apart. */
static bool
is_of_a_kind(const struct slc_attempt *attempt, uint32_t sample)
{
    const struct sl_str text = attempt->trials.samples.each[sample].value.text;
    if (attempt->trials.samples.axis == SLC_SAMPLE_AXIS_VALUE)
        return true;
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] != 'x' && text.ptr[at] != ' ')
            return false;
    return true;
}

bool
slc_find_distance(struct slc_attempt *attempt)
{
    double least;
    const struct slc_teller *teller = strictest(attempt, &least);
    struct sl_arena *arena = attempt->row->arena;
    for (uint32_t at = 0; teller != NULL && at < attempt->trials.samples.count; at++) {
        struct slc_placed cell;
        if (!slc_stands(attempt, at) || !is_of_a_kind(attempt, at) ||
            !slc_placed_of(attempt, at, &cell) || cell.width >= least ||
            slc_placed_anyway(attempt, &cell, asks_for_no_more) ||
            slc_placed_wider(attempt, &cell, least))
            continue;
        struct slc_find_shown shown = { .code = SLC_E0801, .at = teller->least_row->at };
        shown.values[shown.count++] = attempt->trials.samples.each[at].value;
        shown.values[shown.count++] = sample_at(attempt, cell.below);
        shown.values[shown.count++] = sample_at(attempt, cell.above);
        slc_report_find(attempt, &shown,
                        "can tell that %.*s is more than %.*s and less than %.*s, closer than "
                        "'%.*s' lets it",
                        SL_FMT(slc_secret_name(attempt->row->promise->secret)),
                        SL_FMT(slc_value_text(arena, shown.values[1])),
                        SL_FMT(slc_value_text(arena, shown.values[2])),
                        SL_FMT(slc_bound_text(teller->least_row, true)));
        return true;
    }
    return false;
}
