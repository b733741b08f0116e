/* rights_compare.h - what the reader's role may read of a table, against what the policy has it read. */
#ifndef SLP_RIGHTS_COMPARE_H
#define SLP_RIGHTS_COMPARE_H

#include "drift/catalogue.h"
#include "drift/drift.h"

/* Adds each right that is missing: on the schema, on the columns that releases read, and on the places of
 * rows, by which a fill reads range by range. */
void slp_rights_compare(const struct slp_found_table *found, const struct sl_table *declared,
                        struct slp_drift *drift);

#endif
