/* table.h - the policy's tables as the reader sees them: a declaration, the releases that read it,
 * and the columns that they read together. Columns that no release reads are never decoded. */
#ifndef SLP_TABLE_H
#define SLP_TABLE_H

#include "abi/projection.h"
#include "arena.h"

struct slp_table {
    const struct sl_table *declared;
    const uint32_t *reads; /* indexes into declared->columns, rising */
    uint32_t nreads;
    const uint32_t *projections; /* indexes into the policy's projections, in policy order */
    uint32_t nprojections;
};

struct slp_tables {
    const struct sl_policy *policy;
    const struct slp_table *items; /* as many and in the order of the policy's tables */
    uint32_t count;
    uint32_t most_columns; /* of any one table, at least 1 */
};

/* Everything lives in `arena`; the policy is borrowed. */
struct slp_tables slp_tables_new(struct sl_arena *arena, const struct sl_policy *policy);

/* NULL when the policy has no such table. */
const struct slp_table *slp_tables_find(const struct slp_tables *tables, struct sl_str schema,
                                        struct sl_str name);

/* Index of the release's destination among the policy's. */
uint32_t slp_destination_of(const struct sl_policy *policy, const struct sl_projection *projection);

/* Index of the column of that name, or -1. */
int slp_table_column(const struct sl_table *table, struct sl_str name);

#endif
