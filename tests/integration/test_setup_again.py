"""setup.sql run again: it touches no row of PostgreSQL's catalogue that is as it should be. Where one
thing is amiss, it puts that right and leaves the rows of everything else alone."""

import unittest

from harness import TOP, Database, Failed

SETUP = TOP / "generated/setup.sql"
SETUP_OF_NOTHING = TOP / "tests/golden/cases/generate-no-release/generated/setup.sql"

# Each row of the catalogue that setup.sql may touch: what it is about, and which version of which row
# it is. Temporary tables and their schemas belong to a session.
VERSIONS = """
WITH about AS (
    SELECT c.oid, nspname || '.' || coalesce(t.relname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relpersistence <> 't'
)
SELECT 'publication', 'pg_publication', oid, 0, xmin FROM pg_publication
UNION ALL SELECT name, 'pg_publication_rel', r.oid, 0, r.xmin
    FROM pg_publication_rel r JOIN about ON about.oid = prrelid
UNION ALL SELECT 'published schemas', 'pg_publication_namespace', oid, 0, xmin
    FROM pg_publication_namespace
UNION ALL SELECT name, 'pg_class', c.oid, 0, c.xmin FROM pg_class c JOIN about ON about.oid = c.oid
UNION ALL SELECT name, 'pg_attribute', attrelid, attnum, a.xmin
    FROM pg_attribute a JOIN about ON about.oid = attrelid
UNION ALL SELECT name, 'pg_index', indexrelid, 0, i.xmin
    FROM pg_index i JOIN about ON about.oid = indexrelid
UNION ALL SELECT 'schema ' || nspname, 'pg_namespace', oid, 0, xmin
    FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
UNION ALL SELECT 'database', 'pg_database', oid, 0, xmin FROM pg_database
UNION ALL SELECT 'role ' || rolname, 'pg_authid', oid, 0, xmin FROM pg_authid
UNION ALL SELECT 'memberships', 'pg_auth_members', roleid, member, xmin FROM pg_auth_members
UNION ALL SELECT 'default rights', 'pg_default_acl', oid, 0, xmin FROM pg_default_acl
"""

# The same rows by what they say, wherever setup.sql has a say in it.
CONTENTS = """
SELECT 'role', rolname, rolcanlogin, rolreplication, rolsuper FROM pg_roles
UNION ALL SELECT 'database', g::text, false, false, false
    FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) g
    WHERE datname = current_database()
UNION ALL SELECT 'schema ' || nspname, g::text, false, false, false
    FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) g
    WHERE nspname !~ '^pg_'
UNION ALL SELECT 'table ' || c.oid::regclass, g::text, false, false, false
    FROM pg_class c, aclexplode(coalesce(relacl, acldefault('r', relowner))) g
    WHERE relkind IN ('r', 'p', 'v', 'S') AND c.oid >= 16384
UNION ALL SELECT 'column ' || attrelid::regclass || '.' || attname, g::text, false, false, false
    FROM pg_attribute, aclexplode(attacl) g WHERE NOT attisdropped AND attrelid >= 16384
UNION ALL SELECT 'identity ' || oid::regclass, relreplident::text, false, false, false
    FROM pg_class WHERE relkind IN ('r', 'p') AND oid >= 16384
UNION ALL SELECT 'identity', indexrelid::regclass::text, false, false, false
    FROM pg_index WHERE indisreplident
UNION ALL SELECT 'publication ' || pubname || ' ' || puballtables,
        concat_ws(' ', pubinsert, pubupdate, pubdelete), pubtruncate, pubviaroot, false
    FROM pg_publication
UNION ALL SELECT 'published ' || prrelid::regclass,
        concat_ws(' ', prattrs, pg_get_expr(prqual, prrelid)), false, false, false
    FROM pg_publication_rel
UNION ALL SELECT 'published schema', pnnspid::regnamespace::text, false, false, false
    FROM pg_publication_namespace
ORDER BY 1, 2
"""

CUSTOMERS, PAYMENTS, NEEDS = "collections.customers", "collections.payments", "care.support_needs"
ACCOUNTS, CREDITORS = "collections.accounts", "collections.creditors"
OTHER = "application.encrypted"

# What somebody did to the database, and all that the set-up may then touch.
DRIFTS = [
    (f"GRANT SELECT (full_name) ON {CUSTOMERS} TO sluice_reader", {CUSTOMERS}),
    (f"GRANT UPDATE (email) ON {CUSTOMERS} TO sluice_reader", {CUSTOMERS}),
    (f"GRANT SELECT (email) ON {CUSTOMERS} TO sluice_reader WITH GRANT OPTION", {CUSTOMERS}),
    (f"REVOKE SELECT (email) ON {CUSTOMERS} FROM sluice_reader", {CUSTOMERS}),
    (f"GRANT SELECT ON {CUSTOMERS} TO sluice_reader", {CUSTOMERS}),
    (f"GRANT DELETE ON {CUSTOMERS} TO sluice_reader", {CUSTOMERS}),
    (f"GRANT SELECT (xmin) ON {CUSTOMERS} TO sluice_reader", {CUSTOMERS}),
    (f"REVOKE SELECT (ctid) ON {CUSTOMERS} FROM sluice_reader", {CUSTOMERS}),
    (f"GRANT UPDATE (tableoid) ON {CUSTOMERS} TO sluice_reader", {CUSTOMERS}),
    (f"REVOKE ALL ON {CUSTOMERS} FROM sluice_reader", {CUSTOMERS}),
    (f"GRANT SELECT ON {OTHER} TO sluice_reader", {OTHER}),
    (f"GRANT SELECT (plain) ON {OTHER} TO sluice_reader", {OTHER}),
    ("REVOKE USAGE ON SCHEMA care FROM sluice_reader", {"schema care"}),
    ("REVOKE CONNECT ON DATABASE platform FROM sluice_reader", {"database"}),
    ("REVOKE CONNECT ON DATABASE platform FROM sluice_replicator", {"database"}),
    ("ALTER ROLE sluice_replicator NOLOGIN", {"role sluice_replicator"}),
    ("ALTER ROLE sluice_replicator NOREPLICATION", {"role sluice_replicator"}),
    ("ALTER PUBLICATION sluice SET (publish = 'insert')", {"publication"}),
    (
        f"ALTER PUBLICATION sluice DROP TABLE {PAYMENTS};"
        "ALTER PUBLICATION sluice SET (publish_via_partition_root = false)",
        {"publication", PAYMENTS},
    ),
    (f"ALTER PUBLICATION sluice DROP TABLE {NEEDS}", {NEEDS}),
    (f"ALTER PUBLICATION sluice ADD TABLE {OTHER}", {OTHER}),
    (
        f"ALTER PUBLICATION sluice DROP TABLE {CREDITORS};"
        f"ALTER PUBLICATION sluice ADD TABLE {CREDITORS} WHERE (creditor_id < 100)",
        {CREDITORS},
    ),
    (
        f"ALTER PUBLICATION sluice DROP TABLE {NEEDS};"
        f"ALTER PUBLICATION sluice ADD TABLE {NEEDS} (need_id)",
        {NEEDS},
    ),
    (
        f"ALTER PUBLICATION sluice DROP TABLE {NEEDS};ALTER PUBLICATION sluice ADD TABLE {NEEDS}",
        {NEEDS},
    ),
    (f"ALTER TABLE {NEEDS} REPLICA IDENTITY NOTHING", {NEEDS}),
    (f"ALTER TABLE {CREDITORS} REPLICA IDENTITY DEFAULT", {CREDITORS}),
    (f"ALTER TABLE {ACCOUNTS} REPLICA IDENTITY NOTHING", {ACCOUNTS}),
    (
        "ALTER TABLE collections.payments_2025 REPLICA IDENTITY NOTHING",
        {"collections.payments_2025"},
    ),
]


class SetupAgain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=5)

    def setup(self, *words):
        return self.database.psql(*words, "-f", SETUP)

    def versions(self):
        return set(self.database.psql(text=VERSIONS).splitlines())

    def contents(self):
        return self.database.psql(text=CONTENTS)

    def touched(self, *words):
        """What the rows are about that running setup.sql replaces, adds or removes."""
        before = self.versions()
        self.setup(*words)
        return {row.split("|")[0] for row in before ^ self.versions()}

    def test_nothing_is_amiss(self):
        self.assertEqual(self.touched(), set())

    def test_one_thing_is_amiss(self):
        wanted = self.contents()
        for harm, amiss in DRIFTS:
            with self.subTest(harm):
                self.database.psql(text=harm)
                self.assertNotEqual(self.contents(), wanted)
                self.assertEqual(self.touched(), amiss)
                self.assertEqual(self.contents(), wanted)
                self.assertEqual(self.touched(), set())

    def test_a_wider_replica_identity(self):
        """Somebody may need it: test_setup_platform.py has the ways out."""
        default = f"ALTER TABLE ONLY {NEEDS} REPLICA IDENTITY DEFAULT"
        self.addCleanup(self.database.sql, default)
        self.database.sql(f"ALTER TABLE {NEEDS} REPLICA IDENTITY FULL")
        before = self.versions()
        with self.assertRaisesRegex(Failed, f"{default};"):
            self.setup()
        self.assertEqual(self.versions(), before)

    def test_a_right_column_by_column(self):
        """Columns of the same table that are as they should be keep their rows, too."""
        column = f"SELECT attname, xmin FROM pg_attribute WHERE attrelid = '{CUSTOMERS}'::regclass"
        before = set(self.database.sql(column).splitlines())
        self.database.psql(
            text=f"REVOKE SELECT (email) ON {CUSTOMERS} FROM sluice_reader;"
            f"GRANT SELECT (full_name) ON {CUSTOMERS} TO sluice_reader"
        )
        self.setup()
        after = set(self.database.sql(column).splitlines())
        self.assertEqual({row.split("|")[0] for row in before ^ after}, {"email", "full_name"})

    def test_a_schema_is_published_instead(self):
        wanted = self.contents()
        self.database.sql("ALTER PUBLICATION sluice SET TABLES IN SCHEMA application")
        self.setup()
        self.assertEqual(self.contents(), wanted)
        self.assertEqual(self.touched(), set())

    def test_no_table_is_released(self):
        self.addCleanup(self.setup)
        published = """SELECT prrelid FROM pg_publication_rel
                       UNION ALL SELECT pnnspid FROM pg_publication_namespace"""
        for published_before in ("TABLE collections.payments", "TABLES IN SCHEMA application"):
            self.database.sql(f"ALTER PUBLICATION sluice SET {published_before}")
            self.database.psql("-f", SETUP_OF_NOTHING)
            self.assertEqual(self.database.sql(published), "")
        self.database.psql("-f", SETUP_OF_NOTHING)

    def test_a_partition_is_added(self):
        self.addCleanup(self.setup)
        self.addCleanup(self.database.sql, "DROP TABLE collections.payments_new")
        self.database.psql(
            text=f"""CREATE TABLE collections.payments_new (LIKE {PAYMENTS} INCLUDING INDEXES);
                ALTER TABLE collections.payments_new REPLICA IDENTITY NOTHING;
                ALTER TABLE {PAYMENTS} ATTACH PARTITION collections.payments_new
                    FOR VALUES FROM ('2050-01-01') TO ('2051-01-01')"""
        )
        self.assertEqual(self.touched(), {"collections.payments_new"})
        self.assertEqual(self.touched(), set())

    def test_a_granted_column_is_dropped(self):
        """Some versions of PostgreSQL keep the rights on a column that is gone."""
        self.database.psql(
            text=f"""ALTER TABLE {OTHER} ADD gone text;
                GRANT SELECT (gone) ON {OTHER} TO sluice_reader;
                ALTER TABLE {OTHER} DROP gone"""
        )
        self.assertEqual(self.touched(), set())

    def test_somebody_else_granted(self):
        """What another role than the owner granted, the owner cannot revoke."""
        self.addCleanup(self.database.sql, f"REVOKE ALL ON {OTHER} FROM lender CASCADE")
        self.database.psql(
            text=f"""CREATE ROLE lender;
                GRANT USAGE ON SCHEMA application TO lender;
                GRANT SELECT ON {OTHER} TO lender WITH GRANT OPTION;
                SET ROLE lender;
                GRANT SELECT ON {OTHER} TO sluice_reader"""
        )
        self.assertEqual(self.touched(), set())

    def test_the_owner_is_no_superuser(self):
        self.database.psql(
            text="""CREATE ROLE keeper LOGIN;
                GRANT CREATE, TEMPORARY ON DATABASE platform TO keeper;
                GRANT USAGE ON SCHEMA application TO keeper;
                ALTER SCHEMA collections OWNER TO keeper;
                ALTER SCHEMA care OWNER TO keeper;
                ALTER SCHEMA dialler OWNER TO keeper;
                ALTER PUBLICATION sluice OWNER TO keeper;
                SELECT format('ALTER TABLE %s OWNER TO keeper', oid::regclass) FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text
                    IN ('collections', 'care', 'dialler') \\gexec"""
        )
        self.assertEqual(self.touched("-U", "keeper"), set())
        self.database.psql(text=f"GRANT SELECT (full_name) ON {CUSTOMERS} TO sluice_reader")
        self.assertEqual(self.touched("-U", "keeper"), {CUSTOMERS})

    def test_other_names(self):
        """Names that have to be quoted, given with -v."""
        names = ("-v", 'reader=The "R"', "-v", "replicator=The 'P'", "-v", "publication=Out \\")
        self.setup(*names)
        self.assertEqual(self.touched(*names), set())


if __name__ == "__main__":
    unittest.main()
