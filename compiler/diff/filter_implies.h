/* filter_implies.h - whether the rows that one version lets through are among those of the other. */
#ifndef SLC_FILTER_IMPLIES_H
#define SLC_FILTER_IMPLIES_H

#include "diff/witness.h"

enum slc_implied { SLC_IMPLIED, SLC_NOT_IMPLIED, SLC_NOT_KNOWN };

/* Whether every row that `from` (of `side`) lets through passes `to` (of the other version). For
 * NOT_IMPLIED *ret_row has a row that does not: `one` is its value of each column that counts. */
enum slc_implied slc_filter_implies(struct slc_pair *pair, enum slc_side side,
                                    const struct slc_ir_release *from,
                                    const struct slc_ir_release *to,
                                    const struct slc_witness **ret_row);

#endif
