/* tree_sql.h - a table and all members of its partition tree, as a query with one column, oid. Read from the
 * catalogue: pg_partition_tree() would wait for locks on partitions. */
#ifndef SLP_TREE_SQL_H
#define SLP_TREE_SQL_H

#define SLP_TREE_SQL(root)                                                                         \
    "WITH RECURSIVE tree AS (SELECT " root "::oid AS oid UNION "                                   \
    "SELECT h.inhrelid FROM tree JOIN pg_inherits h ON h.inhparent = tree.oid "                    \
    "JOIN pg_class c ON c.oid = h.inhrelid WHERE c.relispartition AND NOT h.inhdetachpending) "    \
    "SELECT oid FROM tree"

/* SQLSTATE of a lock_timeout (appendix A). */
#define SLP_LOCK_NOT_AVAILABLE "55P03"

#endif
