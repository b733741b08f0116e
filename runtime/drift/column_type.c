#include "drift/column_type.h"

#include <stdlib.h>

/* pg_type.dat; numeric.c keeps the scale in the low eleven bits of its modifier. */
enum {
    BYTEA_OID = 17,
    TEXT_OID = 25,
    VARCHAR_OID = 1043,
    NUMERIC_OID = 1700,
    NUMERIC_SCALE_MASK = 0x7ff
};

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
    return is_builtin(type, TEXT_OID) || is_builtin(type, VARCHAR_OID) ||
           is_builtin(type, BYTEA_OID);
}

bool
slp_column_type_agrees(const struct sl_column *declared, const struct slp_type_name *type)
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

struct sl_str
slp_column_type_text(struct sl_arena *arena, const struct slp_type_name *type)
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
    return type->oid == NUMERIC_OID || sl_str_is(name, "numeric")
               ? sl_arena_format(arena, "%.*s(%d,%d)", SL_FMT(qualified), size >> 16,
                                 size & NUMERIC_SCALE_MASK)
               : sl_arena_format(arena, "%.*s(%d)", SL_FMT(qualified), size);
}
