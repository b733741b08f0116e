/* migration_writes.h - whether the platform can still change rows after a migration. PostgreSQL lets a statement
 * through that makes the replica identity another one than a column list covers, and refuses every UPDATE and
 * DELETE of the table from then on. */
#ifndef SLC_MIGRATION_WRITES_H
#define SLC_MIGRATION_WRITES_H

#include "database/published.h"
#include "ir/ir.h"

struct slc_writes {
    struct slc_program *program;
    const struct slc_ir *ir; /* NULL: the program has errors, and nothing is put back */
    struct slc_trial *trial;
    const struct slc_published_tables *published;
};

/* NULL: no release reads the table. */
const struct slc_ir_table *slc_lowered_table_of(const struct slc_ir *ir,
                                                const struct slc_table *table);

/* Puts tables back that the trial took out, as the policies have them, and looks, partition by partition, whether
 * PostgreSQL refuses a DELETE of each published table then: by the catalogue, and by the plan of one, which changes nothing.
 * A finding for each that it refuses. The session looks (session.h). -1 and *reterr when the connection is gone. */
SL_MUST_USE int slc_try_writes(const struct slc_writes *writes, struct sl_err *reterr);

#endif
