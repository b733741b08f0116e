/* pg_type.h - what PostgreSQL calls the language's types, and whether a column that has one type in the
 * database may have another one in the policy.
 *
 * The compiler and the pusher compare policies with databases: both ask here, so that they agree. */
#ifndef SL_PG_TYPE_H
#define SL_PG_TYPE_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* The types of types.def, in its order. */
enum sl_pg_type_id {
    SL_PG_NONE, /* none of the language's */
#define SLC_TYPE(id, spelling, kind, pg_name, oid, tag, json) SL_PG_##id,
#include "types.def"
#undef SLC_TYPE
    SL_PG_NTYPES
};

/* A type with its length, or precision and scale, where it has them. */
struct sl_pg_type {
    enum sl_pg_type_id id;
    bool is_limited;    /* numeric(p,s), varchar(n), char(n) */
    uint32_t precision; /* n, or p */
    int32_t scale;      /* s, which is negative where numbers are rounded to tens */
};

/* The type that pg_type has under this name or OID: a built-in one by its name in pg_catalog, citext, which is
 * an extension's, by its name in any schema. SL_PG_NONE for types that the language does not have, and for
 * enums. */
enum sl_pg_type_id sl_pg_type_named(struct sl_str schema, struct sl_str name);
enum sl_pg_type_id sl_pg_type_of_oid(uint32_t oid);

/* With a modifier as pg_attribute.atttypmod has it; negative: it has none. */
struct sl_pg_type sl_pg_type_with(enum sl_pg_type_id id, int32_t modifier);

/* As a policy spells it: "numeric(12,2)". SL_PG_NONE for what is spelled in no policy. */
struct sl_pg_type sl_pg_type_spelled(const char *spelling);

enum { SL_PG_TYPE_CHARS = 48 };

/* Writes the spelling; of SL_PG_NONE "?". */
void sl_pg_type_spell(const struct sl_pg_type *type, char ret_text[SL_PG_TYPE_CHARS]);

/* Whether every value of the database's type is a value of the policy's, and is read in the same way:
 *
 *   text, varchar, citext, name   are all text, of any length; char is not, since it pads with blanks
 *   char(n)                       of any length
 *   smallint, integer, bigint     the database may have a smaller one
 *   numeric(p,s)                  the database may have fewer digits before and behind the point; a policy's
 *                                 numeric without digits takes all
 *   opaque                        takes everything
 *
 * Everything else has to be the same type. An enum's labels are not compared here. */
bool sl_pg_type_takes(const struct sl_pg_type *policy, const struct sl_pg_type *database);

/* Whether an application can have stored encrypted values in a column of the type: text or bytes, whatever
 * their plaintext is. */
bool sl_pg_type_holds_encrypted(enum sl_pg_type_id id);

#endif
