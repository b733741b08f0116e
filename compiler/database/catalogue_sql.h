/* catalogue_sql.h - the statements behind catalogue.h, with the places of their results' columns.
 *
 * Tried on PostgreSQL 14 to 18. */
#ifndef SLC_CATALOGUE_SQL_H
#define SLC_CATALOGUE_SQL_H

#include "pg_sql.h"

enum {
    SLC_TABLE_OID,
    SLC_TABLE_SCHEMA,
    SLC_TABLE_NAME,
    SLC_TABLE_KIND,
    SLC_TABLE_IDENTITY,
    SLC_TABLE_INDEX,
    SLC_TABLE_ROOT,
    SLC_TABLE_LOGGED,
    SLC_TABLE_EXTENSION,
    SLC_TABLE_PRIMARY_KEY,
    SLC_TABLE_OTHER_LEAF,
    SLC_TABLE_FULL_LEAF,
    SLC_TABLE_COMMENT,
};
#define SLC_TABLES_SQL                                                                             \
    "SELECT c.oid, n.nspname, c.relname, c.relkind, c.relreplident, "                              \
    "(SELECT ic.relname FROM pg_index x JOIN pg_class ic ON ic.oid = x.indexrelid "                \
    "WHERE x.indrelid = c.oid AND x.indisreplident), "                                             \
    "CASE WHEN c.relispartition THEN (SELECT pn.nspname || '.' || p.relname FROM pg_class p "      \
    "JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE p.oid = pg_partition_root(c.oid)) "     \
    "END, c.relpersistence = 'p', "                                                                \
    "EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid "  \
    "AND d.deptype = 'e'), "                                                                       \
    "EXISTS (SELECT FROM pg_index x WHERE x.indrelid = c.oid AND x.indisprimary), "                \
    "o.leaf, o.full_leaf, "                                                                        \
    "obj_description(c.oid, 'pg_class') "                                                          \
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "                               \
    "LEFT JOIN LATERAL (SELECT min(q.leaf) FILTER (WHERE q.relreplident <> 'f') AS leaf, "         \
    "min(q.leaf) FILTER (WHERE q.relreplident = 'f') AS full_leaf "                                \
    "FROM (SELECT l.relreplident, ln.nspname || '.' || l.relname AS leaf "                         \
    "FROM pg_partition_tree(c.oid) t JOIN pg_class l ON l.oid = t.relid "                          \
    "JOIN pg_namespace ln ON ln.oid = l.relnamespace "                                             \
    "WHERE t.isleaf AND l.relreplident <> c.relreplident) q) o ON c.relkind = 'p' "                \
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' "          \
    "AND n.nspname !~ '^pg_' ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\""

/* Foreign keys: from which column, to which, by the first of several. Those of partitions are their root's. */
enum {
    SLC_REFERENCE_SCHEMA,
    SLC_REFERENCE_TABLE,
    SLC_REFERENCE_COLUMN,
    SLC_REFERENCE_TO_SCHEMA,
    SLC_REFERENCE_TO_TABLE,
    SLC_REFERENCE_TO_COLUMN,
    SLC_REFERENCE_COUNT, /* of columns on each side */
    SLC_REFERENCE_WORDS, /* the foreign key as PostgreSQL writes it */
};
#define SLC_REFERENCES_SQL                                                                         \
    "SELECT n.nspname, c.relname, a.attname, tn.nspname, t.relname, b.attname, "                   \
    "pg_catalog.cardinality(k.conkey), pg_catalog.pg_get_constraintdef(k.oid) "                    \
    "FROM pg_catalog.pg_constraint k "                                                             \
    "JOIN pg_catalog.pg_class c ON c.oid = k.conrelid "                                            \
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "                                    \
    "JOIN pg_catalog.pg_class t ON t.oid = k.confrelid "                                           \
    "JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace "                                  \
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] "             \
    "JOIN pg_catalog.pg_attribute b ON b.attrelid = t.oid AND b.attnum = k.confkey[1] "            \
    "WHERE k.contype = 'f' AND k.conparentid = 0 "                                                 \
    "ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\", a.attnum, k.conname COLLATE \"C\""

/* Tables of publications, p with c: named by themselves, with an entry of pg_publication_rel as r; otherwise, from
 * PostgreSQL 15 on, by their schemas, which the view knows; or as all tables. to_jsonb() reads of r what is newer
 * than PostgreSQL 14. */
#define SLC_PUBLISHED                                                                              \
    "FROM (SELECT prpubid AS publication, prrelid AS relation FROM pg_catalog.pg_publication_rel " \
    "UNION SELECT o.oid, t.oid FROM pg_catalog.pg_publication o JOIN pg_catalog.pg_class t ON "    \
    "o.puballtables AND t.relkind IN ('r', 'p') AND NOT t.relispartition "                         \
    "UNION SELECT o.oid, t.oid FROM pg_catalog.pg_publication o "                                  \
    "JOIN pg_catalog.pg_publication_tables v ON v.pubname = o.pubname AND NOT o.puballtables "     \
    "JOIN pg_catalog.pg_namespace s ON s.nspname = v.schemaname "                                  \
    "JOIN pg_catalog.pg_class t ON t.relnamespace = s.oid AND t.relname = v.tablename) m "         \
    "JOIN pg_catalog.pg_publication p ON p.oid = m.publication "                                   \
    "JOIN pg_catalog.pg_class c ON c.oid = m.relation "                                            \
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "                                    \
    "LEFT JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid "

enum { SLC_ENTRY_OID, SLC_ENTRY_SCHEMA, SLC_ENTRY_TABLE, SLC_ENTRY_PUBLICATION, SLC_ENTRY_LIST };
#define SLC_ENTRIES_SQL                                                                            \
    "SELECT c.oid, n.nspname, c.relname, p.pubname, "                                              \
    "pg_catalog.to_jsonb(r) ->> 'prattrs' IS NOT NULL " SLC_PUBLISHED "ORDER BY c.oid, p.pubname"

/* Entries with a column list that a text of PostgreSQL's, $1, names in its own words, whatever their language: the
 * detail of an error. */
enum { SLC_NAMED_ENTRY_OID, SLC_NAMED_ENTRY_PUBLICATION };
#define SLC_NAMED_ENTRIES_SQL                                                                      \
    "SELECT r.prrelid, p.pubname FROM pg_catalog.pg_publication_rel r "                            \
    "JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid "                                       \
    "WHERE pg_catalog.to_jsonb(r) ->> 'prattrs' IS NOT NULL AND pg_catalog.strpos($1, "            \
    "pg_catalog.pg_describe_object('pg_catalog.pg_publication_rel'::pg_catalog.regclass, "         \
    "r.oid, 0)) > 0"

/* Columns of a publication's tables, with what it leaves out. $1 is an array of two names, the reader's role and the
 * publication. Row security does not hide rows from the reader, where it may bypass it or counts as the table's
 * owner. That of a partition does not count: rows are read by the name of its root. A reader that is not there may read
 * nothing. */
enum {
    SLC_STREAM_OID,
    SLC_STREAM_SCHEMA,
    SLC_STREAM_TABLE,
    SLC_STREAM_NAMED,
    SLC_STREAM_ROW_SECURITY,
    SLC_STREAM_ALL_CHANGES,
    SLC_STREAM_FILTERED,
    SLC_STREAM_NUMBER,
    SLC_STREAM_COLUMN,
    SLC_STREAM_LISTED,
    SLC_STREAM_READABLE,
    SLC_STREAM_PLACES_READABLE,
    SLC_STREAM_SCHEMA_USABLE,
};
#define SLC_STREAM_SQL                                                                             \
    "SELECT c.oid, n.nspname, c.relname, r.oid IS NOT NULL, "                                      \
    "c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles o WHERE "                    \
    "o.rolname = ($1::pg_catalog.text[])[1] AND (o.rolsuper OR o.rolbypassrls OR NOT "             \
    "c.relforcerowsecurity AND "                                                                   \
    "pg_catalog.pg_has_role(o.oid, c.relowner, 'USAGE'))), "                                       \
    "p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate AND p.pubviaroot, "             \
    "pg_catalog.to_jsonb(r) ->> 'prqual' IS NOT NULL, a.attnum, a.attname, "                       \
    "pg_catalog.to_jsonb(r) ->> 'prattrs' IS NULL "                                                \
    "OR pg_catalog.to_jsonb(r) -> 'prattrs' @> pg_catalog.to_jsonb(a.attnum), "                    \
    "coalesce(pg_catalog.has_column_privilege(u.oid, c.oid, a.attnum, 'SELECT'), false), "         \
    "coalesce(pg_catalog.has_column_privilege(u.oid, c.oid, 'ctid', 'SELECT') AND "                \
    "pg_catalog.has_column_privilege(u.oid, c.oid, 'tableoid', 'SELECT'), false), "                \
    "coalesce(pg_catalog.has_schema_privilege(u.oid, n.oid, 'USAGE'), false) " SLC_PUBLISHED       \
    "LEFT JOIN pg_catalog.pg_roles u ON u.rolname = ($1::pg_catalog.text[])[1] "                   \
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "               \
    "a.attisdropped WHERE p.pubname = ($1::pg_catalog.text[])[2]"

/* The role $1, and whether it can connect; no row: it is not there. */
enum { SLC_READER_LOGIN, SLC_READER_CONNECT };
#define SLC_READER_SQL                                                                             \
    "SELECT rolcanlogin, pg_catalog.has_database_privilege(oid, pg_catalog.current_database(), "   \
    "'CONNECT') FROM pg_catalog.pg_roles WHERE rolname = $1"

/* Whether there is a table of the name $1, schema.table. */
#define SLC_NAMED_SQL                                                                              \
    "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "                          \
    "ON n.oid = c.relnamespace WHERE n.nspname || '.' || c.relname = $1"

/* Leaves of a table's partitions, or the table itself: those of which rows are changed. $1 is its OID. */
enum { SLC_LEAF_NAME, SLC_LEAF_PLAIN_NAME };
#define SLC_LEAVES_SQL                                                                             \
    "SELECT pg_catalog.format('%I.%I', n.nspname, l.relname), n.nspname || '.' || l.relname "      \
    "FROM pg_catalog.pg_class l "                                                                  \
    "JOIN pg_catalog.pg_namespace n ON n.oid = l.relnamespace "                                    \
    "WHERE l.relkind = 'r' AND l.oid IN (SELECT $1::pg_catalog.oid UNION ALL "                     \
    "SELECT relid FROM pg_catalog.pg_partition_tree($1::pg_catalog.oid)) ORDER BY 1"

/* $1 is the tables' OIDs, as an array. */
enum {
    SLC_COLUMN_TABLE,
    SLC_COLUMN_NAME,
    SLC_COLUMN_TYPE_OID,
    SLC_COLUMN_TYPE_SCHEMA,
    SLC_COLUMN_TYPE_NAME,
    SLC_COLUMN_MODIFIER,
    SLC_COLUMN_SQL,
    SLC_COLUMN_NULLABLE,
    SLC_COLUMN_GENERATED,
    SLC_COLUMN_ENUM,
    SLC_COLUMN_IN_PRIMARY_KEY,
    SLC_COLUMN_IN_IDENTITY,
    SLC_COLUMN_UNIQUE,
    SLC_COLUMN_LARGE,
    SLC_COLUMN_COMMENT,
};
/* Whether the column is among an index's own ones, those of INCLUDE left out. */
#define SLC_IN_INDEX "a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])"
#define SLC_COLUMNS_SQL                                                                            \
    "SELECT c.oid, a.attname, b.oid, n.nspname, t.typname, b.modifier, "                           \
    "format_type(a.atttypid, a.atttypmod), NOT (a.attnotnull OR b.notnull), "                      \
    "a.attgenerated <> '', t.typtype = 'e', "                                                      \
    "EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary "                  \
    "AND " SLC_IN_INDEX "), "                                                                      \
    "EXISTS (SELECT FROM " SL_PG_IDENTITY_INDEX(                                                   \
        "c") " WHERE " SLC_IN_INDEX "), "                                                          \
             "EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND "      \
             "i.indisvalid "                                                                       \
             "AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indkey[0] = a.attnum), "           \
             "a.attstorage IN ('x', 'e'), col_description(c.oid, a.attnum) "                       \
             "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "         \
             "AND NOT a.attisdropped " SL_PG_BASE_TYPE                                             \
             "JOIN pg_type t ON t.oid = b.oid JOIN pg_namespace n ON n.oid = t.typnamespace "      \
             "WHERE c.oid = ANY ($1::oid[]) ORDER BY c.oid, a.attnum"

/* Tables and partitions that PostgreSQL lets nobody update or delete rows of now, whichever publication
 * it is. */
enum {
    SLC_REFUSED_TABLE,
    SLC_REFUSED_NAME,
    SLC_REFUSED_WHY,
    SLC_REFUSED_COLUMNS,
    SLC_REFUSED_HEAL,
};
#define SLC_REFUSED_SQL                                                                            \
    "SELECT c.oid, ln.nspname || '.' || l.relname, w.why, w.lacks, "                               \
    "format('ALTER PUBLICATION %I DROP TABLE %I.%I', p.pubname, cn.nspname, c.relname) "           \
    "FROM pg_class c JOIN pg_namespace cn ON cn.oid = c.relnamespace " SL_PG_REFUSALS              \
    "WHERE w.why IS NOT NULL ORDER BY c.oid, 2, p.pubname"

/* A table and its partitions of which two rows can have one row key, the root first. $1 is an array: the table's OID,
 * and the names of the row key's columns. */
enum { SLC_KEY_FAULT_NAME, SLC_KEY_FAULT_LETTER, SLC_KEY_FAULT_INDEX, SLC_KEY_FAULT_HEAL };
#define SLC_KEY_FAULT_SQL                                                                          \
    "SELECT n.nspname || '.' || l.relname, f.fault, f.index, f.heal "                              \
    "FROM (SELECT ($1::text[])[1]::oid AS root, ($1::text[])[2:] AS key) w "                       \
    "JOIN pg_class l ON l.relkind IN ('r', 'p') AND (l.oid = w.root OR l.oid IN "                  \
    "(SELECT relid FROM pg_partition_tree(w.root))) "                                              \
    "JOIN pg_namespace n ON n.oid = l.relnamespace "                                               \
    "CROSS JOIN LATERAL " SL_PG_KEY_FAULT(                                                         \
        "l", "w.key") " WHERE f.fault IS NOT NULL ORDER BY l.oid <> w.root, 1 LIMIT 1"

/* The labels of every enum that a user made, in the enum's order. */
enum { SLC_LABEL_TYPE, SLC_LABEL_TEXT };
#define SLC_LABELS_SQL "SELECT enumtypid, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder"

#endif
