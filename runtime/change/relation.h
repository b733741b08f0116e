/* relation.h - which table of the policy a relation of the stream is, and which position of its
 * tuples feeds which column.
 *
 * Relation messages come before a table's first row on a connection and after any change of it
 * (PostgreSQL 55.5.3); Type messages come before the Relation that uses a type which is not built
 * in, and name the base type of a domain. A binding is made only of a Relation that agrees with the
 * policy (drift.h); it lives as long as the connection. */
#ifndef SLP_RELATION_H
#define SLP_RELATION_H

#include "change/table.h"
#include "drift/drift.h"
#include "postgres/pgoutput.h"

/* A tuple position that nobody reads: skipped, not decoded. */
#define SLP_UNREAD UINT32_MAX

enum slp_binding_kind {
    SLP_BOUND,
    SLP_FOREIGN, /* no table of the policy: its rows are ignored */
    SLP_LEAF,    /* a partition of a policy's table: a row of it means a wrong publication */
};

struct slp_binding {
    uint32_t oid;
    enum slp_binding_kind kind;
    struct sl_str schema, name;
    const struct slp_table *table; /* SLP_BOUND; NULL otherwise */
    uint32_t npositions;           /* columns in each tuple of the relation */
    uint32_t *columns;             /* position -> the table's column, or SLP_UNREAD */
    bool *identity;                /* position -> part of the replica identity */
};

struct slp_relations;

/* `tables` is borrowed. Ends with slp_relations_free(); NULL is allowed there. */
struct slp_relations *slp_relations_new(const struct slp_tables *tables);
void slp_relations_free(struct slp_relations *relations);

void slp_relations_type(struct slp_relations *relations, const struct slp_type *message);

/* Binds, or binds anew. `leaf`: the catalogue knows the relation as a partition of a policy's table
 * (slp_catalogue_is_leaf). Differences are added to `drift`; with any of them the relation has no
 * binding and its rows must not be read. */
void slp_relations_put(struct slp_relations *relations, const struct slp_relation *message,
                       bool leaf, struct slp_drift *drift);

/* NULL when the stream has not announced it, or what it announced differs from the policy. */
const struct slp_binding *slp_relations_find(struct slp_relations *relations, uint32_t oid);

#endif
