/* key_fault_compare.h - whether the row key of a policy tells the rows of a table apart. */
#ifndef SLP_KEY_FAULT_COMPARE_H
#define SLP_KEY_FAULT_COMPARE_H

#include "drift/catalogue.h"
#include "drift/drift.h"

/* Adds a difference where two rows of the table, or of a partition, can have one row key, under whatever replica
 * identity. That the database has another key than the policy is told by others. */
void slp_key_fault_compare(const struct slp_found_table *found, const struct sl_table *declared,
                           struct slp_drift *drift);

#endif
