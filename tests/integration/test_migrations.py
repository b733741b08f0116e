"""`sluice migrate` prints the transaction in which a published table can be changed, and `sluice check
--migration` tries a file in a transaction that nothing can commit."""

import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from harness import BUILD, TOP, Database, Failed

HERE = TOP / "tests/integration/migration"

# All that a trial must leave as it is.
STATE = """
SELECT n.nspname, c.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attisdropped
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1, 2, a.attnum;
SELECT p.pubname, r.prrelid, r.prattrs, r.xmin FROM pg_publication p JOIN pg_publication_rel r
ON r.prpubid = p.oid ORDER BY 1, 2;
SELECT rolname FROM pg_roles ORDER BY 1; SELECT relreplident FROM pg_class ORDER BY oid;
SELECT sum(n), count(*), max(label) FROM depot.crates;
"""


class Migrations(unittest.TestCase):
    maxDiff = None
    number = 0

    @classmethod
    def setUpClass(cls):
        cls.server = Database("-c max_prepared_transactions=5")
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        Migrations.number += 1
        name = f"migrated{self.number}"
        self.database = self.server.add_database(name)
        self.addCleanup(self.server.sql, f"DROP DATABASE {name} WITH (FORCE)")
        self.database.psql("-f", HERE / "schema.sql")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write_policy()
        self.sluice("generate", "-o", self.folder / "generated")
        self.database.psql("-f", self.folder / "generated/setup.sql")

    def write_policy(self, *changes):
        text = (HERE / "yard.policy").read_text(encoding="utf-8")
        for before, after in changes:
            self.assertIn(before, text)
            text = text.replace(before, after)
        (self.folder / "yard.policy").write_text(text, encoding="utf-8")

    def sluice(self, command, *words, status=0):
        said = subprocess.run(
            [BUILD / "sluice", command, self.folder / "yard.policy", *words],
            env=os.environ | self.database.environment | {"TERM": "dumb"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=100,
        )
        self.assertEqual(said.returncode, status, said.stdout + said.stderr)
        return said.stdout + said.stderr

    def check(self, sql, *words, status=0, conninfo=""):
        """Tries it; and nothing of it stays."""
        file = self.folder / "migration.sql"
        file.write_bytes(sql if isinstance(sql, bytes) else sql.encode())
        before = self.database.psql(text=STATE)
        said = self.sluice(
            "check", "--against-db", conninfo or f"dbname={self.name}", "--migration", file,
            *words, status=status,
        )  # fmt: skip
        self.assertEqual(self.database.psql(text=STATE), before, said)
        return said.replace(f"{self.folder}/", "")

    @property
    def name(self):
        return f"migrated{self.number}"

    def migrate(self, ddl, *words, table="depot.crates"):
        """The transaction, with the statements in their place."""
        printed = self.sluice("migrate", table, *words)
        before, _, after = printed.partition("go here ")
        self.assertTrue(after, printed)
        head, newline, tail = after.partition("\n")
        return f"{before}go here {head}{newline}{ddl};\n{tail}"

    def entries(self):
        return self.database.sql(
            "SELECT r.prrelid::regclass, r.prattrs FROM pg_publication_rel r"
            " JOIN pg_publication p ON p.oid = r.prpubid WHERE pubname = 'sluice' ORDER BY 1"
        )

    # ---- the transaction ----

    def test_the_transaction_changes_what_the_platform_may_not(self):
        for ddl in (
            "ALTER TABLE depot.crates ALTER label TYPE varchar(100)",
            "ALTER TABLE depot.crates DROP n, ADD n smallint",
        ):
            with self.subTest(ddl):
                self.database.psql(text=self.migrate(ddl))
                self.assertEqual(self.check("SELECT 1"), "")
        before = self.entries()
        self.database.psql("-f", self.folder / "generated/setup.sql")
        self.assertEqual(self.entries(), before)
        # a column that was dropped and added again may be read
        self.database.sql("SET ROLE sluice_reader; SELECT n, ctid FROM depot.crates")

    def test_the_transaction_of_a_table_with_whole_rows(self):
        self.write_policy(
            (
                "column v   text?    open\nend\n\ntable depot.loads",
                "column v text? open publish whole rows end table depot.loads",
            )
        )
        printed = self.sluice("migrate", "depot.bays")
        self.assertNotIn("ALTER PUBLICATION", printed)
        self.assertIn('LOCK TABLE "depot"."bays"', printed)

    def test_several_publications(self):
        self.database.sql(
            "CREATE PUBLICATION other FOR TABLE ONLY depot.crates (id, label, n, place)"
        )
        ddl = "ALTER TABLE depot.crates ALTER label TYPE text"
        said = self.check(self.migrate(ddl), status=1)
        self.assertIn("other lists columns of depot.crates", said)
        self.assertEqual(self.check(self.migrate(ddl, "--publication", "sluice,other")), "")
        self.database.psql(text=self.migrate(ddl, "--publication", "sluice,other"))

    def test_a_table_of_which_nothing_is_released(self):
        said = self.sluice("migrate", "depot.crate", status=2)
        self.assertIn("nothing named depot.crate", said)
        self.assertIn("depot.crates", said)
        self.write_policy(
            (
                "release depot.bays",
                "table depot.spare column id integer open key end\nrelease depot.bays",
            )
        )
        said = self.sluice("migrate", "spare", status=2)
        self.assertIn("release nothing of this table", said)
        self.sluice("migrate", status=2)

    # ---- what a trial finds ----

    def test_a_migration_that_nothing_stands_against(self):
        self.assertEqual(
            self.check(
                "ALTER TABLE depot.crates ALTER note TYPE varchar(10);\n"
                "CREATE TABLE depot.more (id int PRIMARY KEY); CREATE INDEX ON depot.crates (n);\n"
                "ALTER TABLE depot.crates ALTER n SET DEFAULT 7;\n"
                "UPDATE depot.crates SET n = n + 1;"
            ),
            "",
        )

    def test_one_of_each(self):
        said = self.check((HERE / "migration.sql").read_text(encoding="utf-8"), status=1)
        self.assertEqual(said, (HERE / "expected").read_text(encoding="utf-8"))

    def test_the_type_of_a_listed_column(self):
        said = self.check("ALTER TABLE depot.crates ALTER n TYPE bigint;", status=1)
        self.assertIn(
            "error[E0613]: PostgreSQL refuses this while the publication sluice lists", said
        )
        self.assertIn("migration.sql:1:1", said)
        self.assertIn("sluice migrate PATH depot.crates", said)
        self.assertIn("error[E0605]: the column 'n' is bigint in the database", said)
        self.assertIn("2 errors", said)

    def test_the_lists_of_several_tables_stand_against_it(self):
        said = self.check(
            "DO $$ BEGIN ALTER TABLE depot.crates ALTER label TYPE varchar(100);"
            " ALTER TABLE depot.bays ALTER v TYPE varchar(40); END $$;\n"
            "ALTER TABLE depot.bays ALTER v TYPE text;\n"
            "ALTER TABLE depot.loads ALTER v TYPE varchar(40);",
            status=1,
        )
        self.assertNotIn("E0612", said)
        self.assertEqual(said.count("E0613"), 3, said)
        for table, line in (("crates", 1), ("bays", 1), ("loads", 3)):
            finding = said[said.index(f"lists columns of depot.{table}") :]
            self.assertIn(f"migration.sql:{line}:1", finding.splitlines()[1])

    def test_only_the_list_stands_against_it(self):
        said = self.check("ALTER TABLE depot.crates ALTER label TYPE varchar(100);", status=1)
        self.assertIn("E0613", said)
        self.assertIn("1 error\n", said)

    def test_a_listed_column_dropped(self):
        said = self.check("ALTER TABLE depot.crates DROP place;", status=1)
        self.assertIn("error[E0613]", said)
        self.assertIn("error[E0604]: the database has no column 'place'", said)

    def test_a_listed_column_dropped_with_cascade(self):
        said = self.check(
            "SELECT 1;\nALTER TABLE depot.crates DROP place CASCADE;\nSELECT 2;", status=1
        )
        self.assertIn(
            "error[E0614]: this takes the table depot.crates out of the publication", said
        )
        self.assertIn("migration.sql:2:1", said)
        self.assertIn("E0604", said)

    def test_what_else_stands_against_a_drop(self):
        self.database.sql("CREATE VIEW depot.places AS SELECT place FROM depot.crates")
        said = self.check("ALTER TABLE depot.crates DROP place;", status=1)
        self.assertIn("error[E0612]: PostgreSQL refuses this statement (SQLSTATE 2BP01)", said)
        self.assertNotIn("E0613", said)

    def test_the_printed_transaction_is_tried(self):
        ddl = "ALTER TABLE depot.crates ALTER label TYPE varchar(100)"
        self.assertEqual(self.check(self.migrate(ddl)), "")
        said = self.check(self.migrate("ALTER TABLE depot.crates DROP place"), status=1)
        self.assertIn("E0604", said)
        self.assertIn("E0612", said)  # the policies still list it
        self.assertNotIn("E0613", said)
        self.write_policy(("column place  text?         open\n", ""), ("keep     place\n", ""))
        self.assertEqual(self.check(self.migrate("ALTER TABLE depot.crates DROP place")), "")

    def test_a_new_column(self):
        said = self.check("ALTER TABLE depot.crates ADD extra text;", status=1)
        self.assertIn("error[E0603]: the database has a column 'extra'", said)
        self.assertIn("column extra text? unlabelled", said)

    def test_rows_that_could_not_be_changed_any_more(self):
        for ddl, says in (
            (
                "ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey, ADD PRIMARY KEY (id, note);",
                "every UPDATE and DELETE of depot.crates",
            ),
            (
                "ALTER TABLE depot.crates REPLICA IDENTITY FULL;",
                "every UPDATE and DELETE of depot.crates",
            ),
            (
                "ALTER TABLE depot.bays DROP CONSTRAINT bays_pkey;",
                "every UPDATE and DELETE of depot.bays",
            ),
            (
                "ALTER TABLE depot.loads_a REPLICA IDENTITY NOTHING;",
                "every UPDATE and DELETE of depot.loads_a",
            ),
        ):
            with self.subTest(ddl):
                self.database.sql("UPDATE depot.crates SET note = id")
                said = self.check(ddl, status=1)
                self.assertIn("error[E0615]", said)
                self.assertIn(says, said)
                # nothing has happened yet, and one finding is enough for one thing
                self.assertNotIn("E0616", said)
                self.assertNotIn("fail now", said)

    def test_remedies_for_a_partition(self):
        """What the findings say is what helps."""
        attach = (
            "CREATE TABLE depot.loads_b (d date, id int, v text, PRIMARY KEY (id, d));"
            "ALTER TABLE depot.loads_b REPLICA IDENTITY {};"
            "ALTER TABLE depot.loads ATTACH PARTITION depot.loads_b"
            " FOR VALUES FROM ('2028-01-01') TO ('2028-02-01');"
        )
        setup = "-f", self.folder / "generated/setup.sql"
        said = self.check(attach.format("NOTHING"), status=1)
        self.assertIn("it would have updates published without a replica identity", said)
        self.assertIn("REPLICA IDENTITY DEFAULT", said)
        self.assertNotIn("publish whole rows", said)
        self.assertIn("apply setup.sql, which sets it for every partition unless", said)
        self.database.sql(attach.format("NOTHING"))
        self.assertIn(
            "error[E0616]", self.sluice("check", "--against-db", f"dbname={self.name}", status=1)
        )
        self.database.psql(*setup)
        self.assertEqual(self.check("SELECT 1"), "")
        self.database.sql("DROP TABLE depot.loads_b")
        said = self.check(attach.format("FULL"), status=1)
        self.assertIn("it has whole old rows, which setup.sql takes from nobody", said)
        self.assertNotIn("apply setup.sql", said)
        self.assertIn("in the migration, or before it: write `publish whole rows`", said)
        self.database.sql(attach.format("FULL"))
        with self.assertRaisesRegex(Failed, "depot.loads_b has REPLICA IDENTITY FULL"):
            self.database.psql(*setup)
        self.write_policy(
            ("column d   date     open key\n    column v   text?    open\nend",
             "column d   date     open key\n    column v   text?    open\n    publish whole rows\nend")
        )  # fmt: skip
        self.sluice("generate", "-o", self.folder / "generated")
        self.database.psql(*setup)
        self.assertEqual(self.check("SELECT 1"), "")
        self.database.sql("DELETE FROM depot.loads")

    def test_the_filter_of_another_publication(self):
        self.database.sql(
            "ALTER TABLE depot.crates ALTER note SET DEFAULT 'x', ALTER n SET NOT NULL;"
            "CREATE UNIQUE INDEX crates_n ON depot.crates (id, n);"
            "ALTER TABLE depot.crates REPLICA IDENTITY USING INDEX crates_n;"
            "CREATE PUBLICATION other FOR TABLE depot.crates WHERE (n > 3);"
        )
        said = self.check("ALTER TABLE depot.crates REPLICA IDENTITY DEFAULT", status=1)
        self.assertIn("error[E0615]", said)
        self.assertIn("a publication's list or WHERE has columns that do not fit", said)

    def test_what_stops_releases_without_an_error(self):
        rest = "ONLY depot.bays (id, v), ONLY depot.loads (id, d, v)"
        for ddl, line, says in (
            (
                "SELECT 1;\nALTER TABLE depot.crates ENABLE ROW LEVEL SECURITY;\nSELECT 2;",
                2,
                "row security",
            ),
            (
                f"ALTER PUBLICATION sluice SET TABLE ONLY depot.crates (id, label, n), {rest};",
                1,
                "columns that the policies need",
            ),
            (
                "ALTER PUBLICATION sluice SET TABLE ONLY depot.crates (id, label, n, place)"
                f" WHERE (id > 5), {rest};",
                1,
                "not all of its rows",
            ),
            ("ALTER PUBLICATION sluice SET (publish = 'insert');", 1, "not all of its changes"),
            (
                "CREATE TABLE depot.c2 (LIKE depot.crates INCLUDING ALL);\n"
                "ALTER TABLE depot.crates RENAME TO c_old;\nALTER TABLE depot.c2 RENAME TO crates;",
                2,
                "another table has its name",
            ),
            (
                "ALTER TABLE depot.crates RENAME label TO z;\n"
                "ALTER TABLE depot.crates RENAME place TO label;\n"
                "ALTER TABLE depot.crates RENAME z TO place;",
                2,
                "taken each other's names",
            ),
        ):
            with self.subTest(ddl):
                said = self.check(ddl, status=1)
                found = said[said.index("error[E0617]: releases of depot.crates stop") :]
                self.assertIn(says, found.splitlines()[0])
                self.assertIn(f"migration.sql:{line}:1", found.splitlines()[1])
        # put right again in the same file, a name that goes, another publication, a reader that may
        self.database.sql("CREATE PUBLICATION other FOR TABLE ONLY depot.crates (id)")
        for ddl, status in (
            (
                "ALTER PUBLICATION sluice SET (publish = 'insert');"
                "ALTER PUBLICATION sluice SET (publish = 'insert, update, delete, truncate')",
                0,
            ),
            ("ALTER TABLE depot.crates RENAME TO c_old", 1),
            ("ALTER PUBLICATION other SET (publish = 'insert')", 0),
            (
                "ALTER ROLE sluice_reader BYPASSRLS;"
                "ALTER TABLE depot.crates ENABLE ROW LEVEL SECURITY",
                0,
            ),
        ):
            with self.subTest(ddl):
                self.assertNotIn("E0617", self.check(ddl, status=status))

    def test_row_security_and_the_reader(self):
        self.server.sql("CREATE ROLE oracle")
        self.addCleanup(self.server.sql, "DROP ROLE oracle")
        secured = "ALTER TABLE depot.crates ENABLE ROW LEVEL SECURITY;"
        self.assertIn("E0617", self.check(secured, "--reader", "oracle", status=1))
        for sql in (
            f"ALTER ROLE oracle BYPASSRLS; {secured}",
            f"ALTER ROLE oracle SUPERUSER; {secured}",
            f"ALTER TABLE depot.crates OWNER TO oracle; {secured}",
            # rows are read by the name of the root
            "ALTER TABLE depot.loads_a ENABLE ROW LEVEL SECURITY;",
        ):
            with self.subTest(sql):
                self.assertEqual(self.check(sql, "--reader", "oracle"), "")
        for sql in (
            f"ALTER ROLE sluice_reader BYPASSRLS; {secured}",
            f"ALTER TABLE depot.crates OWNER TO oracle, FORCE ROW LEVEL SECURITY; {secured}",
        ):
            with self.subTest(sql):
                self.assertIn("E0617", self.check(sql, "--reader", "oracle", status=1))

    def test_rights_that_the_reader_loses(self):
        whole = ("column v   text?    open\nend\n\ntable depot.loads",
                 "column v text? open publish whole rows end table depot.loads")  # fmt: skip
        self.write_policy(whole)
        self.sluice("generate", "-o", self.folder / "generated")
        self.database.psql("-f", self.folder / "generated/setup.sql")
        unread = (
            "releases of depot.bays stop (publication sluice): the pusher's reader may not SELECT"
        )
        closed = (
            "releases of depot.bays stop (publication sluice): the pusher's reader has no USAGE"
        )
        reader = "all releases stop: the pusher's reader sluice_reader"
        drop = "DROP OWNED BY sluice_reader;\nDROP ROLE sluice_reader"
        # roles belong to the server, whose other databases may know them
        others = self.server.sql("SELECT datname FROM pg_database WHERE datallowconn").split()
        can_drop = not [
            name for name in others if name.startswith("migrated") and name != self.name
        ]
        for ddl, line, says in (
            ("ALTER TABLE depot.bays DROP v, ADD v text", 1, unread),
            ("ALTER TABLE depot.bays ADD w text; ALTER TABLE depot.bays DROP v;\n"
             "ALTER TABLE depot.bays RENAME w TO v", 2, unread),
            ("SELECT 1;\nREVOKE SELECT (v) ON depot.bays FROM sluice_reader;\nSELECT 2", 2, unread),
            ("REVOKE SELECT (ctid) ON depot.bays FROM sluice_reader", 1, unread),
            ("REVOKE SELECT ON depot.bays FROM sluice_reader", 1, unread),
            ("REVOKE USAGE ON SCHEMA depot FROM sluice_reader", 1, closed),
            ("ALTER ROLE sluice_reader NOLOGIN", 1, f"{reader} may not log in"),
            ("ALTER ROLE sluice_reader RENAME TO other_reader", 1, f"{reader} does not exist"),
            (f"REVOKE CONNECT ON DATABASE {self.name} FROM sluice_reader, PUBLIC", 1,
             f"{reader} may not connect to this database"),
            ("DROP OWNED BY sluice_reader", 1, unread),
            *([(drop, 2, f"{reader} does not exist")] if can_drop else []),
        ):  # fmt: skip
            with self.subTest(ddl):
                said = self.check(ddl, status=1)
                self.assertIn(f"error[E0617]: {says}", said)
                self.assertIn(f"migration.sql:{line}:1", said[said.index(says) :].splitlines()[1])
        # given back, not needed, no release's, or missing before
        self.database.sql("REVOKE SELECT (label) ON depot.crates FROM sluice_reader")
        for ddl in (
            "ALTER TABLE depot.bays DROP v, ADD v text; GRANT SELECT (v) ON depot.bays TO sluice_reader",
            "ALTER TABLE depot.bays DROP v, ADD v text; GRANT SELECT ON depot.bays TO PUBLIC",
            self.migrate("ALTER TABLE depot.bays DROP v, ADD v text", table="depot.bays"),
            "ALTER ROLE sluice_reader NOLOGIN; ALTER ROLE sluice_reader LOGIN",
            "REVOKE SELECT (label) ON depot.crates FROM sluice_reader",
            "ALTER ROLE sluice_reader SUPERUSER; REVOKE SELECT (v) ON depot.bays FROM sluice_reader",
            "REVOKE SELECT (note) ON depot.crates FROM sluice_reader",
        ):
            with self.subTest(ddl):
                self.assertEqual(self.check(ddl), "")
        said = self.check("REVOKE SELECT (n) ON depot.crates FROM sluice_reader", status=1)
        self.assertIn("releases of depot.crates stop", said)
        # who is not there before is not missed
        self.assertEqual(self.check("ALTER ROLE sluice_reader NOLOGIN", "--reader", "nobody"), "")

    def test_publications_of_all_tables_and_of_schemas(self):
        whole = [
            (f"end\n\n{after}", f"publish whole rows end\n\n{after}")
            for after in ("table depot.bays", "table depot.loads", "release depot.crates")
        ]
        self.write_policy(*whole)
        via_root = "WITH (publish_via_partition_root)"
        for publication in ("ALL TABLES", "TABLES IN SCHEMA depot"):
            self.database.sql(f"CREATE PUBLICATION Other FOR {publication} {via_root}")
            for sql, found in (
                ("SELECT 1", ""),
                ("ALTER PUBLICATION other SET (publish = 'insert')", "not all of its changes"),
                ("ALTER TABLE depot.crates ENABLE ROW LEVEL SECURITY", "row security"),
                ("DROP PUBLICATION other", "takes the table depot.crates out"),
                ("ALTER TABLE depot.crates REPLICA IDENTITY NOTHING", "every UPDATE and DELETE"),
            ):
                with self.subTest(publication + sql):
                    said = self.check(sql, "--publication", "other", status=1 if found else 0)
                    self.assertIn(found, said)
            # what happens to a publication of somebody else's
            self.assertEqual(self.check("DROP PUBLICATION other"), "")
            self.database.sql("DROP PUBLICATION other")
        self.database.sql(f"CREATE PUBLICATION other FOR TABLE depot.crates {via_root}")
        said = self.check(
            "ALTER PUBLICATION other SET TABLES IN SCHEMA depot", "--publication", "other", status=1
        )
        self.assertIn("E0617]: releases of depot.crates stop (publication other)", said)
        self.assertIn("no longer by its own name", said)
        self.assertNotIn("E0614", said)

    def test_each_refused_statement_is_told(self):
        said = self.check(
            "ALTER TABLE depot.nowhere ADD x int;\n\n-- more\nSELEC 1;\n"
            "ALTER TABLE depot.bays ADD CHECK (id > 0);\n"
            "INSERT INTO depot.crates VALUES (1, 'secret');\n",
            status=1,
        )
        self.assertIn("(SQLSTATE 42P01): undefined_table", said)
        self.assertIn("migration.sql:4:1", said)
        self.assertIn("(SQLSTATE 23505)", said)
        self.assertNotIn("Key (id)", said)
        self.assertIn("3 errors", said)

    def test_what_lacks_its_end_is_refused(self):
        """As psql, which sends it at the end of the file."""
        ddl = "ALTER TABLE depot.bays ALTER v SET DEFAULT 'a'"
        for sql, line in (
            (f"{ddl};\n/* bla", 2),
            (f"{ddl}\n/* bla; /* */", 1),
            (f"BEGIN;\n{ddl};\nCOMMIT /* bla", 3),
            (f"{ddl};\nSELECT 'abc", 2),
            (f"{ddl};\nSELECT E'abc\\'", 2),
            (f'{ddl};\nSELECT "abc', 2),
            (f"{ddl};\nDO $x$ BEGIN NULL; END $y$", 2),
            (f"{ddl};\nSELECT (1; {ddl}", 2),
            (f"{ddl};\nCREATE FUNCTION depot.f() RETURNS int BEGIN ATOMIC SELECT 1; {ddl};", 2),
        ):
            with self.subTest(sql):
                said = self.check(sql, status=1)
                self.assertIn("error[E0612]", said)
                self.assertIn(f"migration.sql:{line}:1", said)
        for sql in (f"{ddl} /* bla */", f"{ddl}; /* /* */ */", f"{ddl}; -- /* bla", "SELECT '/*'"):
            with self.subTest(sql):
                self.assertEqual(self.check(sql), "")

    def test_values_of_rows_are_not_told(self):
        self.database.sql("UPDATE depot.crates SET note = 'Qx7canary'")
        said = self.check(
            "ALTER TABLE depot.crates ALTER note TYPE int USING note::int;\n"
            "DO $$ BEGIN RAISE '%', (SELECT note FROM depot.crates LIMIT 1); END $$;",
            status=1,
        )
        self.assertEqual(said.count("E0612"), 2)
        self.assertNotIn("Qx7canary", said.replace("USING", ""))

    def test_values_of_rows_in_errors_about_names(self):
        self.database.sql("UPDATE depot.crates SET label = 'Qx7canary', note = 'QX7CA'")
        label = "(SELECT label FROM depot.crates LIMIT 1)"
        statements = (
            f"DO $$ BEGIN EXECUTE format('ALTER TABLE depot.%I ADD x int', {label}); END $$",
            f"DO $$ BEGIN EXECUTE 'GRANT ' || {label} || ' TO x'; END $$",
            f"DO $$ BEGIN RAISE '%', {label} USING ERRCODE = 'undefined_table'; END $$",
            "DO $$ BEGIN RAISE 'x' USING ERRCODE = (SELECT note FROM depot.crates LIMIT 1); END $$",
            f"DO $$ BEGIN RAISE '%', {label} USING ERRCODE = '55000'; END $$",
            f"SELECT {label}::regclass",
            f"SELECT {label}::text::regoperator",
            f"SELECT current_setting({label})",
            "ALTER TABLE depot.crates ADD CHECK (label::regclass IS NOT NULL)",
        )
        said = self.check(";\n".join(statements), status=1)
        told = "".join(line for line in said.splitlines(True) if " | " not in line)
        self.assertEqual(told.count("E0612"), len(statements), said)
        self.assertNotIn("qx7ca", told.lower())
        self.assertIn("(SQLSTATE 42704): undefined_object", told)
        self.assertIn("(SQLSTATE not shown): a function", told)
        self.assertNotIn("(SQLSTATE 42P01): undefined_table:", told)
        # a value that is a word of the statement, or a part of one
        for value in ("depot", "crates", "abel"):
            self.database.sql(f"UPDATE depot.crates SET label = '{value}'")
            said = self.check(
                f"SELECT {label}::regclass;"
                " ALTER TABLE depot.crates ADD CHECK (label::regclass IS NOT NULL);"
                f" SELECT nextval({label})",
                status=1,
            )
            self.assertNotIn(f'"{value}"', said)
            self.assertEqual(said.count(": undefined_table"), 3, said)
        # a value as a code that PostgreSQL has, too
        self.database.sql("UPDATE depot.crates SET note = '42P01'")
        said = self.check(
            "DO $$ BEGIN RAISE 'x' USING ERRCODE = (SELECT note FROM depot.crates LIMIT 1); END $$",
            status=1,
        )
        self.assertNotIn("42P01", said)

    def test_messages_that_hold_no_value_are_told(self):
        said = self.check(
            "ALTER TABLE depot.crates DROP Nothing; SELECT nowhere FROM depot.crates;"
            " DROP TABLE depot.nowhere; CREATE TABLE depot.x (a nowhere);"
            " CREATE VIEW depot.bay AS SELECT v FROM depot.bays; DROP TABLE depot.bays",
            status=1,
        )
        for message in (
            'column "nothing" of relation "crates" does not exist',
            'column "nowhere" does not exist',
            'table "nowhere" does not exist',
            'type "nowhere" does not exist',
            "cannot drop table depot.bays because other objects depend on it",
        ):
            self.assertIn(message, said)

    # ---- what is not tried ----

    def test_what_runs_outside_of_transactions_alone(self):
        said = self.check(
            "VACUUM depot.crates;\nALTER SYSTEM SET work_mem = '8MB';\nCREATE DATABASE elsewhere;\n"
            "CREATE PROCEDURE depot.p() LANGUAGE plpgsql AS 'BEGIN COMMIT; END';\nCALL depot.p();\n"
            "DO $$ BEGIN COMMIT; END $$;\n"
            "CREATE TYPE depot.t AS ENUM ('a'); ALTER TYPE depot.t ADD VALUE 'b';\n"
        )
        self.assertEqual(said.count("warning[W0604]"), 5, said)

    def test_concurrently_is_tried_without_it(self):
        self.assertEqual(
            self.check(
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS crates_n ON depot.crates (n);\n"
                "ALTER TABLE depot.crates ADD CONSTRAINT n_key UNIQUE USING INDEX crates_n;\n"
                "CREATE INDEX concurrently bays_v ON depot.bays (v); ALTER INDEX depot.bays_v RENAME TO x;\n"
                "DROP INDEX CONCURRENTLY depot.x; REINDEX TABLE CONCURRENTLY depot.crates;\n"
                "ALTER TABLE depot.loads DETACH PARTITION depot.loads_a CONCURRENTLY;"
            ),
            "",
        )
        said = self.check("CREATE UNIQUE INDEX CONCURRENTLY ON depot.crates (place);", status=1)
        self.assertIn("E0612]: PostgreSQL refuses this statement (SQLSTATE 23505)", said)
        said = self.check("BEGIN; CREATE INDEX CONCURRENTLY ON depot.crates (n); COMMIT", status=1)
        self.assertIn("E0612]: PostgreSQL refuses this statement (SQLSTATE 25001)", said)
        said = self.check("BEGIN; DO $$ BEGIN COMMIT; END $$; COMMIT", status=1)
        self.assertIn("E0612]: PostgreSQL refuses this statement (SQLSTATE 2D000)", said)

    def test_what_relies_on_a_statement_that_was_not_tried(self):
        said = self.check(
            "CREATE PROCEDURE depot.p() LANGUAGE plpgsql AS $$ BEGIN COMMIT;"
            " CREATE TYPE depot.later AS ENUM ('a'); UPDATE depot.crates SET note = 'x'; END $$;\n"
            "CALL depot.p();\n"
            "COMMENT ON TYPE depot.later IS 'x';\n"
            "ALTER TABLE depot.crates ALTER note SET NOT NULL;\n"
            "SELEC 1;",
            status=1,
        )
        self.assertEqual(said.count("warning[W0604]"), 3, said)
        self.assertIn("refuses it (SQLSTATE 42704) where a statement before it was not tried", said)
        self.assertIn("refuses it (SQLSTATE 23502)", said)
        self.assertIn("1 error, 3 warnings", said)
        # nothing can need what VACUUM does
        said = self.check("VACUUM depot.crates; COMMENT ON TYPE depot.later IS 'x';", status=1)
        self.assertIn("1 error, 1 warning", said)

    def test_a_new_label_is_used(self):
        self.database.sql("CREATE TYPE depot.t AS ENUM ('a'); ALTER TABLE depot.bays ADD t depot.t")
        said = self.check(
            "ALTER TYPE depot.t ADD VALUE 'b';\nALTER TABLE depot.bays ALTER t SET DEFAULT 'b';",
            status=1,
        )
        self.assertIn("migration.sql:2:1", said[said.index("W0604") :].splitlines()[1])
        self.assertNotIn("E0612", said)

    # ---- the file's own transactions ----

    def test_what_is_deferred_is_judged_at_each_commit(self):
        self.database.sql(
            "ALTER TABLE depot.bays ADD crate int REFERENCES depot.crates"
            " DEFERRABLE INITIALLY DEFERRED, ADD more int UNIQUE DEFERRABLE INITIALLY IMMEDIATE"
        )
        column = (
            'column crate integer? open column more integer? open withhold crate because "Test"'
        )
        column += ' withhold more because "Test" end table depot.loads'
        self.write_policy(("end\n\ntable depot.loads", column))
        insert = "INSERT INTO depot.bays VALUES (1, 'x', {}, 1);"
        alter = "ALTER TABLE depot.bays ADD CHECK (id > 0);"
        good, bad = insert.format(1), insert.format(99)
        update = "UPDATE depot.bays SET more = more + 1;"
        self.database.sql("INSERT INTO depot.bays VALUES (7, 'y', 1, 2), (8, 'y', 1, 3)")
        for sql in (
            f"{good} {alter} DELETE FROM depot.bays; {alter}",
            f"BEGIN; {good} COMMIT; BEGIN; {alter} COMMIT;",
            f"BEGIN; {bad} UPDATE depot.bays SET crate = 2; COMMIT; {alter}",
            f"BEGIN; {bad} ROLLBACK; {alter}",
            f"BEGIN; {bad} ROLLBACK AND CHAIN; {good} COMMIT AND CHAIN; {alter} COMMIT; COMMIT;",
            f"BEGIN; {good} SET CONSTRAINTS ALL IMMEDIATE; {alter} COMMIT;",
            f"BEGIN; {good} COMMIT; {update} BEGIN; DELETE FROM depot.crates; {update} ROLLBACK; {alter}",
        ):
            with self.subTest(sql):
                self.assertEqual(self.check(sql), "")
        for sql, code, line in (
            (f"BEGIN;\n{bad}\nCOMMIT;\n{alter}", "23503", 3),
            (f"SELECT 1;\n{bad}\n{alter}", "23503", 2),
            (f"BEGIN;\n{bad}\nSET CONSTRAINTS ALL IMMEDIATE;\nROLLBACK;", "23503", 3),
            (f"BEGIN;\n{good}\n{alter}\nCOMMIT;", "55006", 3),
            (
                f"BEGIN; {good} COMMIT;\nBEGIN;\nINSERT INTO depot.bays VALUES (2, 'x', 1, 1);",
                "23505",
                3,
            ),
        ):
            with self.subTest(sql):
                said = self.check(sql, status=1)
                self.assertEqual(said.count("E0612"), 1, said)
                self.assertIn(f"(SQLSTATE {code})", said)
                self.assertIn(
                    f"migration.sql:{line}:1", said[said.index("E0612") :].splitlines()[1]
                )

    def test_what_is_rolled_back_is_not_judged(self):
        ddl = (
            "ALTER TABLE depot.bays DROP v CASCADE; ALTER TABLE depot.crates ENABLE ROW LEVEL SECURITY;"
            "ALTER TABLE depot.crates REPLICA IDENTITY FULL; ALTER TABLE depot.loads ADD more int;"
        )
        for sql in (
            f"BEGIN; {ddl} ROLLBACK;",
            f"BEGIN; {ddl} ABORT AND CHAIN; SELECT 1; COMMIT;",
            f'START TRANSACTION; SAVEPOINT "a;"; {ddl} ROLLBACK TO "a;"; COMMIT;',
            f"BEGIN; SAVEPOINT a; SAVEPOINT b; {ddl} RELEASE b; ROLLBACK TO SAVEPOINT A; RELEASE a; END;",
            f"BEGIN; SAVEPOINT a; SELECT 1; SAVEPOINT a; {ddl} ROLLBACK WORK TO a; COMMIT;",
            f"BEGIN; SAVEPOINT sluice_transaction; SAVEPOINT sluice_statement; {ddl} ROLLBACK;",
        ):
            with self.subTest(sql):
                self.assertEqual(self.check(sql), "")
        # what was taken out of the publication for a statement is in it again
        said = self.check(
            "BEGIN; ALTER TABLE depot.crates ALTER label TYPE text; ROLLBACK;\n"
            "ALTER TABLE depot.crates ALTER label TYPE varchar(90);",
            status=1,
        )
        self.assertIn("2 errors", said)
        self.assertEqual(said.count("E0613"), 2)
        for sql in (f"BEGIN; {ddl} COMMIT; ROLLBACK;", f"BEGIN; {ddl} COMMIT AND CHAIN; ROLLBACK;"):
            with self.subTest(sql):
                said = self.check(sql, status=1)
                for code in ("E0614", "E0617", "E0615", "E0603"):
                    self.assertIn(code, said)

    def test_words_about_transactions(self):
        self.assertEqual(
            self.check(
                "BEGIN; ALTER TABLE depot.bays ADD CHECK (id > 0); BEGIN; COMMIT; COMMIT; ROLLBACK;\n"
                "START TRANSACTION; ALTER TABLE depot.bays ADD CHECK (id > 1); END;\nABORT;\n"
                "SET CONSTRAINTS ALL IMMEDIATE;\n"
            ),
            "",
        )
        said = self.check(
            "SAVEPOINT a;\nROLLBACK TO a;\nRELEASE a;\nBEGIN;\nSET TRANSACTION READ ONLY;\n"
            "PREPARE TRANSACTION 'x';\nCOMMIT PREPARED 'x';\nBEGIN;\nSELECT 1;\n"
        )
        self.assertEqual(said.count("warning[W0604]"), 7, said)
        self.assertIn("no COMMIT ends this transaction", said)
        self.assertIn("migration.sql:8:1", said)
        said = self.check("BEGIN; SAVEPOINT a; RELEASE a; ROLLBACK TO a; COMMIT;", status=1)
        self.assertIn("(SQLSTATE 3B001): invalid_savepoint_specification", said)

    def test_nothing_can_commit(self):
        """`check` compares the database before and after each."""
        ddl = "ALTER TABLE depot.bays DROP v CASCADE"
        for sql in (
            f"{ddl}; COMMIT; {ddl};",
            f"{ddl};\n/* /* nested */ ' */ COMMIT;",
            f"{ddl};\n-- '\nCOMMIT--\n;",
            f"{ddl}; commit and chain; {ddl}; end work; {ddl}; COMMIT WORK",
            f"{ddl}; SELECT 1 COMMIT; COMMIT",
            f"DO $x$ BEGIN {ddl}; COMMIT; END $x$;",
            f"DO $x$ BEGIN {ddl}; EXECUTE 'COM'||'MIT'; END $x$;",
            f"{ddl}; SELECT 'a\\'; COMMIT; SELECT '1';",
            f"{ddl}; SELECT E'\\''; COMMIT; --'",
            f"{ddl}; SET standard_conforming_strings = off; SELECT 'a\\'; COMMIT; SELECT '1';",
            f"{ddl}; SELECT $a$; $b$ ; COMMIT; $a$; COMMIT;",
            f'{ddl}; SELECT 1 AS "; COMMIT; "; COMMIT;',
            f"\ufeffBEGIN; {ddl}; COMMIT;",
            f"{ddl};\x0bCOMMIT\x0b;\x0c COMMIT",
            f"{ddl}; ROLLBACK; {ddl}; COMMIT;",
            f"{ddl}; PREPARE TRANSACTION 'held';",
            f"{ddl}; DROP TABLE pg_temp.sluice_never_committed; COMMIT;",
            f"{ddl}; DELETE FROM pg_temp.sluice_never_committed;"
            " PREPARE q AS SELECT 1; EXECUTE q; COMMIT;",
            f"{ddl}; CREATE FUNCTION depot.f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN"
            " true THEN 1 END; END; COMMIT;",
            f"{ddl}; CREATE RULE r AS ON UPDATE TO depot.loads DO ALSO (SELECT 1; SELECT 2); COMMIT;",
        ):
            with self.subTest(sql):
                file = self.folder / "migration.sql"
                file.write_text(sql, encoding="utf-8")
                before = self.database.psql(text=STATE)
                subprocess.run(
                    [BUILD / "sluice", "check", self.folder / "yard.policy", "--against-db",
                     f"dbname={self.name}", "--migration", file],
                    env=os.environ | self.database.environment,
                    capture_output=True, check=False, timeout=100,
                )  # fmt: skip
                self.assertEqual(self.database.psql(text=STATE), before)
                self.assertEqual(
                    self.database.sql("SELECT count(*) FROM pg_prepared_xacts").strip(), "0"
                )

    def test_files_that_are_no_sql_alone(self):
        self.assertEqual(
            self.check("\\set ON_ERROR_STOP on\n\\timing\n\\echo DROP TABLE x;\nSELECT 1;\n"), ""
        )
        for sql, says in (
            ("SELECT 1;\nSELECT 2 \\gexec\n", "migration.sql:2: this is a command of psql"),
            (
                "SELECT 1;\n\\set x 1\nDROP TABLE depot.bays;",
                "migration.sql:2: this is a command of psql",
            ),
            ("COPY depot.bays FROM STDIN;\n1\tx\n\\.\n", "COPY has its data behind it"),
        ):
            with self.subTest(sql):
                self.assertIn(says, self.check(sql, status=2))
        for seconds in ("2", "x", "3x", "-5", "99999999999999999999"):
            self.assertIn(
                "give a number from 3", self.check("SELECT 1", "--seconds", seconds, status=2)
            )
        self.assertIn("add --against-db", self.sluice("check", "--migration", "x", status=2))
        self.assertIn("cannot", self.sluice(
            "check", "--against-db", f"dbname={self.name}", "--migration", self.folder / "none",
            status=2,
        ))  # fmt: skip

    def test_data_of_copy_go_nowhere(self):
        said = self.check("COPY depot.crates TO STDOUT;")
        self.assertNotIn("l1", said)

    # ---- the platform is not held up ----

    def test_a_lock_that_another_holds(self):
        holder = subprocess.Popen(
            [self.database.psql_program, "-XAtq", "-c",
             "BEGIN; LOCK TABLE depot.bays; SELECT pg_sleep(60)"],
            env=os.environ | self.database.environment,
        )  # fmt: skip
        self.addCleanup(holder.wait)
        self.addCleanup(holder.kill)
        time.sleep(0.5)
        started = time.monotonic()
        said = self.check(
            "SET lock_timeout = 0; SET statement_timeout = 0; ALTER TABLE depot.bays ADD CHECK (true);",
            status=1,
        )
        self.assertLess(time.monotonic() - started, 20)
        self.assertIn("SQLSTATE 55P03", said)

    def test_a_statement_that_takes_long(self):
        said = self.check("SELECT pg_sleep(300);", "--seconds", "3", status=1)
        self.assertIn("SQLSTATE 57014", said)
        self.assertIn("the trial had 3 seconds", said)
        # what comes behind it has no time, but what it would leave is still asked
        said = self.check(
            "ALTER TABLE depot.crates ENABLE ROW LEVEL SECURITY;"
            "SELECT pg_sleep(300); SELECT pg_sleep(0.1); SELECT pg_sleep(0.1);",
            "--seconds", "3", status=1,
        )  # fmt: skip
        self.assertEqual(said.count("SQLSTATE 57014"), 3, said)
        self.assertIn("E0617", said)

    def test_a_statement_that_catches_its_cancellation(self):
        """Closing the connection would not end it."""
        loop = (
            "LOCK TABLE depot.bays; LOOP BEGIN PERFORM pg_sleep(5);"
            " EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP;"
        )
        role = "hermit"
        self.server.sql(f"CREATE ROLE {role} LOGIN")
        self.database.sql(
            f"ALTER TABLE depot.bays OWNER TO {role}; GRANT USAGE ON SCHEMA depot TO {role};"
            "CREATE FUNCTION depot.stays() RETURNS int LANGUAGE plpgsql AS"
            f" $$ BEGIN {loop} END $$"
        )
        for sql in (
            f"SELECT 1;\nDO $$ BEGIN {loop} END $$;",
            "SELECT 1;\nCOPY (SELECT depot.stays()) TO STDOUT;",
        ):
            with self.subTest(sql):
                started = time.monotonic()
                said = self.check(
                    sql, "--seconds", "3", status=2, conninfo=f"dbname={self.name} user={role}"
                )
                self.assertLess(time.monotonic() - started, 20)
                self.assertIn("migration.sql:2: a statement went on after it was cancelled", said)
                self.assertIn("server process was ended", said)
                backends = self.server.sql(
                    f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{role}'"
                )
                self.assertEqual(backends.strip(), "0")
                self.database.sql("SET lock_timeout = 100; LOCK TABLE depot.bays")

    def test_a_server_process_that_cannot_be_ended(self):
        """There is no second connection to end it with."""
        role = "loner"
        self.server.sql(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1")
        said = self.check(
            "SELECT 1;\nDO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(5);"
            " EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;",
            "--seconds", "3", status=2, conninfo=f"dbname={self.name} user={role}",
        )  # fmt: skip
        process = self.server.sql(
            f"SELECT pid FROM pg_stat_activity WHERE usename = '{role}'"
        ).strip()
        self.server.sql(f"SELECT pg_terminate_backend({process}, 5000)")
        self.assertIn(f"its server process {process} could not be ended", said)
        self.assertIn("it may still hold locks", said)
        self.assertIn(f"end it as a superuser: SELECT pg_terminate_backend({process})", said)

    def test_a_statement_that_catches_one_cancellation(self):
        said = self.check(
            "DO $$ BEGIN BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END;"
            " PERFORM pg_sleep(60); END $$;",
            "--seconds",
            "3",
            status=1,
        )
        self.assertIn("SQLSTATE 57014", said)

    def test_a_role_that_does_not_own_the_publication(self):
        role = "platform"
        self.server.sql(f"CREATE ROLE {role} LOGIN")
        self.database.sql(
            f"ALTER TABLE depot.crates OWNER TO {role}; ALTER TABLE depot.loads OWNER TO {role};"
            f"GRANT USAGE ON SCHEMA depot TO {role}; CREATE VIEW depot.seen AS SELECT n FROM depot.crates;"
            "ALTER DATABASE " + self.name + " SET search_path = depot;"
        )
        conninfo = f"dbname={self.name} user={role}"
        for ddl in (
            "ALTER TABLE depot.crates ALTER label TYPE text;",
            "ALTER TABLE depot.crates DROP place;\nSELECT place FROM depot.crates;",
            "DO $$ BEGIN ALTER TABLE depot.crates ALTER label TYPE text; END $$;",
        ):
            with self.subTest(ddl):
                said = self.check(ddl, status=1, conninfo=conninfo)
                self.assertEqual(said.count("error["), 1, said)
                self.assertIn(
                    "error[E0613]: PostgreSQL refuses this while the publication sluice", said
                )
                self.assertIn("sluice migrate PATH depot.crates", said)
                self.assertIn("this role does not own the publication sluice", said)
        # whatever else stands against it is told, too
        said = self.check("ALTER TABLE depot.crates DROP n;", status=1, conninfo=conninfo)
        self.assertIn("error[E0612]: PostgreSQL refuses this statement (SQLSTATE 2BP01)", said)
        self.assertIn("error[E0613]", said)
        said = self.check(
            self.migrate("ALTER TABLE depot.crates ALTER label TYPE text"),
            status=1,
            conninfo=conninfo,
        )
        self.assertIn("(SQLSTATE 42501)", said)
        self.assertIn("a publication by its own owner, who must own a table to add it", said)
        # in three parts, as the transaction's head says
        self.database.sql(
            "DROP VIEW depot.seen; ALTER PUBLICATION sluice DROP TABLE ONLY depot.crates"
        )
        self.database.sql(f"SET ROLE {role}; ALTER TABLE depot.crates ALTER label TYPE text")
        self.database.psql("-f", self.folder / "generated/setup.sql")
        self.assertEqual(self.check("SELECT 1"), "")
        # as a member of the owners' roles all of it
        owner = self.server.sql("SELECT current_user").strip()
        self.server.sql(f"CREATE ROLE of_both LOGIN; GRANT {role}, {owner} TO of_both")
        ddl = self.migrate("ALTER TABLE depot.crates ALTER label TYPE varchar(50)")
        self.assertEqual(self.check(ddl, conninfo=f"dbname={self.name} user=of_both"), "")

    def test_a_role_with_few_rights(self):
        self.server.sql("CREATE ROLE visitor LOGIN; GRANT USAGE ON SCHEMA public TO visitor")
        said = self.check(
            "ALTER TABLE depot.bays ADD CHECK (true);", status=1,
            conninfo=f"dbname={self.name} user=visitor",
        )  # fmt: skip
        self.assertIn("SQLSTATE 42501", said)
        self.database.sql(f"REVOKE TEMPORARY ON DATABASE {self.name} FROM PUBLIC")
        said = self.check("SELECT 1;", status=2, conninfo=f"dbname={self.name} user=visitor")
        self.assertIn("TEMPORARY", said)


if __name__ == "__main__":
    unittest.main()
