/* drift_internal.h - between the files that compare a policy with a database; nothing else includes
 * it. */
#ifndef SLC_DRIFT_INTERNAL_H
#define SLC_DRIFT_INTERNAL_H

#include "database/catalogue.h"
#include "ir/ir.h"

/* One table of the policy and what the database has under its name. */
struct slc_drift {
    struct slc_program *program;
    const struct slc_ir *ir; /* NULL: the program has errors, so that nobody knows what is read */
    bool is_trial; /* a migration is tried, and asks what the platform may still write by itself */
    const struct slc_table *declared;
    const struct slc_found_table *found;
};

/* drift_columns.c: columns of either that the other lacks. */
void slc_check_drift_of_columns(const struct slc_drift *drift);

/* drift_column.c: type, what may be missing, what is generated, and enum labels, of a column of both. */
void slc_check_drift_of_column(const struct slc_drift *drift, const struct slc_column *declared,
                               const struct slc_found_column *found);

/* drift_reads.c: the code of a difference of a column. The error, where some release reads the column; else a
 * warning, since the pusher goes on. Of a table without releases, and where nobody knows, every column counts
 * as read. */
enum slc_code slc_drift_code(const struct slc_drift *drift, const struct slc_column *column,
                             enum slc_code error);
/* The same for a label of the column's enum: the error, where some release needs to know all labels. */
enum slc_code slc_drift_label_code(const struct slc_drift *drift, const struct slc_column *column);

/* drift_writes.c: whether PostgreSQL refuses the platform's own statements. */
void slc_check_drift_of_writes(const struct slc_drift *drift);

/* drift_key_fault.c: whether the row key tells the table's rows apart. */
void slc_check_drift_of_key_fault(const struct slc_drift *drift);

/* drift_key.c: key columns and replica identity, of partitions too. */
void slc_check_drift_of_key(const struct slc_drift *drift);

/* What the database has for a column of the policy; NULL: nothing. */
const struct slc_found_column *slc_found_column_of(const struct slc_drift *drift,
                                                   const struct slc_column *column);

#endif
