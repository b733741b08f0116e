/* catalogue.h - what a live database has, in the words of the language.
 *
 * Types are those that a policy would write: a domain as its base, what the language does not know as
 * opaque. Everything lives in the arena that was given. */
#ifndef SLC_CATALOGUE_H
#define SLC_CATALOGUE_H

#include "database/session.h"
#include "pg_type.h"
#include "syntax/ast.h"

struct slc_found_column {
    struct sl_str name;
    struct slc_type type; /* an enum with its labels, in its order */
    struct sl_pg_type pg; /* the same, for comparing (pg_type.h) */
    uint32_t type_oid;    /* of the base */
    struct sl_str sql;    /* as PostgreSQL spells the column's own type: "integer[]" */
    bool generated;
    bool in_primary_key;
    bool in_identity;      /* of the replica identity index, or of the primary key */
    bool unique;           /* an index over it alone lets no value stand twice */
    bool large;            /* stored apart when long (TOAST), and then not sent by every update */
    struct sl_str comment; /* COMMENT ON COLUMN; may be empty */
    /* noted by import_kinds.c: the column that a foreign key leads to, and what both identify */
    struct slc_found_column *references;
    struct sl_str
        singular; /* what its table holds one of, by the names of columns that lead to it */
    struct sl_str kind;
};

/* A foreign key whose columns' kinds are not proposed. */
struct slc_found_reference {
    struct slc_found_column *from, *to; /* the first of each side */
    bool several;                       /* columns on each side */
    struct sl_str words;                /* as PostgreSQL writes it */
    struct slc_found_reference *next;
};

/* A table or partition of which PostgreSQL refuses every UPDATE and DELETE now, because of a publication. */
struct slc_found_refusal {
    struct sl_str name;   /* qualified */
    char why;             /* as sl_refusal_of() has it; 0: nothing is refused */
    struct sl_str lacks;  /* columns of its replica identity that are not published; may be empty */
    struct sl_str healed; /* the statement that heals at once */
};

/* A table or partition of which two rows can have one row key. */
struct slc_found_key_fault {
    struct sl_str name;  /* qualified */
    char letter;         /* as sl_key_fault_of() has it; 0: there is none */
    struct sl_str index; /* a deferrable one; may be empty */
    struct sl_str heal;  /* the statement that makes it NOT DEFERRABLE; may be empty */
};

struct slc_found_table {
    struct sl_str schema, name;
    uint32_t oid;
    char kind;                    /* pg_class.relkind: r ordinary, p partitioned, v view, m, f */
    char identity;                /* pg_class.relreplident: d default, i index, f full, n nothing */
    struct sl_str identity_index; /* of i */
    struct sl_str root;           /* of a partition: the partitioned table above all, qualified */
    bool logged;                  /* in the WAL: neither temporary nor unlogged */
    bool of_extension;
    bool has_primary_key;
    /* partitions with another replica identity than its own: one whose old rows are not whole, one whose are; empty:
     * there is none */
    struct sl_str other_leaf, full_leaf;
    struct sl_str comment;
    /* filled by slc_catalogue_columns() */
    struct slc_found_column *columns; /* in the table's order */
    uint32_t ncolumns;
    struct slc_found_refusal refused;       /* the first of them, by name */
    struct slc_found_key_fault key_fault;   /* filled by slc_catalogue_key_fault() */
    struct slc_found_reference *unproposed; /* noted by import_kinds.c, the last one first */
    bool wanted;
};

struct slc_catalogue {
    struct sl_arena *arena;
    struct slc_found_table
        *tables; /* tables, views and the like by schema and name, in bytes' order;
                                       those of the system are left out */
    uint32_t ntables;
};

/* All tables, without their columns. NULL and *reterr on failure. */
struct slc_catalogue *slc_catalogue_read(struct sl_arena *arena, struct slc_session *session,
                                         struct sl_err *reterr);

/* Fills in the columns of those that are `wanted`. */
SL_MUST_USE int slc_catalogue_columns(struct slc_catalogue *catalogue, struct slc_session *session,
                                      struct sl_err *reterr);

/* Notes of which tables PostgreSQL refuses the platform's own statements. */
SL_MUST_USE int slc_catalogue_refused(struct slc_catalogue *catalogue, struct slc_session *session,
                                      struct sl_err *reterr);

struct slc_key_columns {
    struct sl_str *names;
    uint32_t count;
};

/* Notes whether these columns, a row key, tell the table's rows apart at every moment. */
SL_MUST_USE int slc_catalogue_key_fault(const struct slc_catalogue *catalogue,
                                        struct slc_session *session, struct slc_found_table *table,
                                        const struct slc_key_columns *key, struct sl_err *reterr);

/* NULL when there is none. */
struct slc_found_table *slc_catalogue_table(const struct slc_catalogue *catalogue,
                                            struct sl_str schema, struct sl_str name);

#endif
