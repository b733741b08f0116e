#include "change/table.h"

static void
mark_reads(const struct sl_projection *projection, bool *read)
{
    for (uint32_t i = 0; i < projection->ncolumns; i++)
        read[projection->columns[i]] = true;
}

static void
collect_releases(struct sl_arena *arena, const struct sl_policy *policy, struct slp_table *table,
                 bool *read)
{
    uint32_t *projections = SL_NEW_ARRAY(arena, uint32_t, policy->nprojections);
    for (uint32_t i = 0; i < policy->nprojections; i++) {
        if (policy->projections[i]->table != table->declared)
            continue;
        projections[table->nprojections++] = i;
        mark_reads(policy->projections[i], read);
    }
    table->projections = projections;
}

static void
collect_reads(struct sl_arena *arena, struct slp_table *table, const bool *read)
{
    uint32_t *reads = SL_NEW_ARRAY(arena, uint32_t, table->declared->ncolumns);
    for (uint32_t i = 0; i < table->declared->ncolumns; i++) {
        if (read[i])
            reads[table->nreads++] = i;
    }
    table->reads = reads;
}

struct slp_tables
slp_tables_new(struct sl_arena *arena, const struct sl_policy *policy)
{
    struct slp_table *items = SL_NEW_ARRAY(arena, struct slp_table, policy->ntables);
    uint32_t most_columns = 1;
    for (uint32_t i = 0; i < policy->ntables; i++) {
        const struct sl_table *declared = policy->tables[i];
        bool *read = SL_NEW_ARRAY(arena, bool, declared->ncolumns);
        items[i].declared = declared;
        collect_releases(arena, policy, &items[i], read);
        collect_reads(arena, &items[i], read);
        if (declared->ncolumns > most_columns)
            most_columns = declared->ncolumns;
    }
    return (struct slp_tables) {
        .policy = policy, .items = items, .count = policy->ntables, .most_columns = most_columns
    };
}

const struct slp_table *
slp_tables_find(const struct slp_tables *tables, struct sl_str schema, struct sl_str name)
{
    for (uint32_t i = 0; i < tables->count; i++) {
        const struct sl_table *declared = tables->items[i].declared;
        if (sl_str_is(schema, declared->schema) && sl_str_is(name, declared->name))
            return &tables->items[i];
    }
    return NULL;
}

uint32_t
slp_destination_of(const struct sl_policy *policy, const struct sl_projection *projection)
{
    for (uint32_t i = 0; i < policy->ndestinations; i++) {
        if (strcmp(policy->destinations[i].name, projection->destination) == 0)
            return i;
    }
    return 0; /* generated code names no destination that it does not list */
}

int
slp_table_column(const struct sl_table *table, struct sl_str name)
{
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_is(name, table->columns[i].name))
            return (int)i;
    }
    return -1;
}
