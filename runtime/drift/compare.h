/* compare.h - what the comparisons with the policy share: a Relation message's (relation_compare.h)
 * and the catalogue's (catalogue_compare.h). Each adds the differences that it finds. */
#ifndef SLP_COMPARE_H
#define SLP_COMPARE_H

#include "drift/drift.h"
#include "postgres/type_name.h"

/* The index of the column of that name, or -1: the policy does not have it. Columns are known by their names
 * alone: where they stand in the table differs between databases. Columns that have swapped their names are
 * found by their numbers (coverage/facts.h). */
int slp_compare_name(struct slp_drift *drift, const struct sl_table *table, struct sl_str name);

/* A column that no release reads may have any type. */
void slp_compare_type(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                      const struct slp_type_name *type);

void slp_compare_key(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                     bool in_identity);

/* `letter` as in pg_class.relreplident; false when it differs. Where whole rows are published, old rows that
 * are whole serve for any. */
bool slp_compare_identity(struct slp_drift *drift, const struct sl_table *table, char letter);

#endif
