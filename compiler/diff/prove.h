/* prove.h - whether an expression follows from what the other version tells: by its form, and where
 * that does not show it, by trying all cases (cases.h). */
#ifndef SLC_PROVE_H
#define SLC_PROVE_H

#include "diff/target.h"

/* True only when it is proved: whoever has the other version's fields of a row can work out the
 * target. A pseudonym does not follow from its column where the target's version keeps the column,
 * too: side by side they would tell what the code stands for in other streams. */
bool slc_follows(struct slc_pair *pair, struct slc_target target);

#endif
