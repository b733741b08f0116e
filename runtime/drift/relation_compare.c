#include "drift/relation_compare.h"

#include "drift/compare.h"

/* `types` has one entry for each column of the message. */
static void
compare(struct slp_drift *drift, const struct sl_table *table, const struct slp_relation *message,
        const struct slp_type_name *types)
{
    /* Old rows that are whole hold the identity, too. */
    if (message->identity != 'f')
        (void)slp_compare_identity(drift, table, message->identity);
    for (uint32_t i = 0; i < message->ncolumns; i++) {
        const struct slp_relation_column *found = &message->columns[i];
        int column = slp_compare_name(drift, table, found->name);
        if (column < 0)
            continue;
        slp_compare_type(drift, table, (uint32_t)column, &types[i]);
        slp_compare_key(drift, table, (uint32_t)column, found->key);
    }
}

void
slp_relation_compare(struct slp_relations *relations, const struct slp_relation *message, bool leaf,
                     struct slp_drift *drift)
{
    const struct slp_table *table = slp_relations_announce(relations, message, leaf);
    uint32_t before = drift->count;
    if (table == NULL)
        return;
    compare(drift, table->declared, message, slp_relations_types(relations, message));
    if (drift->count == before)
        slp_relations_bind(relations, message);
}
