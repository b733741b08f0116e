/* compare.h - what the comparisons with the policy share: a Relation message's (relation_compare.h)
 * and the catalogue's (catalogue_compare.h). Each adds the differences that it finds. */
#ifndef SLP_COMPARE_H
#define SLP_COMPARE_H

#include "drift/drift.h"
#include "postgres/type_name.h"

/* The index of the column of that name, or -1: the policy does not have it. *last is the index of
 * the column before it in the table's order, at first -1.
 *
 * A policy's table block lists every column in the table's own order. Together with the
 * publication's column list, which PostgreSQL keeps by attribute number, that order shows when two
 * columns have swapped names. */
int slp_compare_place(struct slp_drift *drift, const struct sl_table *table, struct sl_str name,
                      int *last);

void slp_compare_type(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                      const struct slp_type_name *type);

void slp_compare_key(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                     bool in_identity);

/* `letter` as in pg_class.relreplident; false when it differs. */
bool slp_compare_identity(struct slp_drift *drift, const struct sl_table *table, char letter);

#endif
