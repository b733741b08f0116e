/* target.h - an expression of one version, held against the view of the other. */
#ifndef SLC_TARGET_H
#define SLC_TARGET_H

#include "diff/view.h"

/* It counts over the rows that its release and its counterpart in the other version (NULL: it has none)
 * both let through. */
struct slc_target {
    enum slc_side side;
    const struct slc_ir_release *release, *counterpart;
    const struct slc_ir_expr *expr;
};

/* Whether the other version shows an atom for every row that counts, and beside the same row: a
 * stream under another key cannot be put beside the target's, whatever it tells. */
bool slc_atom_is_seen(const struct slc_pair *pair, const struct slc_atom *atom,
                      struct slc_target target);

#endif
