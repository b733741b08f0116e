/* drift_internal.h - between the files that compare a policy with a database; nothing else includes
 * it. */
#ifndef SLC_DRIFT_INTERNAL_H
#define SLC_DRIFT_INTERNAL_H

#include "database/catalogue.h"

/* One table of the policy and what the database has under its name. */
struct slc_drift {
    struct slc_program *program;
    const struct slc_table *declared;
    const struct slc_found_table *found;
};

/* drift_columns.c: columns of either that the other lacks, their order, types, what may be missing,
 * what is generated, and enum labels. */
void slc_check_drift_of_columns(const struct slc_drift *drift);

/* drift_key.c: key columns and replica identity, of partitions too. */
void slc_check_drift_of_key(const struct slc_drift *drift);

/* What the database has for a column of the policy; NULL: nothing. */
const struct slc_found_column *slc_found_column_of(const struct slc_drift *drift,
                                                   const struct slc_column *column);

#endif
