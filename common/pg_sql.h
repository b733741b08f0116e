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

/* Whether the pg_index row x can hold a row key, `key` being its columns as a text[]: unique over some or all of
 * them, for every row. An index over some of the key's columns holds for all of them. It holds at every moment where
 * it is indimmediate, too. */
#define SL_PG_IS_OVER_KEY(key)                                                                     \
    "x.indisunique AND x.indisvalid "                                                              \
    "AND x.indpred IS NULL AND x.indexprs IS NULL AND NOT EXISTS (SELECT FROM pg_attribute a "     \
    "WHERE a.attrelid = x.indrelid "                                                               \
    "AND a.attnum = ANY ((x.indkey::int2[])[0:x.indnkeyatts - 1]) "                                \
    "AND a.attname <> ALL (" key "))"

/* The constraint k that the pg_index row x belongs to, if it belongs to one. */
#define SL_PG_CONSTRAINT_OF_INDEX                                                                  \
    "LEFT JOIN pg_constraint k ON k.conindid = x.indexrelid AND k.contype IN ('p', 'u') "

/* Whether two rows of a relation can have one row key at a time, so that a change of one cannot be told from a change
 * of the other: `key` is the row key's columns, a text[]. Gives one row under the alias f: `fault` as a letter of
 * key_faults.def, NULL where an index holds for every row at every moment; of a deferrable index its name, and `heal`,
 * the statement that makes it another kind. */
#define SL_PG_KEY_FAULT(relation, key)                                                             \
    "(SELECT CASE WHEN bool_or(x.indimmediate) THEN NULL WHEN count(*) > 0 THEN 'd' ELSE 'u' END " \
    "AS fault, min(xc.relname::text) FILTER (WHERE NOT x.indimmediate) AS index, "                 \
    "min(format('ALTER TABLE %I.%I DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', xn.nspname, "        \
    "xt.relname, k.conname, k.conname, regexp_replace(pg_get_constraintdef(k.oid), "               \
    "' DEFERRABLE.*$', ' NOT DEFERRABLE'))) FILTER (WHERE k.oid IS NOT NULL) AS heal "             \
    "FROM pg_index x JOIN pg_class xc ON xc.oid = x.indexrelid "                                   \
    "JOIN pg_class xt ON xt.oid = x.indrelid JOIN pg_namespace xn ON xn.oid = "                    \
    "xt.relnamespace " SL_PG_CONSTRAINT_OF_INDEX "AND k.conparentid = 0 "                          \
    "WHERE x.indrelid = " relation ".oid AND " SL_PG_IS_OVER_KEY(key) ") f"

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

/* Tables of which PostgreSQL refuses every UPDATE and DELETE, since a publication could not tell the row: joins
 * to a pg_class row under the alias c the publication p that names it, the table or partition l with its
 * schema's name ln.nspname, and, under the alias w, `why` as a letter of refusals.def, and the columns of the
 * replica identity that the list lacks. As RelationBuildPublicationDesc() decides it; a publication that does
 * not speak for partitions has no list for them. What came after PostgreSQL 14 is read by way of JSON, which
 * does not ask whether the catalogue has it. */
#define SL_PG_IDENTITY_COLUMN(attribute)                                                           \
    attribute ".attrelid = l.oid AND " attribute ".attnum > 0 AND NOT " attribute                  \
              ".attisdropped AND (l.relreplident = 'f' OR " attribute                              \
              ".attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))"
#define SL_PG_REFUSALS                                                                             \
    "JOIN pg_publication_rel e ON e.prrelid = c.oid "                                              \
    "JOIN pg_publication p ON p.oid = e.prpubid AND (p.pubupdate OR p.pubdelete) "                 \
    "CROSS JOIN LATERAL (WITH RECURSIVE tree AS (SELECT c.oid AS relid UNION ALL "                 \
    "SELECT h.inhrelid FROM tree JOIN pg_inherits h ON h.inhparent = tree.relid "                  \
    "WHERE c.relkind = 'p') SELECT relid FROM tree) m "                                            \
    "JOIN pg_class l ON l.oid = m.relid AND l.relkind = 'r' "                                      \
    "JOIN pg_namespace ln ON ln.oid = l.relnamespace "                                             \
    "LEFT JOIN LATERAL " SL_PG_IDENTITY_INDEX(                                                     \
        "l") " ON true "                                                                           \
             "CROSS JOIN LATERAL (SELECT CASE WHEN p.pubviaroot OR c.relkind = 'r' "               \
             "THEN nullif(to_jsonb(e) -> 'prattrs', 'null') END AS list) pl "                      \
             "CROSS JOIN LATERAL (SELECT CASE "                                                    \
             "WHEN l.relreplident = 'n' OR l.relreplident <> 'f' "                                 \
             "AND (i.indimmediate AND i.indisvalid) IS NOT TRUE "                                  \
             "THEN 'n' "                                                                           \
             "WHEN l.relreplident = 'f' AND list IS NOT NULL THEN 'f' "                            \
             "WHEN lacks IS NOT NULL THEN 'c' "                                                    \
             "WHEN list IS NULL AND to_jsonb(p) ->> 'pubgencols' IS NOT NULL AND EXISTS ("         \
             "SELECT FROM pg_attribute g WHERE " SL_PG_IDENTITY_COLUMN(                            \
                 "g") " AND (g.attgenerated = 'v' "                                                \
                      "OR g.attgenerated = 's' AND to_jsonb(p) ->> 'pubgencols' = 'n')) THEN 'g' " \
                      "END AS why, lacks "                                                         \
                      "FROM (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) AS lacks FROM "  \
                      "pg_attribute a "                                                            \
                      "WHERE list IS NOT NULL AND " SL_PG_IDENTITY_COLUMN(                         \
                          "a") " AND NOT EXISTS ("                                                 \
                               "SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND "          \
                               "b.attname = a.attname "                                            \
                               "AND list @> to_jsonb(b.attnum))) x) w "

#endif
