/* disclosure.h - what a destination receives of a column, over all releases to it.
 *
 * A band tells on which side of its edges a value lies. Two bands on one column tell it for the
 * edges of both: so edges, thresholds and grids are merged before an owner's bound is compared,
 * and listed values are counted together. */
#ifndef SLC_DISCLOSURE_H
#define SLC_DISCLOSURE_H

#include "language/decimal.h"
#include "syntax/ast.h"

struct slc_exposures;

/* Walks every expression of every release; numbers tables' columns on the way. */
struct slc_exposures *slc_exposures_collect(struct slc_program *program);

/* How many columns all tables have; they are numbered from 0 (slc_table.first_column). */
int slc_exposures_column_count(const struct slc_exposures *exposures);

/* A bound compared with what was collected. */
struct slc_bound_verdict {
    bool met;
    struct sl_str reason;      /* when not: what is wrong, without the bound itself */
    struct slc_span elsewhere; /* a place in another line that takes part; source NULL: none */
};

/* Whether what `destination` receives of `column` keeps to `bound`. `at` is the place that asks: a
 * contribution elsewhere is named in the verdict. */
struct slc_bound_verdict slc_exposure_meets(const struct slc_exposures *exposures,
                                            const struct slc_destination *destination,
                                            const struct slc_column *column,
                                            const struct slc_bound *bound, struct slc_span at);

/* `group` with a value that it maps to itself: counts as one_of. */
bool slc_group_keeps_a_value(const struct slc_expr *call);

#endif
