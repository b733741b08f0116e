#include "change/relation.h"

#include "maxima.h"

/* The relations of one connection are few (the publication's tables, a Relation each): they are
 * kept in the order of their arrival, and the last one found is tried first. */
struct entry {
    struct slp_binding binding;
    uint32_t room; /* in the arrays of the binding */
    bool usable;
    struct entry *next;
};

struct type {
    struct slp_type_name name;
    struct type *next;
};

struct slp_relations {
    struct sl_arena *arena;
    const struct slp_tables *tables;
    struct entry *entries;
    struct entry *last_found;
    struct type *types;
    struct slp_type_name *column_types; /* scratch: of the Relation at hand */
};

struct slp_relations *
slp_relations_new(const struct slp_tables *tables)
{
    struct sl_arena *arena = sl_arena_new(SLP_MAX_RELATION_BYTES);
    if (arena == NULL)
        return NULL;
    struct slp_relations *relations = SL_NEW(arena, struct slp_relations);
    relations->arena = arena;
    relations->tables = tables;
    relations->column_types = SL_NEW_ARRAY(arena, struct slp_type_name, SLP_MAX_COLUMNS);
    return relations;
}

void
slp_relations_free(struct slp_relations *relations)
{
    if (relations != NULL)
        sl_arena_free(relations->arena);
}

/* Memory is taken only where a name really changed: PostgreSQL repeats itself after every ANALYZE. */
static struct sl_str
keep_name(struct sl_arena *arena, struct sl_str kept, struct sl_str name)
{
    return sl_str_equal(kept, name) ? kept : sl_arena_copy(arena, name);
}

static struct type *
type_find(const struct slp_relations *relations, uint32_t oid)
{
    for (struct type *type = relations->types; type != NULL; type = type->next) {
        if (type->name.oid == oid)
            return type;
    }
    return NULL;
}

void
slp_relations_type(struct slp_relations *relations, const struct slp_type *message)
{
    struct type *type = type_find(relations, message->oid);
    if (type == NULL) {
        type = SL_NEW(relations->arena, struct type);
        type->name.oid = message->oid;
        type->next = relations->types;
        relations->types = type;
    }
    type->name.schema = keep_name(relations->arena, type->name.schema, message->schema);
    type->name.name = keep_name(relations->arena, type->name.name, message->name);
}

static struct entry *
entry_find(const struct slp_relations *relations, uint32_t oid)
{
    for (struct entry *entry = relations->entries; entry != NULL; entry = entry->next) {
        if (entry->binding.oid == oid)
            return entry;
    }
    return NULL;
}

static struct entry *
entry_for(struct slp_relations *relations, const struct slp_relation *message)
{
    struct entry *entry = entry_find(relations, message->oid);
    if (entry == NULL) {
        entry = SL_NEW(relations->arena, struct entry);
        entry->binding.oid = message->oid;
        entry->next = relations->entries;
        relations->entries = entry;
    }
    struct slp_binding *binding = &entry->binding;
    binding->schema = keep_name(relations->arena, binding->schema, message->schema);
    binding->name = keep_name(relations->arena, binding->name, message->name);
    return entry;
}

const struct slp_type_name *
slp_relations_types(struct slp_relations *relations, const struct slp_relation *message)
{
    for (uint32_t i = 0; i < message->ncolumns; i++) {
        const struct type *type = type_find(relations, message->columns[i].type_oid);
        relations->column_types[i] =
            type != NULL ? type->name
                         : (struct slp_type_name) { .oid = message->columns[i].type_oid,
                                                    .modifier = message->columns[i].type_modifier,
                                                    .modifier_known = true };
    }
    return relations->column_types;
}

static bool
is_read(const struct slp_table *table, uint32_t column)
{
    for (uint32_t i = 0; i < table->nreads; i++) {
        if (table->reads[i] == column)
            return true;
    }
    return false;
}

/* Both arrays have room for all columns of the table, so that they are mostly made once. */
static void
make_room(struct sl_arena *arena, struct entry *entry, uint32_t ncolumns)
{
    struct slp_binding *binding = &entry->binding;
    if (ncolumns <= entry->room)
        return;
    const uint32_t declared = binding->table->declared->ncolumns;
    entry->room = ncolumns > declared ? ncolumns : declared;
    binding->columns = SL_NEW_ARRAY(arena, uint32_t, entry->room);
    binding->identity = SL_NEW_ARRAY(arena, bool, entry->room);
}

/* By name, whatever the order. */
static void
bind_positions(struct sl_arena *arena, struct entry *entry, const struct slp_relation *message)
{
    struct slp_binding *binding = &entry->binding;
    make_room(arena, entry, message->ncolumns);
    for (uint32_t i = 0; i < message->ncolumns; i++) {
        int column = slp_table_column(binding->table->declared, message->columns[i].name);
        bool read = column >= 0 && is_read(binding->table, (uint32_t)column);
        binding->columns[i] = read ? (uint32_t)column : SLP_UNREAD;
        binding->identity[i] = message->columns[i].key;
    }
    binding->npositions = message->ncolumns;
}

const struct slp_table *
slp_relations_announce(struct slp_relations *relations, const struct slp_relation *message,
                       bool leaf)
{
    struct entry *entry = entry_for(relations, message);
    struct slp_binding *binding = &entry->binding;
    const struct slp_table *table =
        slp_tables_find(relations->tables, message->schema, message->name);
    binding->table = table;
    binding->kind = table != NULL ? SLP_BOUND : leaf ? SLP_LEAF : SLP_FOREIGN;
    entry->usable = table == NULL;
    return table;
}

void
slp_relations_bind(struct slp_relations *relations, const struct slp_relation *message)
{
    struct entry *entry = entry_find(relations, message->oid);
    bind_positions(relations->arena, entry, message);
    entry->usable = true;
}

void
slp_relations_set_unreadable(struct slp_relations *relations, const struct slp_relation *message)
{
    struct entry *entry = entry_find(relations, message->oid);
    entry->binding.kind = SLP_UNREADABLE;
    entry->usable = true;
}

const struct slp_binding *
slp_relations_find(struct slp_relations *relations, uint32_t oid)
{
    struct entry *entry = relations->last_found;
    if (entry == NULL || entry->binding.oid != oid)
        entry = relations->last_found = entry_find(relations, oid);
    return entry != NULL && entry->usable ? &entry->binding : NULL;
}
