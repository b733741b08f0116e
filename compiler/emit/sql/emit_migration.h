/* emit_migration.h - the transaction in which a platform changes a table that is published. */
#ifndef SLC_EMIT_MIGRATION_H
#define SLC_EMIT_MIGRATION_H

#include "buf.h"
#include "ir/ir.h"

struct slc_migration {
    const struct slc_ir_table *table;
    const struct sl_str *publications; /* those that have the table */
    uint32_t npublications;
    struct sl_str reader; /* the role that reads and re-reads rows */
};

/* Plain SQL, for psql and for every tool that runs migrations: lock, take the table out, room for the platform's
 * statements, put it back as setup.sql does. */
void slc_emit_migration(const struct slc_migration *migration, struct sl_buf *out);

#endif
