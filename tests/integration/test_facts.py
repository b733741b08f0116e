"""What is done to a live database, and what coverage says of it: each change that the stream does not
tell is noticed by its cause, and what changes no row that was sent is not."""

import pathlib
import subprocess
import tempfile
import unittest

from harness import BUILD, Database

SCHEMA = """
CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('big', 'small');
CREATE DOMAIN app.a_kind AS app.kind;
CREATE DOMAIN app.kinds AS app.kind[];
CREATE TABLE app.t (id int PRIMARY KEY, a text, kind app.a_kind, kinds app.kinds, unread text);
INSERT INTO app.t SELECT n, 'a', 'big', '{small}', 'u' FROM generate_series(1, 1000) n;
CREATE TABLE app.events (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
    PARTITION BY RANGE (day);
CREATE TABLE app.events_2026_1 PARTITION OF app.events_2026
    FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
CREATE TABLE app.events_2026_2 (LIKE app.events INCLUDING ALL);
CREATE PUBLICATION pub FOR TABLE app.t, app.events WITH (publish_via_partition_root);
"""

ATTACH = """ALTER TABLE app.events_2026 ATTACH PARTITION app.events_2026_2
    FOR VALUES FROM ('2026-07-01') TO ('2027-01-01')"""

# What changes no row that was sent. The second word: whether a running fill has to know of it.
HARMLESS = [
    ("ANALYZE app.t", False),
    ("VACUUM FREEZE app.t", False),
    ("VACUUM FULL app.t", True),
    ("CLUSTER app.t USING t_pkey", True),
    ("TRUNCATE app.t", True),
    ("ALTER TABLE app.t ALTER a SET STATISTICS 50", False),
    ("ALTER TABLE app.t ALTER a SET DEFAULT 'x'", False),
    ("ALTER TABLE app.t ADD CHECK (id > 0), ADD UNIQUE (a, id)", False),
    ("ALTER TABLE app.t ADD more text DEFAULT 'd'", False),
    ("ALTER TABLE app.t ALTER unread TYPE int USING length(unread)", True),
    ("ALTER TABLE app.t ALTER a TYPE text", False),
    ("ALTER TYPE app.kind ADD VALUE 'huge'", False),
    ("CREATE INDEX ON app.t (a)", False),
    ("REINDEX INDEX CONCURRENTLY app.t_pkey", False),
    (
        "CREATE UNIQUE INDEX t_id ON app.t (id); ALTER TABLE app.t ADD UNIQUE USING INDEX t_id",
        False,
    ),
    ("VACUUM FULL pg_attribute; VACUUM FREEZE pg_class; VACUUM FULL pg_publication_rel", False),
]

# What has to be seen of app.t, and what is said of it.
SEEN = [
    ("DROP TABLE app.t", "table_missing app.t"),
    (
        "ALTER TABLE app.t RENAME TO t_old; CREATE TABLE app.t (LIKE app.t_old INCLUDING ALL)",
        "table_replaced app.t",
    ),
    (
        "ALTER TABLE app.t DROP a; ALTER TABLE app.t ADD a text DEFAULT 'b'",
        "column a",
    ),
    (
        "ALTER TABLE app.t RENAME a TO b; ALTER TABLE app.t RENAME unread TO a;"
        "ALTER TABLE app.t RENAME b TO unread",
        "columns_swapped a",
    ),
    ("ALTER TABLE app.t ALTER a TYPE varchar(9)", "column a"),
    ("ALTER TABLE app.t ALTER kind TYPE app.kind", "column kind"),
    ("ALTER TABLE app.t ALTER a TYPE text USING upper(a)", "rewritten a"),
    (
        "ALTER TABLE app.t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id) DEFERRABLE",
        "key_index app.t",
    ),
    ("ALTER TABLE app.t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id)", "key_index app.t"),
    (
        "ALTER TABLE app.t DROP CONSTRAINT t_pkey; CREATE UNIQUE INDEX t_pkey ON app.t (id);"
        "ALTER TABLE app.t ADD PRIMARY KEY USING INDEX t_pkey",
        "key_index app.t",
    ),
    ("ALTER TABLE app.t REPLICA IDENTITY FULL", "identity "),
    ("ALTER TYPE app.kind RENAME VALUE 'big' TO 'large'", "enum_labels kind"),
    (
        "ALTER TYPE app.kind RENAME VALUE 'big' TO 'x'; ALTER TYPE app.kind RENAME VALUE 'x' TO 'big'",
        "enum_labels kind",
    ),
    (
        "ALTER PUBLICATION pub SET (publish = 'insert');"
        "ALTER PUBLICATION pub SET (publish = 'insert, update, delete, truncate')",
        "publication ",
    ),
    (
        "ALTER PUBLICATION pub DROP TABLE app.t; ALTER PUBLICATION pub ADD TABLE app.t",
        "publication_entry ",
    ),
    (
        "ALTER PUBLICATION pub SET TABLE app.t WHERE (id < 100), app.events;"
        "ALTER PUBLICATION pub SET TABLE app.t, app.events",
        "publication_entry ",
    ),
]

# The same of app.events.
PARTITIONS = [
    (ATTACH, "partitions app.events_2026_2"),
    ("ALTER TABLE app.events DETACH PARTITION app.events_2025", "partitions app.events_2025"),
    (
        "ALTER TABLE app.events DETACH PARTITION app.events_2025;"
        "ALTER TABLE app.events ATTACH PARTITION app.events_2025"
        " FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "partitions app.events_2025",
    ),
    (
        "ALTER TABLE app.events DETACH PARTITION app.events_2026;"
        "ALTER TABLE app.events ATTACH PARTITION app.events_2026"
        " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "partitions app.events_2026",
    ),
    ("TRUNCATE app.events_2026_1", "leaf_rewritten app.events_2026_1"),
    ("VACUUM FULL app.events_2025", "leaf_rewritten app.events_2025"),
    ("TRUNCATE app.events", "leaf_rewritten app.events_2025"),
    ("ALTER TABLE app.events_2025 REPLICA IDENTITY FULL", "identity app.events_2025"),
    ("ALTER TABLE app.events_2025 RENAME TO events_before", "none "),
    ("ALTER PUBLICATION pub ADD TABLE app.events_2026_2", "none "),
    ("ANALYZE app.events", "none "),
]


class Facts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Database()
        cls.addClassCleanup(cls.server.stop)
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.directory, cls.notes = pathlib.Path(directory.name), 0

    def setUp(self):
        self.server.sql("DROP SCHEMA IF EXISTS app CASCADE")
        self.server.sql("DROP PUBLICATION IF EXISTS pub")
        self.server.psql(text=SCHEMA)

    def note(self, stream):
        """A file with the note of now."""
        said = subprocess.run(
            [BUILD / "facts", "note", self.server.conninfo, stream],
            capture_output=True,
            env=self.server.environment,
            check=True,
        )
        self.notes += 1
        path = self.directory / str(self.notes)
        path.write_bytes(said.stdout)
        return path

    def compare(self, *words):
        said = subprocess.run(
            [BUILD / "facts", "compare", *words], capture_output=True, check=True, text=True
        )
        return said.stdout.rstrip("\n")

    def lines(self, path, word):
        lines = path.read_text(encoding="utf-8").splitlines()
        return [line.split("\t") for line in lines if line.startswith(word)]

    def do(self, statements):
        for statement in statements.split(";"):
            self.server.sql(statement)

    def try_all(self, stream, changes):
        for change, said in changes:
            with self.subTest(change):
                self.setUp()
                before = self.note(stream)
                self.do(change)
                self.assertEqual(self.compare(before, self.note(stream)), said)

    def test_what_is_harmless(self):
        for change, fill_has_to_know in HARMLESS:
            with self.subTest(change):
                self.setUp()
                before = self.note("t")
                self.do(change)
                now = self.note("t")
                self.assertEqual(self.compare(before, now), "none ")
                self.assertEqual(
                    self.compare(before, now, "filling"),
                    "filenode app.t" if fill_has_to_know else "none ",
                )

    def test_what_is_seen(self):
        self.try_all("t", SEEN)

    def test_partitions(self):
        self.try_all("events", PARTITIONS)

    def test_the_whole_tree_is_noted(self):
        members = self.lines(self.note("events"), "member")
        self.assertEqual(
            [(member[6], member[3] != "0") for member in members],
            [("events_2025", True), ("events_2026", False), ("events_2026_1", True)],
        )

    def test_labels_behind_domains_and_arrays(self):
        labels = self.lines(self.note("t"), "label")
        self.assertEqual(
            sorted((label[1], label[3]) for label in labels),
            [("kind", "big"), ("kind", "small"), ("kinds", "big"), ("kinds", "small")],
        )

    def test_a_partition_being_detached_concurrently(self):
        """Its row of pg_inherits stays until the end; it counts as gone from the beginning."""
        before = self.note("events")
        holder = subprocess.Popen(
            [self.server.psql_program, "-XAtq"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self.server.environment,
        )
        self.addCleanup(holder.communicate)
        holder.stdin.write("BEGIN; SELECT count(*) FROM app.events;\n")
        holder.stdin.flush()
        holder.stdout.readline()
        detach = subprocess.Popen(
            [
                self.server.psql_program,
                "-Xq",
                "-c",
                "ALTER TABLE app.events DETACH PARTITION app.events_2025 CONCURRENTLY",
            ],
            env=self.server.environment,
        )
        while self.server.sql("SELECT count(*) FROM pg_inherits WHERE inhdetachpending") == "0":
            self.assertIsNone(detach.poll())
        self.assertEqual(self.compare(before, self.note("events")), "partitions app.events_2025")
        holder.stdin.write("COMMIT;\n")
        holder.stdin.flush()
        self.assertEqual(detach.wait(), 0)


if __name__ == "__main__":
    unittest.main()
