"""What setup.sql does to the platform's own statements: nothing. It never takes a column out of a replica
identity, and where PostgreSQL would refuse the platform's UPDATE or DELETE afterwards, it says so and
changes nothing at all."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from harness import BUILD, Database, Failed

POLICY = """policy language 1
levels
    open "Anybody"
    shut "Nobody"
end
role steward "Steward"
category things owned by steward "Things"
end
destination yard
    clearance open
    accepts things
    purpose "Test"
    owned by steward
end
table depot.crates {identity}
    column id integer open key
    column part integer open{part_key}
    column label text? open
    column note text? open
{more}
end
release depot.crates to yard.crates version 1
    owner steward
    purpose "Test"
{row_key}
    keep label
    {part} part
    withhold note because "Test"
{filter}
    deleted rows send key
    updates send changes
end
"""

TABLE = """CREATE SCHEMA depot;
CREATE TABLE depot.crates (id int PRIMARY KEY, part int NOT NULL, label text, note text);
INSERT INTO depot.crates VALUES (1, 1, 'a', 'x'), (2, 1, 'b', 'x'), (3, 2, 'c', 'y');
"""

PARTITIONS = """CREATE SCHEMA depot;
CREATE TABLE depot.crates (id int, part int, label text, note text, PRIMARY KEY (id, part))
    PARTITION BY LIST (part);
CREATE TABLE depot.crates_1 PARTITION OF depot.crates FOR VALUES IN (1);
CREATE TABLE depot.crates_2 PARTITION OF depot.crates FOR VALUES IN (2);
INSERT INTO depot.crates VALUES (1, 1, 'a', 'x'), (2, 1, 'b', 'x'), (3, 2, 'c', 'y');
"""

WHOLE = "publish whole rows"
BOTH_IN_THE_KEY = {
    "part_key": " key",
    "row_key": "row key id = id\nrow key part = part",
    "part": "",
}

# All that setup.sql may change, by what it says.
CONTENTS = """
SELECT oid::regclass::text, relreplident::text FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'depot'::regnamespace
UNION ALL SELECT 'identity', indexrelid::regclass::text FROM pg_index WHERE indisreplident
UNION ALL SELECT 'publication', row_to_json(p)::text FROM pg_publication p
UNION ALL SELECT 'published', concat_ws(' ', r.prpubid, r.prrelid::regclass, r.prattrs)
    FROM pg_publication_rel r
UNION ALL SELECT 'role', rolname FROM pg_roles WHERE rolname ~ 'sluice'
UNION ALL SELECT 'right', concat_ws(' ', attname, attacl) FROM pg_attribute
    WHERE attrelid = 'depot.crates'::regclass AND attacl IS NOT NULL
ORDER BY 1, 2
"""

VERSIONS = """SELECT 'p', xmin, oid FROM pg_publication
UNION ALL SELECT 'r', xmin, oid FROM pg_publication_rel
UNION ALL SELECT 'c', xmin, oid FROM pg_class WHERE relnamespace = 'depot'::regnamespace
UNION ALL SELECT 'i', i.xmin, indexrelid FROM pg_index i JOIN pg_class c ON c.oid = indrelid
    WHERE relnamespace = 'depot'::regnamespace ORDER BY 1, 3"""


def policy(identity="", more="", **fields):
    wanted = {"part_key": "", "row_key": "row key id = id", "part": "keep", "filter": ""} | fields
    text = POLICY.format(identity=identity, more=more, **wanted)
    return text.replace("     part\n", "") if wanted["part"] == "" else text


class SetupPlatform(unittest.TestCase):
    """Each test has a database of its own, and takes the roles, which belong to all of them, away again."""

    @classmethod
    def setUpClass(cls):
        cls.server = Database()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.database = self.server.add_database("depots")
        self.addCleanup(
            self.server.psql,
            "-c", "DROP DATABASE depots WITH (FORCE)",
            "-c", "DROP ROLE IF EXISTS sluice_reader, sluice_replicator, tables_owner",
        )  # fmt: skip
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder.chmod(0o755)

    # ---- what is done ----

    def setup(self, *words, **fields):
        """Generates and runs setup.sql; what psql says when it fails, and nothing otherwise."""
        (self.folder / "yard.policy").write_text(policy(*words, **fields), encoding="utf-8")
        made = subprocess.run(
            [BUILD / "sluice", "generate", self.folder / "yard.policy", "-o", self.folder / "made"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(made.returncode, 0, made.stdout + made.stderr)
        run = self.run_setup()
        return run.stderr if run.returncode != 0 else ""

    def run_setup(self, **environment):
        return subprocess.run(
            [self.database.psql_program, "-Xq", "-f", self.folder / "made/setup.sql"],
            env=os.environ | self.database.environment | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def identity(self, table="depot.crates"):
        return self.database.sql(
            f"SELECT relreplident FROM pg_class WHERE oid = '{table}'::regclass"
        ).strip()

    def version(self):
        return int(self.database.sql("SHOW server_version_num")) // 10000

    # ---- what is to be seen ----

    def assert_platform_works(self):
        self.database.psql(
            text="""UPDATE depot.crates SET label = 'later', note = 'z' WHERE id = 1;
            UPDATE depot.crates SET label = 'later' WHERE part = 2;
            DELETE FROM depot.crates WHERE id = 2"""
        )

    def assert_refused(self, *words, says, **fields):
        """Nothing is changed, and the message has these words."""
        before = self.database.sql(CONTENTS)
        told = self.setup(*words, **fields)
        for word in says:
            self.assertIn(word, told)
        self.assertIn("Nothing was changed", told)
        self.assertEqual(self.database.sql(CONTENTS), before)

    def assert_done(self, *words, **fields):
        """And once more, which changes nothing."""
        self.assertEqual(self.setup(*words, **fields), "")
        before = self.database.sql(VERSIONS)
        self.assertEqual(self.setup(*words, **fields), "")
        self.assertEqual(self.database.sql(VERSIONS), before)
        self.assert_platform_works()

    # ---- REPLICA IDENTITY FULL ----

    def test_full_for_another_publication(self):
        self.database.psql(
            text=TABLE + "ALTER TABLE depot.crates REPLICA IDENTITY FULL;"
            "CREATE PUBLICATION other FOR TABLE depot.crates WHERE (label = 'a')"
        )
        self.assert_refused(
            says=[
                "depot.crates has REPLICA IDENTITY FULL",
                "publish whole rows",
                "ALTER TABLE ONLY depot.crates REPLICA IDENTITY DEFAULT;",
            ]
        )
        self.assert_platform_works()
        self.assert_done(more=WHOLE)
        self.assertEqual(self.identity(), "f")

    def test_full_and_an_index_in_the_policy(self):
        self.database.psql(
            text=TABLE
            + """CREATE UNIQUE INDEX crates_id ON depot.crates (id, part);
            ALTER TABLE depot.crates REPLICA IDENTITY FULL"""
        )
        index = "replica identity index crates_id"
        self.assert_refused(index, says=["REPLICA IDENTITY USING INDEX crates_id;"])
        self.assert_done(index, WHOLE)
        self.assertEqual(self.identity(), "f")

    def test_full_and_in_the_policy(self):
        self.database.psql(text=TABLE + "ALTER TABLE depot.crates REPLICA IDENTITY FULL")
        self.assert_done("replica identity full")

    def test_full_in_the_policy_alone(self):
        self.database.psql(text=TABLE)
        self.assert_done("replica identity full")
        self.assertEqual(self.identity(), "f")
        self.assert_refused(says=["has REPLICA IDENTITY FULL"])

    def test_full_would_break_another_list(self):
        self.database.psql(
            text=TABLE + "CREATE PUBLICATION other FOR TABLE depot.crates (id, label)"
        )
        self.assert_refused(
            "replica identity full",
            says=["would refuse the platform's UPDATE and DELETE of depot.crates", "other"],
        )
        self.assertEqual(self.identity(), "d")
        self.assert_platform_works()
        self.assert_done()

    # ---- other identities ----

    def test_an_index_would_break_another_list(self):
        self.database.psql(
            text=TABLE
            + """CREATE UNIQUE INDEX crates_id ON depot.crates (id, part);
            CREATE PUBLICATION other FOR TABLE depot.crates (id, label)"""
        )
        self.assert_refused(
            "replica identity index crates_id",
            says=["would refuse the platform's UPDATE and DELETE of depot.crates", "other"],
        )
        self.assert_platform_works()

    def test_an_index_that_lacks_the_primary_key(self):
        self.database.psql(
            text=TABLE
            + """ALTER TABLE depot.crates ADD UNIQUE (part, label);
            ALTER TABLE depot.crates ALTER label SET NOT NULL;
            CREATE PUBLICATION other FOR TABLE depot.crates WHERE (id < 10)"""
        )
        self.assert_refused(
            "replica identity index crates_part_label_key",
            says=["the index crates_part_label_key", "does not fit its row key: id"],
        )
        self.assert_platform_works()

    def test_an_index_with_more(self):
        self.database.psql(
            text=TABLE
            + """CREATE UNIQUE INDEX crates_id ON depot.crates (id, part);
            ALTER TABLE depot.crates REPLICA IDENTITY USING INDEX crates_id;
            CREATE PUBLICATION other FOR TABLE depot.crates WHERE (part = 1)"""
        )
        statement = "ALTER TABLE ONLY depot.crates REPLICA IDENTITY DEFAULT"
        self.assert_refused(says=["lacks: part", f"{statement};"])
        self.assert_platform_works()
        self.assert_done("replica identity index crates_id")
        self.assertEqual(self.identity(), "i")
        self.database.psql(text=f"DROP PUBLICATION other; {statement}")
        self.assert_done()

    def test_an_index_over_the_same_columns(self):
        self.database.psql(
            text=TABLE
            + """CREATE UNIQUE INDEX crates_id ON depot.crates (id);
            ALTER TABLE depot.crates REPLICA IDENTITY USING INDEX crates_id"""
        )
        self.assert_done()
        self.assertEqual(self.identity(), "d")

    def test_nothing(self):
        for more in ("", WHOLE):
            with self.subTest(more):
                self.database.psql(
                    text="DROP SCHEMA IF EXISTS depot CASCADE;"
                    + TABLE
                    + "ALTER TABLE depot.crates REPLICA IDENTITY NOTHING"
                )
                self.assert_done(more=more)
                self.assertEqual(self.identity(), "d")

    def test_no_primary_key(self):
        self.database.psql(text=TABLE + "ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey")
        self.assertIn("depot.crates has no primary key", self.setup(more=WHOLE))

    def test_a_deferrable_primary_key(self):
        self.database.psql(
            text=TABLE
            + """ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey;
            ALTER TABLE depot.crates ADD PRIMARY KEY (id) DEFERRABLE"""
        )
        self.assert_refused(says=["does not have a replica identity and publishes updates"])
        self.assert_platform_works()

    def test_a_primary_key_that_the_policy_does_not_list(self):
        self.database.psql(
            text=TABLE
            + """ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey;
            ALTER TABLE depot.crates ADD PRIMARY KEY (id, note)"""
        )
        for more in ("", WHOLE):
            self.assert_refused(more=more, says=["crates_pkey", "does not fit its row key: id"])
        self.assert_platform_works()
        self.database.sql("CREATE UNIQUE INDEX crates_id ON depot.crates (id)")
        self.assert_refused(says=["crates_pkey", "does not fit its row key: id"])

    def test_a_role_that_may_not_ask(self):
        """An owner may have taken its own right to UPDATE away."""
        self.database.psql(text=TABLE)
        self.setup()
        self.database.psql(
            text="""CREATE ROLE keeper LOGIN; ALTER DATABASE depots OWNER TO keeper;
            ALTER SCHEMA depot OWNER TO keeper; ALTER TABLE depot.crates OWNER TO keeper;
            ALTER PUBLICATION sluice OWNER TO keeper"""
        )
        self.addCleanup(self.server.sql, "DROP ROLE keeper")
        self.addCleanup(self.database.sql, "REASSIGN OWNED BY keeper TO postgres")
        run = self.run_setup(PGUSER="keeper")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.database.sql("REVOKE UPDATE ON depot.crates FROM keeper")
        run = self.run_setup(PGUSER="keeper")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("this role may not change rows of depot.crates", run.stderr)
        asks = run.stderr[run.stderr.index("EXPLAIN UPDATE") : run.stderr.index("Where PostgreSQL")]
        self.database.sql(asks)

    # ---- partitions and children ----

    def test_a_partition_with_full(self):
        self.database.psql(text=PARTITIONS + "ALTER TABLE depot.crates_2 REPLICA IDENTITY FULL")
        self.assert_refused(
            says=["table depot.crates_2 has", "ONLY depot.crates_2 REPLICA IDENTITY DEFAULT"],
            **BOTH_IN_THE_KEY,
        )
        self.assert_platform_works()
        self.assert_done(more=WHOLE, **BOTH_IN_THE_KEY)
        self.assertEqual(self.identity("depot.crates_2"), "f")

    def test_a_root_with_full(self):
        """PostgreSQL tells by the root's which columns of an old row it sends."""
        self.database.psql(text=PARTITIONS + "ALTER TABLE ONLY depot.crates REPLICA IDENTITY FULL")
        self.assert_refused(says=["table depot.crates has"], **BOTH_IN_THE_KEY)
        self.assert_done(more=WHOLE, **BOTH_IN_THE_KEY)
        self.assertEqual(self.identity("depot.crates_2"), "f")

    def test_a_partition_with_nothing(self):
        self.database.psql(text=PARTITIONS + "ALTER TABLE depot.crates_2 REPLICA IDENTITY NOTHING")
        self.assert_done(**BOTH_IN_THE_KEY)
        self.assertEqual(self.identity("depot.crates_2"), "d")

    def test_a_partition_with_another_index(self):
        self.database.psql(
            text=PARTITIONS
            + """ALTER TABLE depot.crates_2 ALTER label SET NOT NULL;
            CREATE UNIQUE INDEX two ON depot.crates_2 (id, label);
            ALTER TABLE depot.crates_2 REPLICA IDENTITY USING INDEX two"""
        )
        self.assert_refused(says=["table depot.crates_2 has", "label"], **BOTH_IN_THE_KEY)
        self.assert_platform_works()

    def test_a_partition_in_another_publication(self):
        self.database.psql(
            text=PARTITIONS + "CREATE PUBLICATION other FOR TABLE depot.crates_2 (id, part)"
        )
        self.assert_refused(
            "replica identity full", says=["depot.crates_2", "other"], **BOTH_IN_THE_KEY
        )
        self.assert_done(**BOTH_IN_THE_KEY)

    def test_inherited_children(self):
        self.database.psql(
            text=TABLE
            + """CREATE TABLE depot.extra (more int) INHERITS (depot.crates);
            INSERT INTO depot.extra VALUES (1, 2, 'q', 'q', 9)"""
        )
        self.assert_done()

    # ---- generated columns ----

    def test_a_generated_column_and_full(self):
        self.database.psql(
            text=TABLE
            + """ALTER TABLE depot.crates ADD twice int
                GENERATED ALWAYS AS (id * 2) STORED"""
        )
        self.assert_done(
            "replica identity full", "column twice integer? open generated\nwithhold twice"
        )

    def test_a_virtual_column_and_full(self):
        if self.version() < 18:
            self.skipTest("PostgreSQL 18 brought virtual columns")
        self.database.psql(
            text=TABLE + "ALTER TABLE depot.crates ADD twice int GENERATED ALWAYS AS (id * 2)"
        )
        lines = "column twice integer? open generated\nwithhold twice"
        self.assert_refused("replica identity full", lines, says=["generated columns"])
        self.assert_platform_works()
        self.assert_done(more=lines)

    # ---- what the platform has beside its tables ----

    def test_no_trigger_and_no_rule_runs(self):
        self.database.psql(
            text=TABLE
            + """CREATE FUNCTION depot.refuse() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE 'a trigger ran'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON depot.crates
                FOR EACH STATEMENT EXECUTE FUNCTION depot.refuse()"""
        )
        self.assertEqual(self.setup(), "")
        with self.assertRaisesRegex(Failed, "a trigger ran"):
            self.assert_platform_works()

    def test_identity_and_computed_defaults(self):
        """The plan that is asked for sets a column to its default."""
        self.database.psql(
            text="""CREATE SCHEMA depot;
            CREATE DOMAIN depot.positive AS int NOT NULL CHECK (value > 0);
            CREATE TABLE depot.crates (first depot.positive, id int PRIMARY KEY
                GENERATED ALWAYS AS IDENTITY, part int NOT NULL, label text, note text);
            INSERT INTO depot.crates (first, part) VALUES (1, 1)"""
        )
        self.assertEqual(self.setup(), "")
        self.assert_platform_works()

    # ---- who runs it, and when ----

    def test_two_at_a_time(self):
        """One waits for the other, and none fails because of it."""
        self.database.psql(text=TABLE)
        self.assertEqual(self.setup(), "")
        self.database.sql("REVOKE SELECT (label) ON depot.crates FROM sluice_reader")
        text = (self.folder / "made/setup.sql").read_text(encoding="utf-8")
        begun, commit, rest = text.rpartition("COMMIT;")
        self.assertEqual((commit, rest), ("COMMIT;", "\n"))
        first, second = self.psql_that_reads(), self.psql_that_reads()
        first.stdin.write(f"{begun}\\echo begun\n")
        first.stdin.flush()
        self.assertEqual(first.stdout.readline(), "begun\n")
        second.stdin.write(text)
        second.stdin.close()
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        while self.database.sql(waits).strip() == "0":
            self.assertIsNone(second.poll(), "it did not wait")
        first.stdin.write(commit)
        first.stdin.close()
        for process in (first, second):
            self.assertEqual((process.stdout.read(), process.wait()), ("", 0))

    def psql_that_reads(self):
        process = subprocess.Popen(
            [self.database.psql_program, "-Xq"],
            env=os.environ | self.database.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        return process

    def test_a_role_that_owns_neither_the_database_nor_the_schema(self):
        self.database.psql(text=TABLE)
        self.server.sql("CREATE ROLE tables_owner LOGIN")
        self.assertEqual(self.setup(), "")
        self.database.sql(
            "ALTER TABLE depot.crates OWNER TO tables_owner; ALTER PUBLICATION sluice OWNER TO tables_owner;"
            "GRANT CREATE ON DATABASE depots TO tables_owner; GRANT USAGE ON SCHEMA depot TO tables_owner"
        )
        as_owner = {"PGUSER": "tables_owner"}
        # everybody may connect: nothing is missing, and nothing is said
        self.database.sql("REVOKE CONNECT ON DATABASE depots FROM sluice_reader, sluice_replicator")
        run = self.run_setup(**as_owner)
        self.assertEqual((run.returncode, run.stdout + run.stderr), (0, ""))
        self.database.sql(
            "GRANT CONNECT ON DATABASE depots TO tables_owner; REVOKE CONNECT ON DATABASE depots FROM PUBLIC;"
            "REVOKE USAGE ON SCHEMA depot FROM sluice_reader"
        )
        run = self.run_setup(**as_owner)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("this role may not grant what the pusher needs", run.stderr)
        self.assertNotIn("no privileges were granted", run.stderr)
        advice = run.stderr[run.stderr.index("Let a role run that may: ") :].splitlines()[0]
        for right in (
            "GRANT CONNECT ON DATABASE depots TO sluice_reader;",
            "GRANT CONNECT ON DATABASE depots TO sluice_replicator;",
            "GRANT USAGE ON SCHEMA depot TO sluice_reader;",
        ):
            self.assertIn(right, advice)
        # and that is what helps
        self.database.sql(advice.partition(": ")[2])
        run = self.run_setup(**as_owner)
        self.assertEqual((run.returncode, run.stdout + run.stderr), (0, ""))

    def test_virtual_generated_columns_in_whole_old_rows(self):
        if self.version() < 18:
            self.skipTest("PostgreSQL 18 has virtual generated columns")
        self.database.psql(
            text=TABLE
            + "ALTER TABLE depot.crates ADD twice int GENERATED ALWAYS AS (id * 2) VIRTUAL,"
            "REPLICA IDENTITY FULL"
        )
        column = {
            "more": "column twice integer? open generated",
            "filter": 'withhold twice because "Test"',
        }
        for more in ("", WHOLE):
            fields = column | {"more": f"{column['more']}\n{more}"}
            self.assert_refused(
                says=["twice", "ALTER TABLE ONLY depot.crates REPLICA IDENTITY DEFAULT"], **fields
            )
        self.database.sql("ALTER TABLE ONLY depot.crates REPLICA IDENTITY DEFAULT")
        self.assert_done(**fields)


if __name__ == "__main__":
    unittest.main()
