/* combination.h - all combinations of some columns' values, one after the other. */
#ifndef SLC_COMBINATION_H
#define SLC_COMBINATION_H

#include "diff/domain.h"

/* Rows that are tried at most: some milliseconds. */
enum { SLC_MOST_ROWS = 4096 };

/* All combinations of some columns' values; the other columns stay as they are. */
struct slc_combination {
    struct slc_pair *pair;
    bool *columns; /* which vary, by pair->columns */
    struct slc_domain *domains;
    uint32_t *at;         /* the value of each column that varies */
    struct sl_value *row; /* as it stands now */
    bool complete;        /* all combinations are there, and every domain is complete */
};

/* The first combination. `columns` (by pair->columns) says which vary, by what `uses` notes of them;
 * `samples` as slc_domain_of() takes it. Long lists are cut so that no more than SLC_MOST_ROWS are
 * left, which then are not complete. */
struct slc_combination slc_combination_first(struct slc_pair *pair, struct slc_domains *uses,
                                             bool *columns, bool samples);

/* The next; false after the last, when the first stands there again. */
bool slc_combination_next(struct slc_combination *rows);

/* The first again, of the columns that vary now. */
void slc_combination_restart(struct slc_combination *rows);

#endif
