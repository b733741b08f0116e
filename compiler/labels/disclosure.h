/* disclosure.h - what a destination receives of a column, over all releases to it.
 *
 * A band tells on which side of its edges a value lies. Two bands on one column tell it for the
 * edges of both: so edges, thresholds and grids are merged before an owner's bound is compared,
 * and listed values are counted together. */
#ifndef SLC_DISCLOSURE_H
#define SLC_DISCLOSURE_H

#include "syntax/ast.h"

struct slc_disclosures;

/* Walks every expression of every release; numbers tables' columns on the way. */
struct slc_disclosures *slc_disclosures_collect(struct slc_program *program);

/* How many columns all tables have; they are numbered from 0 (slc_table.first_column). */
int slc_disclosures_column_count(const struct slc_disclosures *disclosures);

#endif
