#include "pg_type.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *spelling, *pg_name;
    uint32_t oid;
} types[SL_PG_NTYPES] = {
    [SL_PG_NONE] = { "?", NULL, 0 },
#define SLC_TYPE(id, spelling, kind, pg_name, oid, tag, json)                                      \
    [SL_PG_##id] = { spelling, pg_name, oid },
#include "types.def"
#undef SLC_TYPE
};

/* ---- names ---------------------------------------------------------------------------------- */

enum sl_pg_type_id
sl_pg_type_named(struct sl_str schema, struct sl_str name)
{
    for (int id = SL_PG_NONE + 1; id < SL_PG_NTYPES; id++) {
        if (types[id].pg_name == NULL || !sl_str_is(name, types[id].pg_name))
            continue;
        if (types[id].oid == 0 || sl_str_is(schema, "pg_catalog"))
            return (enum sl_pg_type_id)id;
    }
    return SL_PG_NONE;
}

enum sl_pg_type_id
sl_pg_type_of_oid(uint32_t oid)
{
    for (int id = SL_PG_NONE + 1; id < SL_PG_NTYPES; id++) {
        if (types[id].oid == oid && oid != 0)
            return (enum sl_pg_type_id)id;
    }
    return SL_PG_NONE;
}

/* ---- lengths and digits ---------------------------------------------------------------------- */

/* PostgreSQL keeps numeric(p,s) as (p << 16 | s) + 4, with s in eleven bits and perhaps negative, and
 * varchar(n), char(n) as n + 4 (numeric.c, varchar.c). */
struct sl_pg_type
sl_pg_type_with(enum sl_pg_type_id id, int32_t modifier)
{
    enum { HEADER = 4, SCALE_BITS = 11, HALF = 1 << (SCALE_BITS - 1) };
    struct sl_pg_type type = { .id = id };
    const int32_t value = modifier - HEADER;
    if (modifier < HEADER)
        return type;
    if (id == SL_PG_VARCHAR || id == SL_PG_CHAR) {
        type.is_limited = true;
        type.precision = (uint32_t)value;
    } else if (id == SL_PG_NUMERIC) {
        type.is_limited = true;
        type.precision = (uint32_t)(value >> 16 & 0xFFFF);
        type.scale = ((value & (2 * HALF - 1)) ^ HALF) - HALF;
    }
    return type;
}

struct sl_pg_type
sl_pg_type_spelled(const char *spelling)
{
    struct sl_pg_type type = { .id = SL_PG_NONE };
    const size_t len = strcspn(spelling, "(");
    for (int id = SL_PG_NONE + 1; id < SL_PG_NTYPES; id++) {
        if (sl_str_is((struct sl_str) { spelling, len }, types[id].spelling))
            type.id = (enum sl_pg_type_id)id;
    }
    if (spelling[len] == '\0')
        return type;
    char *end = NULL;
    type.is_limited = true;
    type.precision = (uint32_t)strtoul(spelling + len + 1, &end, 10);
    type.scale = *end == ',' ? (int32_t)strtol(end + 1, NULL, 10) : 0;
    return type;
}

void
sl_pg_type_spell(const struct sl_pg_type *type, char ret_text[SL_PG_TYPE_CHARS])
{
    const char *spelling = types[type->id].spelling;
    if (!type->is_limited)
        (void)snprintf(ret_text, SL_PG_TYPE_CHARS, "%s", spelling);
    else if (type->id == SL_PG_NUMERIC)
        (void)snprintf(ret_text, SL_PG_TYPE_CHARS, "%s(%u,%d)", spelling, type->precision,
                       type->scale);
    else
        (void)snprintf(ret_text, SL_PG_TYPE_CHARS, "%s(%u)", spelling, type->precision);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static bool
is_text(enum sl_pg_type_id id)
{
    return id == SL_PG_TEXT || id == SL_PG_VARCHAR || id == SL_PG_CITEXT || id == SL_PG_NAME;
}

/* Its bytes; 0: it is no integer. */
static int
integer_bytes(enum sl_pg_type_id id)
{
    return id == SL_PG_SMALLINT ? 2 : id == SL_PG_INTEGER ? 4 : id == SL_PG_BIGINT ? 8 : 0;
}

static bool
takes_digits(const struct sl_pg_type *policy, const struct sl_pg_type *database)
{
    return !policy->is_limited || (database->is_limited && database->scale <= policy->scale &&
                                   (int64_t)database->precision - database->scale <=
                                       (int64_t)policy->precision - policy->scale);
}

bool
sl_pg_type_takes(const struct sl_pg_type *policy, const struct sl_pg_type *database)
{
    if (policy->id == SL_PG_OPAQUE)
        return true;
    if (is_text(policy->id))
        return is_text(database->id);
    if (integer_bytes(policy->id) > 0)
        return integer_bytes(database->id) > 0 &&
               integer_bytes(database->id) <= integer_bytes(policy->id);
    if (policy->id != database->id)
        return false;
    return policy->id != SL_PG_NUMERIC || takes_digits(policy, database);
}

bool
sl_pg_type_holds_encrypted(enum sl_pg_type_id id)
{
    return id == SL_PG_TEXT || id == SL_PG_VARCHAR || id == SL_PG_BYTEA;
}
