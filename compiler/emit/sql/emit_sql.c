#include "emit/sql/emit_sql.h"
#include "text/escape.h"
#include "text/width.h"

/* Names from policies stand in quoted identifiers and string literals alone, never inside the
 * dollar-quoted block, whose text is the same for every policy. */

/* ---- parts that no policy changes ---------------------------------------------------------- */

static const char head[] =
    "--\n"
    "-- Run it with psql in the database that the policies are about, as a role that owns the\n"
    "-- tables and may create roles and publications:\n"
    "--\n"
    "--     psql -d DATABASE -f setup.sql\n"
    "--\n"
    "-- It may be run again at any time: it adds what is missing and takes away what the policies\n"
    "-- no longer read. Other names than these are given with -v, as in -v reader=my_reader:\n"
    "--\n"
    "--     replicator   the role that follows the stream         sluice_replicator\n"
    "--     reader       the role that reads and re-reads rows    sluice_reader\n"
    "--     publication  what is streamed                         sluice\n"
    "--\n"
    "-- Choose the publication's name once: a slot cannot follow a renamed one. No password is "
    "set\n"
    "-- here: give the roles theirs, or let pg_hba.conf know them.\n"
    "--\n"
    "-- The replicator's credential equals every row of every database of this server: a role "
    "with\n"
    "-- REPLICATION can use another output plugin or take a base backup, whatever is granted and\n"
    "-- published below. Where the server has the setting, allow the one plugin that is needed:\n"
    "--\n"
    "--     ALTER SYSTEM SET output_plugin_libraries = 'pgoutput';\n\n";

static const char variables[] =
    "\\set ON_ERROR_STOP on\n"
    "\\if :{?replicator}\n\\else\n    \\set replicator sluice_replicator\n\\endif\n"
    "\\if :{?reader}\n\\else\n    \\set reader sluice_reader\n\\endif\n"
    "\\if :{?publication}\n\\else\n    \\set publication sluice\n\\endif\n\n"
    "BEGIN;\n\n"
    "DO $$\nBEGIN\n"
    "    IF pg_catalog.current_setting('server_version_num')::integer < 150000 THEN\n"
    "        RAISE 'the server is PostgreSQL %: its publications have no column lists',\n"
    "            pg_catalog.current_setting('server_version')\n"
    "            USING HINT = 'PostgreSQL 15 to 18 are supported; nothing was changed here.';\n"
    "    END IF;\n"
    "END\n$$;\n\n"
    "-- Rather than queue before a busy table and hold up production behind it: give up, run "
    "again.\n"
    "SET LOCAL lock_timeout = '5s';\n\n";

static const char roles[] =
    "-- ---- roles ----------------------------------------------------------------------------\n\n"
    "SELECT format('CREATE ROLE %I LOGIN REPLICATION', :'replicator')\n"
    "WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'replicator') \\gexec\n"
    "SELECT format('ALTER ROLE %I LOGIN REPLICATION', :'replicator')\n"
    "FROM pg_catalog.pg_roles\n"
    "WHERE rolname = :'replicator' AND NOT (rolreplication AND rolcanlogin) \\gexec\n"
    "SELECT format('CREATE ROLE %I LOGIN', :'reader')\n"
    "WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'reader') \\gexec\n"
    "SELECT format('GRANT CONNECT ON DATABASE %I TO %I, %I',\n"
    "              current_database(), :'replicator', :'reader') \\gexec\n\n"
    "-- Whatever the reader was granted on tables before, also by an earlier policy.\n"
    "SELECT format('REVOKE ALL ON %I.%I FROM %I', nspname, relname, :'reader')\n"
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace\n"
    "WHERE EXISTS (SELECT FROM aclexplode(relacl)\n"
    "              WHERE grantee = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = "
    ":'reader'))\n"
    "   OR EXISTS (SELECT FROM pg_catalog.pg_attribute, aclexplode(attacl)\n"
    "              WHERE attrelid = c.oid\n"
    "                AND grantee = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = "
    ":'reader'))\n"
    "\\gexec\n\n";

/* For each row of sluice_tables: the table is there; it and its partitions have the identity. */
static const char identities[] =
    "DO $sluice$\n"
    "DECLARE\n"
    "    wanted record;\n"
    "    member record;\n"
    "    root oid;\n"
    "    root_index oid;\n"
    "    member_index name;\n"
    "BEGIN\n"
    "    FOR wanted IN SELECT * FROM sluice_tables LOOP\n"
    "        root := to_regclass(format('%I.%I', wanted.schema_name, wanted.table_name));\n"
    "        IF root IS NULL THEN\n"
    "            RAISE EXCEPTION 'table %.% of the policies does not exist in this database',\n"
    "                wanted.schema_name, wanted.table_name\n"
    "                USING HINT = 'Is this the right database? Otherwise change the policy.';\n"
    "        END IF;\n"
    "        root_index := CASE WHEN wanted.identity = 'i'\n"
    "            THEN to_regclass(format('%I.%I', wanted.schema_name, wanted.index_name)) END;\n"
    "        FOR member IN\n"
    "            SELECT c.oid, c.relname, c.relreplident, n.nspname\n"
    "            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
    "c.relnamespace\n"
    "            WHERE c.relkind IN ('r', 'p')\n"
    "              AND c.oid IN (SELECT root UNION ALL SELECT relid FROM pg_partition_tree(root))\n"
    "        LOOP\n"
    "            IF wanted.identity = 'i' THEN\n"
    "                SELECT x.relname INTO member_index\n"
    "                FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = "
    "i.indexrelid\n"
    "                WHERE i.indrelid = member.oid AND i.indisunique AND i.indisvalid\n"
    "                  AND i.indexrelid IN (SELECT root_index\n"
    "                                       UNION ALL SELECT relid FROM "
    "pg_partition_tree(root_index));\n"
    "                IF member_index IS NULL THEN\n"
    "                    RAISE EXCEPTION 'table %.% has no unique index % that can be its "
    "identity',\n"
    "                        member.nspname, member.relname, wanted.index_name\n"
    "                        USING HINT = 'Create it, unique, over not-null columns: '\n"
    "                                     || wanted.index_columns;\n"
    "                END IF;\n"
    "                IF NOT EXISTS (SELECT FROM pg_catalog.pg_index i\n"
    "                               JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid\n"
    "                               WHERE i.indrelid = member.oid AND x.relname = member_index\n"
    "                                 AND i.indisreplident) THEN\n"
    "                    EXECUTE format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY USING INDEX %I',\n"
    "                                   member.nspname, member.relname, member_index);\n"
    "                END IF;\n"
    "            ELSIF member.relreplident <> wanted.identity THEN\n"
    "                EXECUTE format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY %s',\n"
    "                               member.nspname, member.relname,\n"
    "                               CASE wanted.identity WHEN 'f' THEN 'FULL' ELSE 'DEFAULT' "
    "END);\n"
    "            END IF;\n"
    "            IF wanted.identity = 'd' AND NOT EXISTS\n"
    "                (SELECT FROM pg_catalog.pg_index WHERE indrelid = member.oid AND "
    "indisprimary)\n"
    "            THEN\n"
    "                RAISE EXCEPTION 'table %.% has no primary key', member.nspname, "
    "member.relname\n"
    "                    USING HINT = 'Add one, or name a unique index in the policy: '\n"
    "                                 'replica identity index NAME';\n"
    "            END IF;\n"
    "        END LOOP;\n"
    "        IF (SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = root) THEN\n"
    "            RAISE WARNING 'table %.% has row security: the pusher will not start',\n"
    "                wanted.schema_name, wanted.table_name\n"
    "                USING HINT = 'Once it is decided that the reader sees every row: '\n"
    "                             'ALTER ROLE the reader BYPASSRLS';\n"
    "        END IF;\n"
    "    END LOOP;\n"
    "    IF current_setting('wal_level') <> 'logical' THEN\n"
    "        RAISE WARNING 'wal_level is %, the pusher needs logical', "
    "current_setting('wal_level')\n"
    "            USING HINT = 'ALTER SYSTEM SET wal_level = logical; then restart the server';\n"
    "    END IF;\n"
    "END\n"
    "$sluice$;\n\n";

static const char create_publication[] =
    "SELECT format('CREATE PUBLICATION %I', :'publication')\n"
    "WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = :'publication') "
    "\\gexec\n"
    "ALTER PUBLICATION :\"publication\" SET (publish = 'insert, update, delete, truncate',\n"
    "    publish_via_partition_root = true);\n";

/* ---- tables -------------------------------------------------------------------------------- */

static void
add_table_name(struct sl_buf *out, const struct slc_ir_table *table)
{
    slc_add_sql_name(out, table->schema);
    sl_buf_add_byte(out, '.');
    slc_add_sql_name(out, table->name);
}

typedef bool column_test(const struct slc_ir_column *column);

static bool
is_read(const struct slc_ir_column *column)
{
    return column->read;
}

/* What the stream must carry: what is read, and the identity. */
static bool
is_published(const struct slc_ir_column *column)
{
    return column->read || column->key;
}

enum { SQL_WIDTH = 100 };

/* ("a", "b") of the columns that pass the test */
static void
add_columns(struct sl_buf *out, const struct slc_ir_table *table, column_test *test)
{
    const char *between = " (";
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (!test(&table->columns[i]))
            continue;
        bool first = between[0] == ' ';
        bool fits = slc_line_width(out) + slc_text_width(table->columns[i].name) + 6 <= SQL_WIDTH;
        sl_buf_add_str(out, sl_str_of(between));
        if (!first)
            sl_buf_add_str(out, fits ? SL_STR(" ") : SL_STR("\n        "));
        slc_add_sql_name(out, table->columns[i].name);
        between = ",";
    }
    sl_buf_add_byte(out, ')');
}

/* What an identity index is over, for the hint: the key columns and those that a filter reads. */
static struct sl_str
index_columns(const struct slc_ir *ir, const struct slc_ir_table *table)
{
    bool *wanted = SL_NEW_ARRAY(ir->arena, bool, table->ncolumns + 1);
    for (uint32_t c = 0; c < table->ncolumns; c++)
        wanted[c] = table->columns[c].key;
    for (uint32_t r = 0; r < ir->nreleases; r++)
        for (uint32_t i = 0; ir->releases[r].table == table && i < ir->releases[r].nfilter_cells;
             i++) {
            const struct slc_ir_release *release = &ir->releases[r];
            uint32_t c = release->cells[release->filter_cells[i]].column;
            wanted[c] = !table->columns[c].type.nullable; /* as key columns are */
        }
    struct sl_str text = SL_STR("");
    for (uint32_t c = 0; c < table->ncolumns; c++)
        if (wanted[c])
            text = sl_arena_format(ir->arena, "%.*s%s%.*s", SL_FMT(text), text.len > 0 ? ", " : "",
                                   SL_FMT(table->columns[c].name));
    return text;
}

static void
add_identity_row(struct sl_buf *out, const struct slc_ir *ir, const struct slc_ir_table *table)
{
    static const char letters[] = {
        [SLC_IR_IDENTITY_DEFAULT] = 'd', [SLC_IR_IDENTITY_INDEX] = 'i', [SLC_IR_IDENTITY_FULL] = 'f'
    };
    bool index = table->identity == SLC_IR_IDENTITY_INDEX;
    sl_buf_add_str(out, SL_STR("    ("));
    slc_add_sql_string(out, table->schema);
    sl_buf_add_str(out, SL_STR(", "));
    slc_add_sql_string(out, table->name);
    sl_buf_printf(out, ", '%c', ", letters[table->identity]);
    slc_add_sql_string(out, table->identity_index);
    sl_buf_add_str(out, SL_STR(", "));
    slc_add_sql_string(out, index ? index_columns(ir, table) : SL_STR(""));
    sl_buf_add_byte(out, ')');
}

static void
add_identities(struct sl_buf *out, const struct slc_ir *ir)
{
    sl_buf_add_str(
        out, SL_STR("-- ---- replica identity: d the primary key, i an index, f the whole row "
                    "----------------\n"
                    "-- Partitions are found and set, too; run this again after adding one.\n\n"
                    "CREATE TEMPORARY TABLE sluice_tables ON COMMIT DROP AS\n"
                    "SELECT schema_name::text, table_name::text, identity::\"char\",\n"
                    "       index_name::text, index_columns::text\n"
                    "FROM (VALUES\n"));
    for (uint32_t t = 0; t < ir->ntables; t++) {
        add_identity_row(out, ir, &ir->tables[t]);
        sl_buf_add_str(out, t + 1 < ir->ntables ? SL_STR(",\n") : SL_STR("\n"));
    }
    sl_buf_add_str(out, SL_STR(") AS t (schema_name, table_name, identity, index_name, "
                               "index_columns);\n\n"));
    sl_buf_add_str(out, sl_str_of(identities));
}

static void
add_grants(struct sl_buf *out, const struct slc_ir *ir)
{
    sl_buf_add_str(out, SL_STR("-- ---- the reader may select what a release reads, and nothing "
                               "else ----------------------\n\n"));
    for (uint32_t t = 0; t < ir->ntables; t++) {
        const struct slc_ir_table *table = &ir->tables[t];
        if (t == 0 || !sl_str_equal(table->schema, ir->tables[t - 1].schema)) {
            sl_buf_add_str(out, SL_STR("GRANT USAGE ON SCHEMA "));
            slc_add_sql_name(out, table->schema);
            sl_buf_add_str(out, SL_STR(" TO :\"reader\";\n"));
        }
        sl_buf_add_str(out, SL_STR("GRANT SELECT"));
        add_columns(out, table, is_read);
        sl_buf_add_str(out, SL_STR("\n    ON "));
        add_table_name(out, table);
        sl_buf_add_str(out, SL_STR(" TO :\"reader\";\n"));
    }
    sl_buf_add_byte(out, '\n');
}

/* ---- publication --------------------------------------------------------------------------- */

static void
add_published_table(struct sl_buf *out, const struct slc_ir_table *table, bool last)
{
    bool full = table->identity == SLC_IR_IDENTITY_FULL;
    if (full) {
        sl_buf_add_str(out, SL_STR("    -- the policy says `replica identity full`: no column list "
                                   "is possible, every column\n"
                                   "    -- of the table crosses the wire to the reader\n"));
    }
    sl_buf_add_str(out, SL_STR("    ONLY "));
    add_table_name(out, table);
    if (!full)
        add_columns(out, table, is_published);
    sl_buf_add_str(out, last ? SL_STR(";\n\n") : SL_STR(",\n"));
}

static void
add_publication(struct sl_buf *out, const struct slc_ir *ir)
{
    sl_buf_add_str(out, SL_STR("-- ---- publication: the columns read and the replica identity's "
                               "--------------------------\n"
                               "-- ONLY leaves inherited children out; the partitions of a "
                               "partitioned table belong to it.\n\n"));
    sl_buf_add_str(out, sl_str_of(create_publication));
    sl_buf_add_str(out, SL_STR("ALTER PUBLICATION :\"publication\" SET TABLE\n"));
    for (uint32_t t = 0; t < ir->ntables; t++)
        add_published_table(out, &ir->tables[t], t + 1 == ir->ntables);
}

void
slc_emit_sql(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    struct sl_buf *out = slc_output_begin(outputs);
    sl_buf_printf(out,
                  "-- What the pusher needs in PostgreSQL 15 to 18: two roles, their grants, the "
                  "publication.\n"
                  "-- Generated by %s. Do not edit: change the policies and generate again.\n",
                  slc_compiler_version());
    sl_buf_add_str(out, sl_str_of(head));
    sl_buf_add_str(out, sl_str_of(variables));
    sl_buf_add_str(out, sl_str_of(roles));
    add_identities(out, ir);
    add_grants(out, ir);
    add_publication(out, ir);
    sl_buf_add_str(out, SL_STR("COMMIT;\n"));
    slc_output_end(outputs, SL_STR("setup.sql"));
}
