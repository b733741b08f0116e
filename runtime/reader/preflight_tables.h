/* preflight_tables.h - what the preflight looks at in every table of the policy: rights, drift,
 * what the publication sends of it. */
#ifndef SLP_PREFLIGHT_TABLES_H
#define SLP_PREFLIGHT_TABLES_H

#include "reader/preflight_report.h"

void slp_preflight_tables(const struct slp_preflight *preflight);

/* preflight_lengths.c: columns that hold longer values than `record_limits` allow. Reads all rows. */
void slp_preflight_lengths(const struct slp_preflight *preflight);

#endif
