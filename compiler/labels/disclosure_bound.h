/* disclosure_bound.h - whether what is disclosed of a column in all keeps to an owner's bound. */
#ifndef SLC_DISCLOSURE_BOUND_H
#define SLC_DISCLOSURE_BOUND_H

#include "labels/disclosure.h"
#include "language/decimal.h"

/* A bound compared with what was collected. */
struct slc_bound_verdict {
    bool met;
    struct sl_str reason;      /* when not: what is wrong, without the bound itself */
    struct slc_span elsewhere; /* a place in another line that takes part; source NULL: none */
};

/* Whether what `destination` receives of `column` keeps to `bound`. `at` is the place that asks: what
 * another line adds is named in the verdict. */
struct slc_bound_verdict slc_disclosure_meets(const struct slc_disclosures *disclosures,
                                              const struct slc_destination *destination,
                                              const struct slc_column *column,
                                              const struct slc_bound *bound, struct slc_span at);

/* ---- between the files --------------------------------------------------------------------- */

struct slc_disclosed;

/* The number of a bound, what it is compared with, and the place that asks. */
struct slc_bound_question {
    struct sl_arena *arena;
    const struct slc_disclosed *list;
    const struct slc_bound *bound;
    struct slc_decimal number;
    struct slc_span at;
};

/* disclosure_distance.c, disclosure_count.c */
struct slc_bound_verdict slc_meets_at_least(const struct slc_bound_question *question);
struct slc_bound_verdict slc_meets_at_most(const struct slc_bound_question *question);

static inline struct slc_bound_verdict
slc_bound_met(void)
{
    return (struct slc_bound_verdict) { .met = true };
}

/* The one of the two that stands outside the line that asks; `b` may be NULL. */
struct slc_span slc_elsewhere_of(const struct slc_disclosed *a, const struct slc_disclosed *b,
                                 struct slc_span at);

#endif
