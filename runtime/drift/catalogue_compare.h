/* catalogue_compare.h - the policy's tables against one look at the catalogue. */
#ifndef SLP_CATALOGUE_COMPARE_H
#define SLP_CATALOGUE_COMPARE_H

#include "drift/catalogue.h"
#include "drift/drift.h"

/* Adds every difference that must stop the stream, for all tables: columns, types, enum labels, key,
 * identity, row security, the publication's tables, lists, filters and operations. */
void slp_catalogue_compare(const struct slp_catalogue *catalogue, struct slp_drift *drift);

#endif
