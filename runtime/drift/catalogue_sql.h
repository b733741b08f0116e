/* catalogue_sql.h - the statements behind catalogue.h, with the places of their results' columns.
 *
 * $1 and $2 are the policy's tables as two arrays, schemas and names; the first column of every
 * answer is a table's place in them. $3 is the publication. search_path is empty, so that
 * unqualified names are pg_catalog's. Tried on PostgreSQL 15; the catalogues (52), the view
 * pg_publication_tables (54.17) and the functions are the same up to 18. */
#ifndef SLP_CATALOGUE_SQL_H
#define SLP_CATALOGUE_SQL_H

#include "pg_sql.h"

#define SLP_WANTED                                                                                 \
    "WITH wanted AS (SELECT (w.place - 1)::int AS place, n.oid AS nspoid, n.nspname, c.* "         \
    "FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(nsp, rel, place) "                   \
    "JOIN pg_namespace n ON n.nspname = w.nsp "                                                    \
    "JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.rel) "

#define SLP_IDENTITY_NAMES(relation)                                                               \
    "ARRAY(SELECT a.attname FROM " SL_PG_IDENTITY_INDEX(                                           \
        relation) ", pg_attribute a WHERE a.attrelid = i.indrelid AND "                            \
                  "a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]) ORDER BY a.attname)"

/* With the row keys, too: $3 has them, each as the text of an array of names. */
#define SLP_WANTED_KEYS                                                                            \
    "WITH wanted AS (SELECT (w.place - 1)::int AS place, c.oid, c.relkind, c.relreplident, "       \
    "w.key::text[] AS key "                                                                        \
    "FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS w(nsp, rel, key, place) "  \
    "JOIN pg_namespace n ON n.nspname = w.nsp "                                                    \
    "JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.rel) "

enum {
    SLP_TABLE_OID = 1,
    SLP_TABLE_KIND,
    SLP_TABLE_IDENTITY,
    SLP_TABLE_SECURITY,
    SLP_TABLE_USABLE,
    SLP_TABLE_INDEX,
    SLP_TABLE_FILENODE,
    SLP_TABLE_POSITIONS,
    SLP_TABLE_PUBLISHED,
    SLP_TABLE_LIST,
    SLP_TABLE_FILTER,
    SLP_TABLE_ENTRY,
    SLP_TABLE_ENTRY_XMIN,
};
#define SLP_TABLES_SQL                                                                             \
    SLP_WANTED                                                                                     \
    "SELECT c.place, c.oid, c.relkind, c.relreplident, row_security_active(c.oid), "               \
    "has_schema_privilege(c.nspoid, 'USAGE'), ic.relname, "                                        \
    "c.relfilenode, has_column_privilege(c.oid, 'ctid', 'SELECT') AND "                            \
    "has_column_privilege(c.oid, 'tableoid', 'SELECT'), pt.tablename IS NOT NULL, "                \
    "pr.prattrs IS NOT NULL, pt.rowfilter IS NOT NULL, pr.oid, pr.xmin "                           \
    "FROM wanted c LEFT JOIN pg_publication_tables pt ON pt.pubname = $3 "                         \
    "AND pt.schemaname = c.nspname AND pt.tablename = c.relname "                                  \
    "LEFT JOIN (SELECT r.oid, r.xmin, r.prrelid, r.prattrs FROM pg_publication_rel r "             \
    "JOIN pg_publication p ON p.oid = r.prpubid WHERE p.pubname = $3) pr ON pr.prrelid = "         \
    "c.oid LEFT JOIN LATERAL " SL_PG_IDENTITY_INDEX(                                               \
        "c") " ON true LEFT JOIN pg_class ic ON ic.oid = i.indexrelid"

/* A domain is followed to its base; the last modifier on the way counts. */
enum {
    SLP_COLUMN_NAME = 1,
    SLP_COLUMN_TYPE_OID,
    SLP_COLUMN_TYPE_SCHEMA,
    SLP_COLUMN_TYPE_NAME,
    SLP_COLUMN_MODIFIER,
    SLP_COLUMN_TYPE_SQL,
    SLP_COLUMN_NULLS,
    SLP_COLUMN_GENERATES,
    SLP_COLUMN_ENUM,
    SLP_COLUMN_READABLE,
    SLP_COLUMN_ATTNUM,
    SLP_COLUMN_OWN_TYPE_OID,
    SLP_COLUMN_OWN_MODIFIER,
    SLP_COLUMN_XMIN,
};
#define SLP_COLUMNS_SQL                                                                            \
    SLP_WANTED                                                                                     \
    "SELECT c.place, a.attname, b.oid, "                                                           \
    "CASE WHEN n.nspname = 'pg_catalog' THEN '' ELSE n.nspname END, t.typname, b.modifier, "       \
    "format_type(a.atttypid, -1), NOT (a.attnotnull OR b.notnull), a.attgenerated <> '', "         \
    "t.typtype = 'e', has_column_privilege(c.oid, a.attnum, 'SELECT'), a.attnum, "                 \
    "a.atttypid, a.atttypmod, a.xmin "                                                             \
    "FROM wanted c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND "                \
    "NOT a.attisdropped " SL_PG_BASE_TYPE                                                          \
    "JOIN pg_type t ON t.oid = b.oid JOIN pg_namespace n ON n.oid = t.typnamespace "               \
    "ORDER BY c.place, a.attnum"

/* For each column that is an enum, or whose domains and arrays are of one, the labels in the enum's
 * order. */
enum {
    SLP_LABEL_COLUMN = 1,
    SLP_LABEL_TEXT,
    SLP_LABEL_OID,
    SLP_LABEL_XMIN,
};
#define SLP_LABELS_SQL                                                                             \
    SLP_WANTED                                                                                     \
    "SELECT c.place, a.attname, e.enumlabel, e.oid, e.xmin "                                       \
    "FROM wanted c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "                    \
    "AND NOT a.attisdropped CROSS JOIN LATERAL (WITH RECURSIVE inner_type AS ("                    \
    "SELECT d.* FROM pg_type d WHERE d.oid = a.atttypid UNION ALL "                                \
    "SELECT d.* FROM inner_type o JOIN pg_type d ON d.oid = CASE o.typtype WHEN 'd' "              \
    "THEN o.typbasetype ELSE o.typelem END WHERE o.typtype = 'd' OR o.typcategory = 'A') "         \
    "SELECT oid FROM inner_type WHERE typtype = 'e') t "                                           \
    "JOIN pg_enum e ON e.enumtypid = t.oid ORDER BY c.place, a.attnum, e.enumsortorder"

/* The columns that tell the rows apart, each with its equality: of the identity's index, and under FULL those of
 * the row key. The equality is that of an index that has the column, so that rows are found by it: strategy 3 of its
 * B-tree operator family (38.16.2). Of a row key only some columns need be in an index. */
#define SLP_INDEX_EQUALITIES                                                                       \
    "CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indclass::oid[]) WITH ORDINALITY "              \
    "AS e(attnum, opclass, place) JOIN pg_opclass oc ON oc.oid = e.opclass "                       \
    "JOIN pg_amop am ON am.amopfamily = oc.opcfamily AND am.amoplefttype = oc.opcintype "          \
    "AND am.amoprighttype = oc.opcintype AND am.amopstrategy = 3 "                                 \
    "JOIN pg_operator o ON o.oid = am.amopopr JOIN pg_namespace n ON n.oid = o.oprnamespace "
enum { SLP_KEY_COLUMN = 1, SLP_KEY_OPERATOR_SCHEMA, SLP_KEY_OPERATOR_NAME };
#define SLP_KEYS_SQL                                                                               \
    SLP_WANTED_KEYS                                                                                \
    "SELECT c.place, t.attname, u.nspname, u.oprname FROM wanted c CROSS JOIN LATERAL ("           \
    "SELECT e.attnum, n.nspname, o.oprname FROM (SELECT i.* FROM " SL_PG_IDENTITY_INDEX(           \
        "c") ") x " SLP_INDEX_EQUALITIES                                                           \
             "WHERE c.relreplident <> 'f' AND e.place <= x.indnkeyatts UNION ALL "                 \
             "SELECT f.attnum, coalesce(q.nspname, 'pg_catalog'), coalesce(q.oprname, '=') "       \
             "FROM pg_attribute f LEFT JOIN LATERAL ("                                             \
             "SELECT n.nspname, o.oprname FROM pg_index x " SLP_INDEX_EQUALITIES                   \
             "WHERE x.indrelid = c.oid AND x.indimmediate AND " SL_PG_IS_OVER_KEY(                 \
                 "c.key") " AND e.attnum = f.attnum "                                              \
                          "ORDER BY x.indexrelid LIMIT 1) q ON true "                              \
                          "WHERE c.relreplident = 'f' AND f.attrelid = c.oid "                     \
                          "AND f.attname = ANY (c.key)) u "                                        \
                          "JOIN pg_attribute t ON t.attrelid = c.oid AND t.attnum = u.attnum "     \
                          "ORDER BY c.place, u.attnum"

/* Each index that holds the row key at every moment, with its constraint's OID, if it has one. That of a partitioned
 * table is enough: what belongs to it on a partition cannot be dropped by itself. */
enum { SLP_GUARD_INDEX = 1, SLP_GUARD_CONSTRAINT };
#define SLP_GUARDS_SQL                                                                             \
    SLP_WANTED_KEYS                                                                                \
    "SELECT c.place, x.indexrelid, k.oid FROM wanted c JOIN pg_index x ON x.indrelid = c.oid "     \
    "AND x.indimmediate AND " SL_PG_IS_OVER_KEY("c.key") " " SL_PG_CONSTRAINT_OF_INDEX             \
                                                         "ORDER BY c.place, x.indexrelid"

/* Members of the table's tree but itself. What DETACH … CONCURRENTLY has begun to take away is none:
 * its rows no longer come under the root's name. pg_partition_tree() would show the newest members
 * instead of the snapshot's, and wait for locks. */
enum {
    SLP_MEMBER_OID = 1,
    SLP_MEMBER_SCHEMA,
    SLP_MEMBER_NAME,
    SLP_MEMBER_IS_LEAF,
    SLP_MEMBER_INHERITS,
    SLP_MEMBER_FILENODE,
    SLP_MEMBER_IDENTITY,
    SLP_MEMBER_COVERS,
    SLP_MEMBER_LOGGED,
};
#define SLP_MEMBERS_SQL                                                                            \
    SLP_WANTED                                                                                     \
    "SELECT c.place, l.oid, n.nspname, l.relname, l.relkind <> 'p', m.attached, l.relfilenode, "   \
    "l.relreplident, " SLP_IDENTITY_NAMES("l") " = " SLP_IDENTITY_NAMES(                           \
        "c") ", "                                                                                  \
             "l.relpersistence = 'p' FROM wanted c CROSS JOIN "                                    \
             "LATERAL (WITH RECURSIVE tree "                                                       \
             "AS ("                                                                                \
             "SELECT h.inhrelid, h.xmin AS attached FROM pg_inherits h "                           \
             "WHERE h.inhparent = c.oid AND NOT h.inhdetachpending UNION ALL "                     \
             "SELECT h.inhrelid, h.xmin FROM tree JOIN pg_inherits h ON h.inhparent = "            \
             "tree.inhrelid "                                                                      \
             "WHERE NOT h.inhdetachpending) SELECT * FROM tree) m JOIN pg_class l ON l.oid = "     \
             "m.inhrelid "                                                                         \
             "JOIN pg_namespace n ON n.oid = l.relnamespace "                                      \
             "WHERE c.relkind = 'p' ORDER BY c.place, n.nspname, l.relname"

/* Columns that the publication sends of each table. */
enum { SLP_PUBLISHED_COLUMN = 1 };
#define SLP_PUBLISHED_SQL                                                                          \
    SLP_WANTED                                                                                     \
    "SELECT c.place, u.attname FROM wanted c JOIN pg_publication_tables pt ON pt.pubname = $3 "    \
    "AND pt.schemaname = c.nspname AND pt.tablename = c.relname "                                  \
    "CROSS JOIN LATERAL unnest(pt.attnames) u(attname)"

enum {
    SLP_PUBLICATION_INSERTS,
    SLP_PUBLICATION_UPDATES,
    SLP_PUBLICATION_DELETES,
    SLP_PUBLICATION_TRUNCATES,
    SLP_PUBLICATION_VIA_ROOT,
    SLP_PUBLICATION_OID,
    SLP_PUBLICATION_XMIN,
};
#define SLP_PUBLICATION_SQL                                                                        \
    "SELECT pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot, oid, xmin "                  \
    "FROM pg_publication WHERE pubname = $1"

/* Tables, and partitions of them, that the platform cannot update or delete rows of now. */
enum {
    SLP_REFUSED_SCHEMA = 1,
    SLP_REFUSED_NAME,
    SLP_REFUSED_WHY,
    SLP_REFUSED_COLUMNS,
    SLP_REFUSED_HEAL
};
#define SLP_REFUSED_SQL                                                                            \
    SLP_WANTED                                                                                     \
    "SELECT c.place, ln.nspname, l.relname, w.why, w.lacks, "                                      \
    "format('ALTER PUBLICATION %I DROP TABLE %I.%I', p.pubname, c.nspname, c.relname) "            \
    "FROM wanted c " SL_PG_REFUSALS                                                                \
    "WHERE p.pubname = $3 AND w.why IS NOT NULL ORDER BY c.place, ln.nspname, l.relname"

/* Tables, and partitions of them, of which two rows can have one row key; roots first. */
enum {
    SLP_KEY_FAULT_SCHEMA = 1,
    SLP_KEY_FAULT_NAME,
    SLP_KEY_FAULT_LETTER,
    SLP_KEY_FAULT_INDEX,
    SLP_KEY_FAULT_HEAL
};
#define SLP_KEY_FAULTS_SQL                                                                         \
    SLP_WANTED_KEYS                                                                                \
    "SELECT c.place, n.nspname, l.relname, f.fault, f.index, f.heal FROM wanted c CROSS JOIN "     \
    "LATERAL (WITH RECURSIVE tree AS (SELECT c.oid AS relid, 0 AS depth UNION ALL "                \
    "SELECT h.inhrelid, depth + 1 FROM tree JOIN pg_inherits h ON h.inhparent = tree.relid "       \
    "WHERE c.relkind = 'p' AND NOT h.inhdetachpending) SELECT * FROM tree) m "                     \
    "JOIN pg_class l ON l.oid = m.relid AND l.relkind IN ('r', 'p') "                              \
    "JOIN pg_namespace n ON n.oid = l.relnamespace CROSS JOIN LATERAL " SL_PG_KEY_FAULT(           \
        "l", "c.key") " WHERE f.fault IS NOT NULL ORDER BY c.place, m.depth, n.nspname, l.relname"

/* Tables of the publication that are neither the policy's nor their partitions. */
enum { SLP_SURPLUS_COUNT, SLP_SURPLUS_NAME };
#define SLP_SURPLUS_SQL                                                                            \
    SLP_WANTED                                                                                     \
    "SELECT count(*), min(format('%s.%s', pt.schemaname, pt.tablename)) "                          \
    "FROM pg_publication_tables pt JOIN pg_namespace n ON n.nspname = pt.schemaname "              \
    "JOIN pg_class s ON s.relnamespace = n.oid AND s.relname = pt.tablename "                      \
    "WHERE pt.pubname = $3 AND NOT EXISTS (SELECT FROM wanted c WHERE c.oid = s.oid OR "           \
    "(c.relkind = 'p' AND s.oid IN (WITH RECURSIVE tree AS (SELECT h.inhrelid FROM pg_inherits h " \
    "WHERE h.inhparent = c.oid UNION ALL SELECT h.inhrelid FROM tree JOIN pg_inherits h "          \
    "ON h.inhparent = tree.inhrelid) SELECT inhrelid FROM tree)))"

/* $1 is a transaction's 32 bits, as the stream has them: the nearest of its full numbers to the
 * snapshot's end is meant (25.1.5). Answers, under the statement's own snapshot, whether what it did
 * can be seen. */
#define SLP_SEES_XID_SQL(xid)                                                                      \
    "(SELECT pg_visible_in_snapshot((m.xmax + (" xid "::bigint - (m.xmax & 4294967295) + "         \
    "6442450944) % 4294967296 - 2147483648)::text::xid8, m.snapshot) FROM (SELECT "                \
    "pg_current_snapshot() AS snapshot, "                                                          \
    "pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS xmax) m)"

enum { SLP_SEEN_XID, SLP_SEEN_OLDEST };
#define SLP_SEEN_SQL "SELECT " SLP_SEES_XID_SQL("$1") ", pg_snapshot_xmin(pg_current_snapshot())"

#define SLP_WAL_LSN_SQL                                                                            \
    "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() "                          \
    "ELSE pg_current_wal_insert_lsn() END"

#endif
