/* find_dictionary.c - what is told of a value beside its pseudonym, where a column that is not to be read has that pseudonym,
 * too: who has a row of the one reads in it what the pseudonym means in a row of the other. */
#include "attack/find.h"

static void
report_dictionary(struct slc_attempt *attempt, uint32_t a, uint32_t b)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_samples *samples = &attempt->trials.samples;
    const struct slc_find_shown shown = { .code = SLC_E0810,
                                          .at = secret->at,
                                          .values = { samples->each[a].value,
                                                      samples->each[b].value },
                                          .count = 2 };
    slc_report_find(attempt, &shown,
                    "receives different records for two values of %.*s beside their pseudonyms, "
                    "and no owner's row lets it of all of these",
                    SL_FMT(slc_secret_name(secret)));
}

bool
slc_find_dictionary(struct slc_attempt *attempt)
{
    const struct slc_trials *trials = &attempt->trials;
    if (attempt->row->promise->secret->nparts < 2)
        return false;
    for (uint32_t a = 0; a < trials->samples.count; a++)
        for (uint32_t b = a + 1; b < trials->samples.count; b++)
            if (slc_is_unruled(attempt, a, b)) {
                report_dictionary(attempt, a, b);
                return true;
            }
    return false;
}
