#include "drift/column_type.h"

#include "pg_type.h"

/* Types that are not built in stand in a schema of their own, and pg_catalog is told as none. */
static enum sl_pg_type_id
type_id(const struct slp_type_name *type)
{
    if (type->name.len == 0)
        return sl_pg_type_of_oid(type->oid);
    return sl_pg_type_named(type->schema.len > 0 ? type->schema : SL_STR("pg_catalog"), type->name);
}

/* The stream does not tell the modifier of a domain: then it is taken to be the policy's. */
static struct sl_pg_type
type_of(const struct sl_pg_type *declared, const struct slp_type_name *type)
{
    const enum sl_pg_type_id id = type_id(type);
    return type->modifier_known || id != declared->id ? sl_pg_type_with(id, type->modifier)
                                                      : *declared;
}

bool
slp_column_type_agrees(const struct sl_column *declared, const struct slp_type_name *type)
{
    if ((declared->flags & SL_COLUMN_ENCRYPTED) != 0)
        return sl_pg_type_holds_encrypted(type_id(type));
    if (declared->labels != NULL) /* any enum: the catalogue tells its labels */
        return type_id(type) == SL_PG_NONE && type->name.len > 0 && type->schema.len > 0;
    const struct sl_pg_type policy = sl_pg_type_spelled(declared->type);
    const struct sl_pg_type database = type_of(&policy, type);
    return sl_pg_type_takes(&policy, &database);
}

struct sl_str
slp_column_type_text(struct sl_arena *arena, const struct slp_type_name *type)
{
    const enum sl_pg_type_id id = type_id(type);
    if (id != SL_PG_NONE) {
        char text[SL_PG_TYPE_CHARS];
        const struct sl_pg_type known =
            sl_pg_type_with(id, type->modifier_known ? type->modifier : -1);
        sl_pg_type_spell(&known, text);
        return sl_arena_copy(arena, sl_str_of(text));
    }
    if (type->name.len == 0)
        return sl_arena_format(arena, "opaque (the type with OID %u)", type->oid);
    return sl_arena_format(arena, "opaque (%.*s%s%.*s)", SL_FMT(type->schema),
                           type->schema.len > 0 ? "." : "", SL_FMT(type->name));
}
