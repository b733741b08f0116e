/* pg_sql.h - pieces of statements over PostgreSQL's catalogues (52) that both programs ask with.
 *
 * They expect an empty search_path, so that unqualified names are pg_catalog's. Tried on PostgreSQL
 * 15 to 18; nothing in them is newer than 14. */
#ifndef SL_PG_SQL_H
#define SL_PG_SQL_H

/* The index that tells a relation's rows apart: the replica identity's, else the primary key.
 * `relation` is an alias of pg_class; the result is pg_index under the alias i. */
#define SL_PG_IDENTITY_INDEX(relation)                                                             \
    "(SELECT x.* FROM pg_index x WHERE x.indrelid = " relation ".oid AND "                         \
    "CASE " relation ".relreplident WHEN 'i' THEN x.indisreplident ELSE x.indisprimary END) i"

/* The type behind a column's domains, in FROM behind a pg_attribute under the alias a: oid, modifier
 * (the last one on the way counts) and whether a domain says NOT NULL, under the alias b. */
#define SL_PG_BASE_TYPE                                                                            \
    "CROSS JOIN LATERAL (WITH RECURSIVE base AS ("                                                 \
    "SELECT d.oid, d.typtype, d.typbasetype, a.atttypmod AS modifier, d.typnotnull AS notnull, "   \
    "d.typtypmod FROM pg_type d WHERE d.oid = a.atttypid UNION ALL "                               \
    "SELECT d.oid, d.typtype, d.typbasetype, CASE WHEN base.typtypmod >= 0 THEN base.typtypmod "   \
    "ELSE base.modifier END, base.notnull OR d.typnotnull, d.typtypmod "                           \
    "FROM base JOIN pg_type d ON d.oid = base.typbasetype AND base.typtype = 'd') "                \
    "SELECT * FROM base WHERE typtype <> 'd') b "

#endif
