/* swapped.h - whether a column has got the name that another column had.
 *
 * Policies name columns, and PostgreSQL numbers them: a number is never given to another column. Two columns that
 * swapped their names differ from what was noted in nothing but their numbers. */
#ifndef SLP_SWAPPED_H
#define SLP_SWAPPED_H

#include "coverage/fact.h"

/* Of the line of a column in two notes: whether its name now means a column that had another name in the first.
 * Then what a line of the policy says of the one would be applied to the contents of the other, whatever became
 * of the column that had the name before.
 *
 * A name that no column had then has no other meaning now. A column that was added since has a number that no
 * column had: so the platform replaces a column by another one. */
bool slp_fact_is_swapped(struct sl_str noted, const struct slp_fact *was,
                         const struct slp_fact *is);

#endif
