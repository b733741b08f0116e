/* labels_needed.h - of which enums a release needs to know every label.
 *
 * A label that the database gets and the policy does not list is no trouble for a release that only compares
 * the column with labels that it names, or tests its presence: the new label is none of these. It is trouble
 * where a value leaves, or is made into something that leaves, and where one line names every label of the enum:
 * that says what becomes of each, and of the new one nobody has said it. */
#ifndef SLC_LABELS_NEEDED_H
#define SLC_LABELS_NEEDED_H

#include "ir/ir.h"

bool slc_ir_needs_labels(const struct slc_ir_release *release, uint32_t cell);

#endif
