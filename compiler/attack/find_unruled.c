/* find_unruled.c - what shows of a row that leaves, although no owner's row and no decision lets it. */
#include "attack/find.h"

#include "attack/masked.h"

bool
slc_told_apart_by_leave(const struct slc_attempt *attempt, uint32_t a, uint32_t b, bool open)
{
    const struct slc_promise *promise = attempt->row->promise;
    for (uint32_t at = 0; at < promise->ntellers; at++) {
        const struct slc_teller *teller = &promise->tellers[at];
        const bool presence = open && teller->operator_class == SLC_OPERATOR_PRESENT;
        if ((teller->permitted || presence) &&
            !(open && slc_is_masked(promise->secret, teller->release, teller->expr)) &&
            attempt->trials.each[a].tellers[at] != attempt->trials.each[b].tellers[at])
            return true;
    }
    return false;
}

/* A pseudonym that is let tells all values apart, and lets nothing else do so. */
bool
slc_is_unruled(const struct slc_attempt *attempt, uint32_t a, uint32_t b)
{
    const struct slc_told_of *first = &attempt->trials.each[a], *second = &attempt->trials.each[b];
    return (first->whole != second->whole && !slc_told_apart_by_leave(attempt, a, b, false)) ||
           (first->masked != second->masked && !slc_told_apart_by_leave(attempt, a, b, true));
}

static void
report(struct slc_attempt *attempt, uint32_t a, uint32_t b)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_samples *samples = &attempt->trials.samples;
    const struct slc_find_shown shown = { .code = SLC_E0804,
                                          .at = secret->at,
                                          .values = { samples->each[a].value,
                                                      samples->each[b].value },
                                          .count = 2 };
    slc_report_find(attempt, &shown,
                    "receives different records for two values of %.*s, and no owner's row and no "
                    "decision lets it",
                    SL_FMT(slc_secret_name(secret)));
}

bool
slc_find_unruled(struct slc_attempt *attempt)
{
    const struct slc_trials *trials = &attempt->trials;
    if (attempt->row->promise->secret->nparts > 1)
        return false; /* find_dictionary.c */
    for (uint32_t a = 0; a < trials->samples.count; a++)
        for (uint32_t b = a + 1; b < trials->samples.count; b++)
            if (trials->each[a].rows == trials->each[b].rows && slc_is_unruled(attempt, a, b)) {
                report(attempt, a, b);
                return true;
            }
    return false;
}
