/* catalogue.h - what the database has for every table of the policy.
 *
 * One look is a handful of statements, one per kind of thing and for all tables at once, in one
 * read-only REPEATABLE READ transaction on the reader's connection. Names, types and settings alone:
 * no row of a user's table is read.
 *
 * Beside what a policy can differ from (catalogue_compare.h), a look finds the numbers by which
 * coverage/facts.h tells that something was replaced or rewritten, though it looks as before: OIDs,
 * file nodes, and the xmin of rows of the catalogue, which is the transaction that wrote them last.
 * They are of one moment, the snapshot's: a rewrite changes a table's file node and its columns' xmin
 * together, and a look has both or neither. (pg_relation_filenode() tells the newest.) */
#ifndef SLP_CATALOGUE_H
#define SLP_CATALOGUE_H

#include "arena.h"
#include "change/table.h"
#include "postgres/conn.h"
#include "postgres/type_name.h"

struct slp_found_label {
    struct sl_str text; /* ends in a NUL that does not count */
    uint32_t oid, xmin; /* of pg_enum */
};

struct slp_found_column {
    struct sl_str name;
    int16_t attnum;
    uint32_t type_oid; /* the column's own, with its modifier: a domain's is not the base's */
    int32_t type_modifier;
    uint32_t xmin;             /* of pg_attribute */
    struct slp_type_name type; /* of a domain its base */
    struct sl_str type_sql;    /* the column's own type, qualified and quoted, for SQL */
    bool nullable;             /* neither the column nor its domain says NOT NULL */
    bool generated;
    bool is_enum;
    bool readable;                  /* this role may SELECT it */
    bool published;                 /* in the publication's column list, or there is none */
    struct slp_found_label *labels; /* of an enum, also behind domains and arrays, in its order */
    uint32_t nlabels;
};

/* Column of the replica identity, or under FULL of the row key, with its equality for re-reading. */
struct slp_found_key {
    struct sl_str column;
    const char *operator_schema, *operator_name;
};

/* An index that holds the row key at every moment. REINDEX CONCURRENTLY puts another index in its place without a
 * break, and leaves the constraint as it is. */
struct slp_found_guard {
    uint32_t index_oid, constraint_oid; /* of no constraint: 0 */
};

/* A partition, or a table of partitions below the root. */
struct slp_found_member {
    uint32_t oid;
    struct sl_str schema, name;
    bool is_leaf;
    uint32_t inherits_xmin; /* of the row of pg_inherits that attaches it */
    uint32_t filenode;      /* of a leaf; 0 where it has no file */
    char identity;          /* as relreplident */
    bool covers_identity;   /* its identity's columns are those of the root */
    bool logged;            /* its changes are in the WAL */
};

/* A table or partition of which PostgreSQL refuses the platform's UPDATE and DELETE now. */
struct slp_found_refusal {
    struct sl_str schema, name;
    char why;             /* as sl_refusal_of() has it; 0: nothing is refused */
    struct sl_str lacks;  /* columns of the identity that are not published; may be empty */
    struct sl_str healed; /* the statement that heals at once */
};

/* A table or partition of which two rows can have one row key. */
struct slp_found_key_fault {
    struct sl_str schema, name;
    char letter;         /* as sl_key_fault_of() has it; 0: there is none */
    struct sl_str index; /* a deferrable one; may be empty */
    struct sl_str heal;  /* the statement that makes it NOT DEFERRABLE; may be empty */
};

struct slp_found_table {
    bool exists;
    uint32_t oid;
    char kind;                    /* pg_class.relkind: r ordinary, p partitioned, … */
    char identity;                /* pg_class.relreplident */
    struct sl_str identity_index; /* of the replica identity or the primary key; may be empty */
    uint32_t filenode;            /* 0: has no file, as the root of partitions */
    bool row_security;            /* enabled, and this role is subject to it */
    bool schema_usable;           /* this role has USAGE on the schema */
    bool published;               /* under its own name */
    bool has_column_list;
    bool has_row_filter;
    uint32_t entry_oid, entry_xmin;   /* of its own row in pg_publication_rel; 0: it has none */
    bool positions_readable;          /* this role may SELECT ctid and tableoid */
    struct slp_found_column *columns; /* in the table's order, dropped ones left out */
    uint32_t ncolumns;
    struct slp_found_key *keys;
    uint32_t nkeys;
    struct slp_found_guard *guards;
    uint32_t nguards;
    struct slp_found_member *members; /* of a partitioned table, at every level below it */
    uint32_t nmembers;
    uint32_t nleaves;                     /* of them */
    struct slp_found_refusal refused;     /* the first of them */
    struct slp_found_key_fault key_fault; /* the first of them, the root's before others */
};

struct slp_found_publication {
    struct sl_str name; /* as it was asked for */
    bool exists;
    uint32_t oid, xmin; /* of pg_publication */
    bool inserts, updates, deletes, truncates;
    bool via_root;
    uint32_t nsurplus;          /* tables in it that the policy does not have */
    struct sl_str surplus_name; /* one of them, qualified */
};

struct slp_catalogue {
    struct sl_arena *arena;
    const struct slp_tables *policy_tables;
    struct slp_found_table *tables; /* as many and in the order of the policy's */
    struct slp_found_publication publication;
    uint64_t wal_lsn;     /* no earlier than the end of any change that this look saw */
    uint64_t oldest_xid;  /* transactions before it were over when this look was taken */
    bool saw_transaction; /* the one that was asked for */
};

/* A look at the database, and whether it saw what the transaction `xid` (0: none) did. NULL and
 * *reterr on failure. */
struct slp_catalogue *slp_catalogue_load(struct slp_conn *conn, const struct slp_tables *tables,
                                         const char *publication, uint32_t xid,
                                         struct sl_err *reterr);
/* NULL is allowed. */
void slp_catalogue_free(struct slp_catalogue *catalogue);

/* Of a table of the policy. */
const struct slp_found_table *slp_catalogue_table(const struct slp_catalogue *catalogue,
                                                  const struct slp_table *table);

/* Whether the relation is a partition of a table of the policy. */
bool slp_catalogue_is_leaf(const struct slp_catalogue *catalogue, uint32_t oid);

/* By name; NULL when the table has no such column, or its identity does not have it. */
const struct slp_found_column *slp_found_column_named(const struct slp_found_table *table,
                                                      const char *name);
const struct slp_found_key *slp_found_key_named(const struct slp_found_table *table,
                                                const char *name);

/* Whether the result's columns, from `first` on, are those that the look found under these names. */
bool slp_found_has_columns(const struct slp_found_table *table, const PGresult *result, int first);

#endif
