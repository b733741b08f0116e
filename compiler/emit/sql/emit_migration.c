#include "emit/sql/emit_migration.h"

#include "emit/sql/table_sql.h"
#include "text/escape.h"

/* Names stand in quoted identifiers alone, never in a comment. */
static const char head_of_list[] =
    "-- To change a table of which the publication lists columns: PostgreSQL refuses to alter or "
    "drop\n"
    "-- these, so that the table leaves the publication for the length of this transaction. No "
    "change\n"
    "-- is lost: the table is locked meanwhile, and its releases are filled again afterwards.\n";

static const char head_of_whole_rows[] = "-- To change a table that is published with whole rows: "
                                         "PostgreSQL refuses nothing because of the\n"
                                         "-- publication, and the table stays in it.\n";

static const char head_of_owners[] =
    "-- Run it as a role that owns the table and the publication, or is a member of the roles "
    "that\n"
    "-- do. Where no role is both, two run it in three parts: the publication's owner runs ALTER\n"
    "-- PUBLICATION … DROP TABLE; the table's owner runs the platform's statements; then a role "
    "that\n"
    "-- may runs setup.sql, which puts the table back. Its releases wait from the first part to "
    "the\n"
    "-- last, and are filled again.\n";

static const char head_of_the_owner[] = "-- Run it as a role that owns the table.\n";

static const char head_of_both[] = "-- Where the policies change with the table, these have to be "
                                   "the new ones.\n\n";

static void
add_beginning(const struct slc_migration *migration, struct sl_buf *out)
{
    sl_buf_add_str(out, SL_STR("BEGIN;\n"
                               "-- Rather than queue before a busy table and hold up production "
                               "behind it: give up, run again.\n"
                               "SET LOCAL lock_timeout = '5s';\n"
                               "LOCK TABLE "));
    slc_add_sql_table(out, migration->table);
    sl_buf_add_str(out, SL_STR(" IN ACCESS EXCLUSIVE MODE;\n"));
}

static void
add_publications(const struct slc_migration *migration, struct sl_buf *out, struct sl_str verb)
{
    for (uint32_t i = 0; i < migration->npublications; i++) {
        sl_buf_add_str(out, SL_STR("ALTER PUBLICATION "));
        slc_add_sql_name(out, migration->publications[i]);
        sl_buf_printf(out, " %.*s TABLE", SL_FMT(verb));
        if (sl_str_is(verb, "ADD")) {
            sl_buf_add_byte(out, '\n');
            slc_add_published_table(out, migration->table, true);
        } else {
            sl_buf_add_str(out, SL_STR(" ONLY "));
            slc_add_sql_table(out, migration->table);
            sl_buf_add_str(out, SL_STR(";\n"));
        }
    }
}

static void
add_room(struct sl_buf *out)
{
    sl_buf_add_str(out, SL_STR("\n-- ---- the platform's statements about this table go here "
                               "-----------------------------------\n\n\n"
                               "-- "
                               "------------------------------------------------------------------"
                               "---------------------\n\n"));
}

/* A column that was dropped and added again has lost its right. */
static void
add_grant(const struct slc_migration *migration, struct sl_buf *out)
{
    sl_buf_add_str(out, SL_STR("GRANT SELECT ("));
    slc_add_table_columns(out, migration->table, slc_is_read, slc_add_sql_name);
    sl_buf_add_str(out, SL_STR(", ctid, tableoid)\n    ON "));
    slc_add_sql_table(out, migration->table);
    sl_buf_add_str(out, SL_STR(" TO "));
    slc_add_sql_name(out, migration->reader);
    sl_buf_add_str(out, SL_STR(";\nCOMMIT;\n"));
}

void
slc_emit_migration(const struct slc_migration *migration, struct sl_buf *out)
{
    const bool leaves = !migration->table->publishes_whole_rows;
    sl_buf_add_str(out, sl_str_of(leaves ? head_of_list : head_of_whole_rows));
    sl_buf_add_str(out, sl_str_of(leaves ? head_of_owners : head_of_the_owner));
    sl_buf_add_str(out, sl_str_of(head_of_both));
    add_beginning(migration, out);
    if (leaves)
        add_publications(migration, out, SL_STR("DROP"));
    add_room(out);
    if (leaves)
        add_publications(migration, out, SL_STR("ADD"));
    add_grant(migration, out);
}
