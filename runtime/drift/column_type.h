/* column_type.h - whether a column's type is one that the policy can read; of a Relation message and of the
 * catalogue alike. Which types agree is told in pg_type.h. */
#ifndef SLP_COLUMN_TYPE_H
#define SLP_COLUMN_TYPE_H

#include "abi/projection.h"
#include "arena.h"
#include "postgres/type_name.h"

/* Any enum agrees with an enum: its labels are the catalogue's to compare. Everything agrees with
 * `opaque`. */
bool slp_column_type_agrees(const struct sl_column *declared, const struct slp_type_name *type);

/* For people. A type that the language has is called by the language's name: "numeric(12,2)", "bigint",
 * "citext"; another one is opaque to it, and told with PostgreSQL's name: "opaque (public.geometry)", "opaque (tsvector)". */
struct sl_str slp_column_type_text(struct sl_arena *arena, const struct slp_type_name *type);

#endif
