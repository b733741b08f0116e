/* find_shift.c - a shifted date that other lines give back: of the dates that fit it, over all shifts, fewer are left
 * than the shift promises. */
#include "attack/placed.h"

enum { SOME_DATES = 24 };

/* A shift that owners let: the line, the days, and what shifts of the same row share. */
struct shift {
    const struct slc_teller *teller;
    int64_t days;
    const struct slc_ir_key *key;
    uint32_t per; /* the column that they are made for */
};

static struct shift
shift_of(const struct slc_teller *teller)
{
    struct shift shift = { .teller = teller };
    for (uint32_t at = 0; at < teller->expr->nargs; at++) {
        const struct slc_ir_arg *arg = &teller->expr->args[at];
        if (arg->kind == SLC_PARAMETER_DAYS)
            shift.days = arg->literals[0].digits;
        else if (arg->kind == SLC_PARAMETER_KEY)
            shift.key = teller->release->keys[arg->key].key;
        else if (at > 0 && arg->expr != NULL && arg->expr->op == SLC_IR_COLUMN)
            shift.per = teller->release->cells[arg->expr->cell].column;
    }
    return shift;
}

static bool
shifts(const struct slc_promise *promise, const struct slc_teller *teller)
{
    return teller->function != NULL && teller->function->measure == SLC_MEASURES_SHIFTED &&
           !teller->decided &&
           slc_reads_secret(promise->secret, teller->release, teller->expr->args[0].expr);
}

static const struct slc_teller *
shifting_line(const struct slc_promise *promise)
{
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (shifts(promise, &promise->tellers[at]))
            return &promise->tellers[at];
    return NULL;
}

/* ---- how many dates fit ---------------------------------------------------------------------- */

/* One date, what is told of it, and where each line that shifts puts it. */
struct shifted {
    struct slc_told_of told;
    int64_t *places; /* by teller; of others 0 */
};

static bool
shift_all(struct slc_trial_row *row, struct sl_value value, struct shifted *ret)
{
    const struct slc_promise *promise = row->promise;
    ret->told = slc_trial(row, value);
    ret->places = SL_NEW_ARRAY(row->arena, int64_t, promise->ntellers + 1);
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (shifts(promise, &promise->tellers[at]) &&
            !slc_position_of(slc_trial_value(row, value, promise->tellers[at].release,
                                             promise->tellers[at].expr),
                             &ret->places[at]))
            return false;
    return true;
}

/* Whether a date may be the one that is told of, as far as all shifts that are possible go. */
static bool
fits(const struct slc_promise *promise, const struct shifted *here, const struct slc_told_of *told,
     int64_t position)
{
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const struct slc_teller *teller = &promise->tellers[at];
        if (teller->decided)
            continue;
        if (!shifts(promise, teller)) {
            if (told->tellers[at] != here->told.tellers[at])
                return false;
            continue;
        }
        const int64_t most = shift_of(teller).days * SLC_DAY_MICROS;
        if (position < here->places[at] - most || position > here->places[at] + most)
            return false;
    }
    return true;
}

/* Of the dates that the shifted one may come from, those that all lines leave possible; as many as there are where
 * one of them is no date. */
static int64_t
fitting(struct slc_trial_row *row, const struct shift *shift, int64_t position)
{
    const struct slc_ir_type *type = &row->promise->secret->type;
    struct shifted here;
    struct sl_value value;
    int64_t fit = 0;
    if (!slc_value_at(row->arena, type, position, &value) || !shift_all(row, value, &here))
        return 2 * shift->days + 1;
    const int64_t middle = here.places[shift->teller - row->promise->tellers];
    for (int64_t away = -shift->days; away <= shift->days; away++) {
        const int64_t possible = middle + away * SLC_DAY_MICROS;
        if (!slc_value_at(row->arena, type, possible, &value))
            return 2 * shift->days + 1;
        const struct slc_told_of told = slc_trial(row, value);
        fit += fits(row->promise, &here, &told, possible);
    }
    return fit;
}

/* ---- another column with the same shift ------------------------------------------------------ */

static struct slc_secret
column_as_secret(const struct slc_secret *secret, uint32_t number)
{
    struct slc_secret other = *secret;
    other.column = number;
    other.path = (struct sl_str) { NULL, 0 };
    other.leaf = NULL;
    other.type = secret->table->columns[number].type;
    other.label = slc_ir_column_label(&secret->table->columns[number]);
    return other;
}

/* How many dates of another column fit, whose shift is the same; -1: it has another shift, or none. */
static int64_t
fitting_of_other(const struct slc_attempt *attempt, const struct shift *shift, uint32_t number)
{
    struct slc_trial_row row = *attempt->row;
    const struct slc_secret secret = column_as_secret(attempt->row->promise->secret, number);
    const struct slc_promise promise = slc_promise_of(row.arena, &secret);
    const struct slc_teller *teller = shifting_line(&promise);
    int64_t position;
    if (teller == NULL || !slc_position_of(row.columns[number], &position))
        return -1;
    const struct shift other = shift_of(teller);
    if (other.key != shift->key || other.per != shift->per)
        return -1;
    row.promise = &promise;
    row.columns = SL_NEW_ARRAY(row.arena, struct sl_value, secret.table->ncolumns);
    memcpy(row.columns, attempt->row->columns, secret.table->ncolumns * sizeof *row.columns);
    return fitting(&row, &other, position);
}

/* ---- the search ------------------------------------------------------------------------------ */

static bool
report(struct slc_attempt *attempt, const struct shift *shift, int64_t fit,
       const struct slc_sample *sample)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_find_shown shown = {
        .code = SLC_E0805, .at = secret->at, .values = { sample->value }, .count = 1
    };
    slc_report_find(attempt, &shown,
                    "can tell that %.*s is one of %lld days, of %lld that its shift leaves open",
                    SL_FMT(slc_secret_name(secret)), (long long)fit,
                    2 * (long long)shift->days + 1);
    return true;
}

bool
slc_find_shift(struct slc_attempt *attempt)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_samples *samples = &attempt->trials.samples;
    const struct slc_teller *teller = shifting_line(promise);
    if (teller == NULL || !teller->ruled || !teller->permitted || samples->count == 0)
        return false;
    const struct shift shift = shift_of(teller);
    const struct slc_sample *sample = samples->each;
    int64_t fit = 2 * shift.days + 1;
    for (uint32_t at = 0; at < samples->count; at += samples->count / SOME_DATES + 1) {
        const int64_t fits_here = slc_stands(attempt, at)
                                      ? fitting(attempt->row, &shift, samples->each[at].position)
                                      : fit;
        if (fits_here < fit) {
            fit = fits_here;
            sample = &samples->each[at];
        }
    }
    for (uint32_t at = 0; at < promise->secret->table->ncolumns; at++) {
        const int64_t other =
            at == promise->secret->column ? -1 : fitting_of_other(attempt, &shift, at);
        if (other >= 0 && other < fit)
            fit = other;
    }
    return fit < 2 * shift.days + 1 && report(attempt, &shift, fit, sample);
}
