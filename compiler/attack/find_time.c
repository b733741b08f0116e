/* find_time.c - where positions are apart: a time that is placed within less than a day, and joins again what the
 * positions keep apart. */
#include "attack/placed.h"

static bool
is_decided(const struct slc_attempt *attempt, const struct slc_teller *teller,
           const struct slc_placed *cell)
{
    (void)attempt;
    (void)cell;
    return teller->decided;
}

static void
report_time(struct slc_attempt *attempt, uint32_t sample, const char *how)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_find_shown shown = { .code = SLC_E0806,
                                          .at = secret->at,
                                          .values = { attempt->trials.samples.each[sample].value },
                                          .count = 1 };
    slc_report_find(attempt, &shown, "has its positions apart, and %s %.*s %s", how,
                    SL_FMT(slc_secret_name(secret)), "within less than a day");
}

/* A pseudonym of a time is equal in all records of that moment. */
static bool
has_name_of_its_own(const struct slc_attempt *attempt, uint32_t a, uint32_t b)
{
    const struct slc_promise *promise = attempt->row->promise;
    const struct slc_trials *trials = &attempt->trials;
    if (!slc_stands(attempt, a) || !slc_stands(attempt, b) ||
        trials->samples.each[b].position - trials->samples.each[a].position >= SLC_DAY_MICROS)
        return false;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        if (promise->tellers[at].function != NULL && !promise->tellers[at].decided &&
            promise->tellers[at].function->measure == SLC_MEASURES_OPAQUE &&
            trials->each[a].tellers[at] != trials->each[b].tellers[at])
            return true;
    return false;
}

bool
slc_find_time(struct slc_attempt *attempt)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    if (!secret->destination->positions_apart || !slc_is_time_secret(secret))
        return false;
    for (uint32_t at = 1; at < attempt->trials.samples.count; at++)
        if (has_name_of_its_own(attempt, at - 1, at)) {
            report_time(attempt, at, "names");
            return true;
        }
    for (uint32_t at = 0; at < attempt->trials.samples.count; at++) {
        struct slc_placed cell;
        if (!slc_stands(attempt, at) || !slc_placed_of(attempt, at, &cell) ||
            cell.width >= (double)SLC_DAY_MICROS || slc_placed_anyway(attempt, &cell, is_decided) ||
            slc_placed_wider(attempt, &cell, (double)SLC_DAY_MICROS))
            continue;
        report_time(attempt, at, "places");
        return true;
    }
    return false;
}
