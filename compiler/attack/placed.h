/* placed.h - how closely a value is placed: all that share its records, and the nearest on either side that do not. */
#ifndef SLC_PLACED_H
#define SLC_PLACED_H

#include "attack/find.h"

struct slc_placed {
    uint32_t value;          /* a sample */
    int64_t lowest, highest; /* of those that share its records */
    int64_t below, above;    /* the nearest that do not */
    double width;            /* from `below` to `above` */
};

/* False where those that share its records reach an end of what was tried. */
bool slc_placed_of(const struct slc_attempt *attempt, uint32_t value, struct slc_placed *ret);

/* Whether a line may place a value so closely by itself. */
typedef bool slc_may_place(const struct slc_attempt *attempt, const struct slc_teller *teller,
                           const struct slc_placed *placed);

/* Whether lines that may do it by themselves do. */
bool slc_placed_anyway(const struct slc_attempt *attempt, const struct slc_placed *placed,
                       slc_may_place *may_place);

/* Whether some value that was not among the samples shares the records, so that it is placed less closely: of those
 * no more than `reach` beside it, and of those that come back by the hour, day, week, month and year. */
bool slc_placed_wider(struct slc_attempt *attempt, const struct slc_placed *placed, double reach);

/* Whether the sample is a value. */
bool slc_stands(const struct slc_attempt *attempt, uint32_t sample);

/* Whether the secret is a time or a date. */
bool slc_is_time_secret(const struct slc_secret *secret);

#endif
