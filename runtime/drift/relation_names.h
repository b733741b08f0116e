/* relation_names.h - whether a Relation message calls the columns what the catalogue calls them. */
#ifndef SLP_RELATION_NAMES_H
#define SLP_RELATION_NAMES_H

#include "change/relation.h"
#include "drift/catalogue.h"

/* A message has a table's columns in the order of their numbers, under the names that they had then. One whose
 * order is not the catalogue's, or that lacks a column that is read, is of a moment when columns had each
 * other's names: to read its rows by name would put values of one column under the name of another. What was
 * swapped and swapped back shows nowhere else. */
bool slp_relation_names_fit(const struct slp_relation *message, const struct sl_table *declared,
                            const struct slp_found_table *found);

#endif
