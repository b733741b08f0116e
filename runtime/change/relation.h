/* relation.h - which table of the policy a relation of the stream is, and which position of its
 * tuples feeds which column.
 *
 * Relation messages come before a table's first row on a connection and after any change of it
 * (PostgreSQL 55.5.3); Type messages come before the Relation that uses a type which is not built
 * in, and name the base type of a domain. A binding is made only of a Relation that agrees with the
 * policy; it lives as long as the connection.
 *
 * For each Relation message: announce; where it is a table of the policy, compare the message with
 * the policy (drift/relation_compare.h does), and bind when nothing differs. */
#ifndef SLP_RELATION_H
#define SLP_RELATION_H

#include "change/table.h"
#include "postgres/pgoutput.h"
#include "postgres/type_name.h"

/* A tuple position that nobody reads: skipped, not decoded. */
#define SLP_UNREAD UINT32_MAX

enum slp_binding_kind {
    SLP_BOUND,
    SLP_FOREIGN,    /* no table of the policy: its rows are ignored */
    SLP_UNREADABLE, /* its Relation has another shape than the policy's table: rows cannot be read */
    SLP_LEAF,       /* a partition of a policy's table: a row of it means a wrong publication */
};

struct slp_binding {
    uint32_t oid;
    enum slp_binding_kind kind;
    struct sl_str schema, name;
    const struct slp_table *table; /* SLP_BOUND, SLP_UNREADABLE; else NULL */
    uint32_t npositions;           /* columns in each tuple of the relation */
    uint32_t *columns;             /* position -> the table's column, or SLP_UNREAD */
    bool *identity;                /* position -> part of the replica identity */
};

struct slp_relations;

/* `tables` is borrowed. Ends with slp_relations_free(); NULL is allowed there. */
struct slp_relations *slp_relations_new(const struct slp_tables *tables);
void slp_relations_free(struct slp_relations *relations);

void slp_relations_type(struct slp_relations *relations, const struct slp_type *message);

/* The table of the policy that the message is about; NULL: it is none, and a row of it is ignored
 * (SLP_FOREIGN) or refused (SLP_LEAF). `leaf`: the catalogue knows the relation as a partition of a
 * policy's table. A table of the policy has no binding until it is bound. */
const struct slp_table *slp_relations_announce(struct slp_relations *relations,
                                               const struct slp_relation *message, bool leaf);

/* The types of the message's columns, one for each, until the next call. */
const struct slp_type_name *slp_relations_types(struct slp_relations *relations,
                                                const struct slp_relation *message);

/* Binds what was announced last, or binds it anew, by the columns' names. A column that the table of the policy
 * does not have is not read. */
void slp_relations_bind(struct slp_relations *relations, const struct slp_relation *message);

/* The same for a message that differs from the policy: a row of it that some release would send makes that
 * release uncovered. */
void slp_relations_set_unreadable(struct slp_relations *relations,
                                  const struct slp_relation *message);

/* NULL when the stream has not announced it, or what it announced differs from the policy. */
const struct slp_binding *slp_relations_find(struct slp_relations *relations, uint32_t oid);

#endif
