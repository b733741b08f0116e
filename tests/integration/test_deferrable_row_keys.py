"""A row key that two rows can have at a time: refused by setup.sql, `import`, `check --against-db` and `check
--migration`, under every replica identity, with what to do. tests/coverage has the pusher."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from harness import BUILD, Database

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
table depot.racks {identity}
    column {key} integer open key
    column other integer{other_is} open
    column name text? open
{more}
end
release depot.racks to yard.racks version 1
    owner steward
    purpose "Test"
    row key {key} = {key}
    keep name
    withhold other because "Test"
    deleted rows send key
    updates send changes
end
"""

TABLE = """CREATE SCHEMA depot;
CREATE TABLE depot.racks (pos int NOT NULL, other int NOT NULL, name text, UNIQUE (other));
INSERT INTO depot.racks VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c');
"""

PARTITIONS = """CREATE SCHEMA depot;
CREATE TABLE depot.racks (pos int NOT NULL, other int NOT NULL, name text) PARTITION BY RANGE (pos);
"""

PRIMARY = "ALTER TABLE depot.racks ADD PRIMARY KEY (pos)"
PAIR = "ALTER TABLE depot.racks ADD PRIMARY KEY (pos, other)"
ALL = "FOR VALUES FROM (0) TO (100)"
FULL = "replica identity full"
IDENTITY_FULL = "; ALTER TABLE depot.racks REPLICA IDENTITY FULL"

# name, tables, identity in the policy, the index that is named
DEFERRABLE = [
    ("default", f"{TABLE}{PRIMARY} DEFERRABLE", "", "racks_pkey"),
    ("initially_deferred", f"{TABLE}{PRIMARY} INITIALLY DEFERRED", "", "racks_pkey"),
    ("full", f"{TABLE}{PRIMARY} DEFERRABLE{IDENTITY_FULL}", FULL, "racks_pkey"),
    ("full_in_the_policy", f"{TABLE}{PRIMARY} DEFERRABLE", FULL, "racks_pkey"),
    ("partitioned", f"{PARTITIONS}{PRIMARY} DEFERRABLE;"
     f"CREATE TABLE depot.racks_a PARTITION OF depot.racks {ALL}", "", "racks_pkey"),
    ("partitioned_full", f"{PARTITIONS}{PRIMARY} DEFERRABLE;"
     f"CREATE TABLE depot.racks_a PARTITION OF depot.racks {ALL};"
     f"ALTER TABLE depot.racks_a REPLICA IDENTITY FULL{IDENTITY_FULL}", FULL, "racks_pkey"),
    ("one_partition", f"{PARTITIONS}{PRIMARY};"
     "CREATE TABLE depot.leaf (pos int, other int NOT NULL, name text, PRIMARY KEY (pos) DEFERRABLE);"
     f"ALTER TABLE depot.racks ATTACH PARTITION depot.leaf {ALL}", "", "leaf_pkey"),
    ("one_partition_full", f"{PARTITIONS}{PRIMARY};"
     "CREATE TABLE depot.leaf (pos int, other int NOT NULL, name text, PRIMARY KEY (pos) DEFERRABLE);"
     f"ALTER TABLE depot.leaf REPLICA IDENTITY FULL;"
     f"ALTER TABLE depot.racks ATTACH PARTITION depot.leaf {ALL}{IDENTITY_FULL}", FULL, "leaf_pkey"),
]  # fmt: skip

# Unique indexes that hold for some rows, or not of the column, or not at all.
UNHELD = [
    ("none", ""),
    ("partial", "CREATE UNIQUE INDEX i ON depot.racks (pos) WHERE pos > 1"),
    ("expression", "CREATE UNIQUE INDEX i ON depot.racks (abs(pos))"),
    ("included", "CREATE UNIQUE INDEX i ON depot.racks (other) INCLUDE (pos)"),
    ("invalid", "CREATE UNIQUE INDEX i ON depot.racks (pos);"
     "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'depot.i'::regclass"),
]  # fmt: skip


class DeferrableKeys(unittest.TestCase):
    number = 0

    @classmethod
    def setUpClass(cls):
        cls.server = Database()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def make(self, tables, identity="", key="pos", more="", **fields):
        """A database of its own, and the policy for it."""
        DeferrableKeys.number += 1
        self.name = f"keys{self.number}"
        self.database = self.server.add_database(self.name)
        self.database.psql(text=tables)
        other_is = fields.get("other_is", "")
        text = POLICY.format(identity=identity, key=key, more=more, other_is=other_is)
        if key == "other":
            text = text.replace("    column other integer open\n", "    column pos integer open\n")
            text = text.replace("withhold other", "withhold pos")
        (self.folder / "yard.policy").write_text(text, encoding="utf-8")

    def run_words(self, *words):
        run = subprocess.run(
            words, env=os.environ | self.database.environment, capture_output=True,
            encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        return run.returncode, run.stdout + run.stderr

    def sluice(self, command, *words, status):
        code, said = self.run_words(BUILD / "sluice", command, *words)
        self.assertEqual(code, status, said)
        return said

    def setup(self):
        self.sluice("generate", self.folder / "yard.policy", "-o", self.folder / "made", status=0)
        return self.run_words(
            self.database.psql_program, "-Xq", "-f", self.folder / "made/setup.sql"
        )

    def check(self, *words, status):
        return self.sluice(
            "check", self.folder / "yard.policy", "--against-db", f"dbname={self.name}", *words,
            status=status,
        )  # fmt: skip

    def assert_setup_refuses(self, *words):
        code, said = self.setup()
        self.assertNotEqual(code, 0, said)
        for word in (*words, "NOT DEFERRABLE", "replica identity index", "Nothing was changed"):
            self.assertIn(word, said)
        self.assertEqual(self.database.sql("SELECT count(*) FROM pg_publication").strip(), "0")

    def test_deferrable_indexes_are_refused(self):
        for name, tables, identity, index in DEFERRABLE:
            with self.subTest(name):
                self.make(tables, identity)
                self.assert_setup_refuses(index, "is DEFERRABLE")
                self.database.sql("UPDATE depot.racks SET name = 'z'")
                said = self.check(status=1)
                self.assertIn("error[E0618]: the row key does not tell the rows of depot.", said)
                for word in (index, "NOT DEFERRABLE", "replica identity index"):
                    self.assertIn(word, said)
                said = self.sluice("import", f"dbname={self.name}", "depot.racks", status=1)
                self.assertIn("# It cannot be released before its key tells its rows apart", said)
                self.assertIn(
                    'a key that two rows can have at a time, as a comment says: "depot"', said
                )

    def test_the_statement_that_is_told_heals(self):
        for name, tables, identity, _ in DEFERRABLE[:6]:
            with self.subTest(name):
                self.make(tables, identity)
                said = self.check(status=1)
                heal = said[said.index("in the database: ALTER TABLE") :].splitlines()[0]
                self.database.sql(heal.removeprefix("in the database: "))
                self.assertEqual(self.setup(), (0, ""))
                self.assertNotIn("E0618", self.check(status=0))
                self.database.sql("UPDATE depot.racks SET name = 'z'")

    def test_a_deferrable_index_is_no_identity(self):
        self.make(
            f"{TABLE}{PRIMARY}; ALTER TABLE depot.racks ADD CONSTRAINT later UNIQUE (pos) DEFERRABLE",
            "replica identity index later",
        )
        self.assert_setup_refuses("the index later of table depot.racks is DEFERRABLE")

    def test_another_index_that_holds(self):
        unique = "CREATE UNIQUE INDEX plain ON depot.racks"
        for tables, identity, key in (
            (f"{TABLE}{PRIMARY} DEFERRABLE; {unique} (pos)", "replica identity index plain", "pos"),
            (f"{TABLE}{PRIMARY} DEFERRABLE", "replica identity index racks_other_key", "other"),
            (f"{TABLE}{PRIMARY} DEFERRABLE; {unique} (pos){IDENTITY_FULL}", FULL, "pos"),
            (f"{TABLE}{PRIMARY}; {unique} (pos) WHERE pos > 1", "", "pos"),
            (f"{TABLE}{unique} (pos){IDENTITY_FULL}", FULL, "pos"),
            (f"{TABLE}{PAIR}; {unique} (pos){IDENTITY_FULL}", FULL, "pos"),
        ):
            with self.subTest(tables):
                self.make(tables, identity, key)
                self.assertEqual(self.setup(), (0, ""))
                self.assertNotIn("E0618", self.check(status=0))
                self.database.sql("UPDATE depot.racks SET name = 'z'")

    def test_no_index_holds(self):
        for name, index in UNHELD:
            with self.subTest(name):
                self.make(f"{TABLE}{index}{IDENTITY_FULL}", FULL)
                self.assert_setup_refuses(
                    "no valid unique index of table depot.racks is over its row key: pos"
                )
                self.check(status=1)
        # the key is a part of the identity's index, and nothing else tells rows apart
        self.make(
            f"{TABLE}CREATE UNIQUE INDEX pair ON depot.racks (pos, other);"
            "ALTER TABLE depot.racks REPLICA IDENTITY USING INDEX pair",
            "replica identity index pair",
        )
        self.assert_setup_refuses("is over its row key: pos")
        said = self.check(status=1)
        self.assertIn("E0618", said)
        self.assertIn("no valid unique index over the row key", said)
        self.make(f"{TABLE}{PAIR}{IDENTITY_FULL}", FULL)
        self.assert_setup_refuses("is over its row key: pos")
        self.assertIn("E0618", self.check(status=1))

    def test_an_identity_that_is_not_valid(self):
        """PostgreSQL takes it for none."""
        self.make(f"{TABLE}{PRIMARY}")
        self.assertEqual(self.setup(), (0, ""))
        self.database.sql(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'depot.racks_pkey'::regclass"
        )
        self.assertIn("E0616", self.check(status=1))

    def test_a_migration(self):
        self.make(f"{TABLE}{PRIMARY}")
        self.assertEqual(self.setup(), (0, ""))
        file = self.folder / "migration.sql"
        file.write_text(
            "ALTER TABLE depot.racks DROP CONSTRAINT racks_pkey;\n"
            "ALTER TABLE depot.racks ADD PRIMARY KEY (pos) DEFERRABLE;\n",
            encoding="utf-8",
        )
        said = self.check("--migration", file, status=1)
        for word in ("error[E0615]", "error[E0618]", "racks_pkey", "NOT DEFERRABLE"):
            self.assertIn(word, said)
        self.make(f"{TABLE}{PRIMARY}", FULL)
        self.assertEqual(self.setup(), (0, ""))
        said = self.check("--migration", file, status=1)
        self.assertIn("error[E0618]", said)
        self.assertNotIn("error[E0615]", said)


if __name__ == "__main__":
    unittest.main()
