#include "drift/drift.h"

#include "change/table.h"
#include "log.h"

#include <stdio.h>
#include <stdlib.h>

/* pg_type.dat; numeric.c keeps the scale in the low eleven bits of its modifier. */
enum {
    SLP_BYTEA_OID = 17,
    SLP_TEXT_OID = 25,
    SLP_VARCHAR_OID = 1043,
    SLP_NUMERIC_OID = 1700,
    SLP_NUMERIC_SCALE_MASK = 0x7ff
};

const char *
slp_drift_name(enum slp_drift_kind kind)
{
    static const char *const names[] = {
#define SLP_DRIFT_TEXT(id, name) [SLP_DRIFT_##id] = name,
        SLP_DRIFT_KINDS(SLP_DRIFT_TEXT)
#undef SLP_DRIFT_TEXT
    };
    return names[kind];
}

void
slp_drift_init(struct slp_drift *drift, struct sl_arena *arena)
{
    *drift = (struct slp_drift) { .arena = arena };
}

void
slp_drift_add(struct slp_drift *drift, enum slp_drift_kind kind, const struct sl_table *table,
              struct sl_str column, struct slp_difference_text text)
{
    if (drift->count < SLP_MAX_DIFFERENCES) {
        drift->items[drift->count] = (struct slp_difference) {
            .kind = kind,
            .table = table,
            .column = sl_arena_copy(drift->arena, column),
            .text = text,
        };
    }
    drift->count++;
}

int
slp_drift_describe(const struct slp_difference *difference, struct sl_err *reterr)
{
    const struct sl_table *table = difference->table;
    const struct slp_difference_text *text = &difference->text;
    if (table == NULL)
        (void)sl_fail(reterr, SL_DRIFT, "the policy asks for %.*s; the database has %.*s",
                      SL_FMT(text->policy), SL_FMT(text->database));
    else
        (void)sl_fail(reterr, SL_DRIFT, "%s.%s%s%.*s: the policy has %.*s; the database has %.*s",
                      table->schema, table->name, difference->column.len > 0 ? "." : "",
                      SL_FMT(difference->column), SL_FMT(text->policy), SL_FMT(text->database));
    return sl_remedy(reterr, "%.*s", SL_FMT(text->remedy));
}

int
slp_drift_fail(const struct slp_drift *drift, struct sl_err *reterr)
{
    (void)slp_drift_describe(&drift->items[0], reterr);
    size_t used = strlen(reterr->text);
    if (drift->count > 1)
        (void)snprintf(reterr->text + used, sizeof reterr->text - used, " (and %u more)",
                       drift->count - 1);
    return -1;
}

bool
slp_drift_loses_changes(const struct slp_drift *drift)
{
    for (uint32_t i = 0; i < drift->count && i < SLP_MAX_DIFFERENCES; i++) {
        enum slp_drift_kind kind = drift->items[i].kind;
        if (kind == SLP_DRIFT_TABLE_MISSING || kind == SLP_DRIFT_PUBLICATION_TABLE ||
            kind == SLP_DRIFT_PUBLICATION_FILTER || kind == SLP_DRIFT_PUBLICATION_OPERATIONS)
            return true;
    }
    return false;
}

void
slp_drift_log(const struct slp_drift *drift)
{
    for (uint32_t i = 0; i < drift->count && i < SLP_MAX_DIFFERENCES; i++) {
        const struct slp_difference *item = &drift->items[i];
        const struct sl_table *table = item->table;
        sl_log(SL_LOG_WARNING, "drift",
               SL_FIELDS(SL_NAME("kind", sl_str_of(slp_drift_name(item->kind))),
                         SL_NAME("schema", sl_str_of(table != NULL ? table->schema : "")),
                         SL_NAME("table", sl_str_of(table != NULL ? table->name : "")),
                         SL_NAME("column", item->column), SL_NAME("policy", item->text.policy),
                         SL_NAME("database", item->text.database),
                         SL_NAME("remedy", item->text.remedy)));
    }
}

/* ---- types: of a Relation message and of the catalogue alike -------------------------------- */

/* The compiler's table of types tells what pg_type calls the ones that bind by OID. */
static const struct {
    uint32_t oid;
    const char *name;
} builtin_types[] = {
#define SLC_TYPE(id, spelling, kind, pg_name, type_oid, tag, json) { type_oid, pg_name },
#include "types.def"
#undef SLC_TYPE
};

static bool
is_builtin(const struct slp_type_name *type, uint32_t oid)
{
    if (type->name.len == 0)
        return type->oid == oid;
    if (type->schema.len > 0)
        return false;
    for (size_t i = 0; i < sizeof builtin_types / sizeof *builtin_types; i++) {
        if (builtin_types[i].oid == oid)
            return sl_str_is(type->name, builtin_types[i].name);
    }
    return false;
}

/* PostgreSQL keeps numeric(p,s) as (p << 16 | s) + 4 and varchar(n), char(n) as n + 4
 * (numeric.c, varchar.c). A policy without a modifier takes any. */
static bool
modifier_agrees(const struct sl_column *declared, int32_t modifier)
{
    const char *open = strchr(declared->type, '(');
    if (open == NULL || declared->type_oid == 0)
        return true;
    char *end = NULL;
    unsigned long first = strtoul(open + 1, &end, 10);
    if (declared->kind != SL_NUMERIC)
        return modifier == (int32_t)first + 4;
    unsigned long scale = *end == ',' ? strtoul(end + 1, NULL, 10) : 0;
    return modifier == (int32_t)(first << 16 | scale) + 4;
}

/* What an application encrypted is text or bytes, whatever its plaintext is. */
static bool
holds_encrypted(const struct slp_type_name *type)
{
    return is_builtin(type, SLP_TEXT_OID) || is_builtin(type, SLP_VARCHAR_OID) ||
           is_builtin(type, SLP_BYTEA_OID);
}

bool
slp_type_agrees(const struct sl_column *declared, const struct slp_type_name *type)
{
    if ((declared->flags & SL_COLUMN_ENCRYPTED) != 0)
        return holds_encrypted(type);
    if (declared->kind == SL_OPAQUE)
        return true;
    if (declared->type_oid != 0)
        return is_builtin(type, declared->type_oid) &&
               (!type->modifier_known || modifier_agrees(declared, type->modifier));
    if (declared->labels != NULL) /* any enum: the catalogue tells its labels */
        return type->name.len > 0 && type->schema.len > 0;
    return sl_str_is(type->name, declared->type);
}

static struct sl_str
type_text(struct sl_arena *arena, const struct slp_type_name *type)
{
    struct sl_str name = type->name;
    for (size_t i = 0; name.len == 0 && i < sizeof builtin_types / sizeof *builtin_types; i++) {
        if (builtin_types[i].oid == type->oid)
            name = sl_str_of(builtin_types[i].name);
    }
    if (name.len == 0)
        return sl_arena_format(arena, "the type with OID %u", type->oid);
    struct sl_str qualified = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(type->schema),
                                              type->schema.len > 0 ? "." : "", SL_FMT(name));
    if (!type->modifier_known || type->modifier < 4)
        return qualified;
    int32_t size = type->modifier - 4;
    return type->oid == SLP_NUMERIC_OID || sl_str_is(name, "numeric")
               ? sl_arena_format(arena, "%.*s(%d,%d)", SL_FMT(qualified), size >> 16,
                                 size & SLP_NUMERIC_SCALE_MASK)
               : sl_arena_format(arena, "%.*s(%d)", SL_FMT(qualified), size);
}

/* ---- one column ----------------------------------------------------------------------------- */

static void
column_added(struct slp_drift *drift, const struct sl_table *table, struct sl_str column)
{
    slp_drift_add(drift, SLP_DRIFT_COLUMN_ADDED, table, column,
                  (struct slp_difference_text) {
                      .policy = SL_STR("no such column"),
                      .database = SL_STR("a column of this name"),
                      .remedy = SL_STR("add the column to the table's block in the policy, decide "
                                       "in each release what becomes of it, and build the pusher "
                                       "again; if it was renamed, rename it there"),
                  });
}

static void
column_order(struct slp_drift *drift, const struct sl_table *table, struct sl_str column,
             uint32_t before)
{
    struct sl_arena *arena = drift->arena;
    slp_drift_add(
        drift, SLP_DRIFT_COLUMN_ORDER, table, column,
        (struct slp_difference_text) {
            .policy = sl_arena_format(arena, "a place before %s", table->columns[before].name),
            .database = SL_STR("a place behind it"),
            .remedy = SL_STR("find out whether columns swapped names; then list the "
                             "columns in the policy in the table's order"),
        });
}

void
slp_drift_column_type(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                      const struct slp_type_name *type)
{
    const struct sl_column *declared = &table->columns[column];
    if (slp_type_agrees(declared, type))
        return;
    slp_drift_add(drift, SLP_DRIFT_COLUMN_TYPE, table, sl_str_of(declared->name),
                  (struct slp_difference_text) {
                      .policy = (declared->flags & SL_COLUMN_ENCRYPTED) != 0
                                    ? SL_STR("an encrypted column, text or bytea")
                                    : sl_arena_copy(drift->arena, sl_str_of(declared->type)),
                      .database = type_text(drift->arena, type),
                      .remedy = SL_STR("change the column's type in the policy, review the lines "
                                       "that read it, and build the pusher again"),
                  });
}

int
slp_drift_column_place(struct slp_drift *drift, const struct sl_table *table, struct sl_str name,
                       int *last)
{
    int column = slp_table_column(table, name);
    if (column < 0)
        column_added(drift, table, name);
    else if (column <= *last)
        column_order(drift, table, name, (uint32_t)*last);
    if (column >= 0)
        *last = column;
    return column;
}

/* ---- a Relation message --------------------------------------------------------------------- */

static char
identity_letter(enum sl_identity identity)
{
    switch (identity) {
    case SL_IDENTITY_DEFAULT: return 'd';
    case SL_IDENTITY_INDEX: return 'i';
    case SL_IDENTITY_FULL: return 'f';
    }
    return 'd';
}

static const char *
identity_name(char letter)
{
    switch (letter) {
    case 'd': return "replica identity default";
    case 'i': return "replica identity using index";
    case 'f': return "replica identity full";
    default: return "replica identity nothing";
    }
}

bool
slp_drift_identity(struct slp_drift *drift, const struct sl_table *table, char letter)
{
    char wanted = identity_letter(table->identity);
    if (letter == wanted)
        return true;
    slp_drift_add(drift, SLP_DRIFT_IDENTITY, table, SL_STR(""),
                  (struct slp_difference_text) {
                      .policy = sl_str_of(identity_name(wanted)),
                      .database = sl_str_of(identity_name(letter)),
                      .remedy = SL_STR("ALTER TABLE … REPLICA IDENTITY as setup.sql has it, or "
                                       "change the table's block in the policy"),
                  });
    return false;
}

void
slp_drift_key_column(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                     bool in_identity)
{
    const struct sl_column *declared = &table->columns[column];
    if (in_identity || (declared->flags & SL_COLUMN_KEY) == 0)
        return;
    slp_drift_add(drift, SLP_DRIFT_KEY, table, sl_str_of(declared->name),
                  (struct slp_difference_text) {
                      .policy = SL_STR("a key column"),
                      .database = SL_STR("a replica identity without it"),
                      .remedy = SL_STR("give the table a primary key or replica identity index "
                                       "over the policy's key columns, or change the policy"),
                  });
}

void
slp_drift_relation(struct slp_drift *drift, const struct sl_table *table,
                   const struct slp_relation *message, const struct slp_type_name *types)
{
    int last = -1;
    (void)slp_drift_identity(drift, table, message->identity);
    for (uint32_t i = 0; i < message->ncolumns; i++) {
        const struct slp_relation_column *found = &message->columns[i];
        int column = slp_drift_column_place(drift, table, found->name, &last);
        if (column < 0)
            continue;
        slp_drift_column_type(drift, table, (uint32_t)column, &types[i]);
        slp_drift_key_column(drift, table, (uint32_t)column, found->key);
    }
}
