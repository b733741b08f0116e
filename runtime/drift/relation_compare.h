/* relation_compare.h - a Relation message against the policy's table that it claims to be. */
#ifndef SLP_RELATION_COMPARE_H
#define SLP_RELATION_COMPARE_H

#include "change/relation.h"
#include "drift/drift.h"

/* Announces the relation (relation.h). One that is a table of the policy is bound when nothing
 * differs: no column that the policy does not know, types that agree where a release reads the column,
 * the replica identity's kind and columns. Otherwise the differences are added to `drift`, and its rows
 * must not be read. */
void slp_relation_compare(struct slp_relations *relations, const struct slp_relation *message,
                          bool leaf, struct slp_drift *drift);

#endif
