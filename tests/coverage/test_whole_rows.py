"""`publish whole rows`: the platform's migrations of a table's columns are refused by nobody, its replica
identity may be whatever others need, and nothing of what no line reads gets anywhere."""

import unittest

from yard import Yard

CANARY = "Qx7canary"
DRIFT = 3


class WholeRows(Yard):
    """`n` is withheld, and so is what the test of the canary writes."""

    build_name = "whole rows"

    def work(self, number):
        """What a platform does all day."""
        self.sql(
            f"INSERT INTO depot.crates (id, label, n) VALUES ({number}, 'new', {number})",
            f"UPDATE depot.crates SET label = 'later{number}' WHERE id = 3",
            "UPDATE depot.crates SET n = n + 1 WHERE id < 10",
            f"UPDATE depot.crates SET id = id + 1000 WHERE id = {number}",
            f"DELETE FROM depot.crates WHERE id = {number % 10 + 4}",
        )

    def test_columns_are_altered_and_dropped(self):
        """Statements that a column list refuses; what is released keeps its type."""
        self.start()
        for number, statement in enumerate(
            (
                "ALTER TABLE depot.crates ALTER n TYPE bigint",
                "ALTER TABLE depot.crates ALTER note TYPE varchar(200)",
                "ALTER TABLE depot.crates ALTER note TYPE text",
                "ALTER TABLE depot.crates REPLICA IDENTITY FULL",
                "ALTER TABLE depot.crates REPLICA IDENTITY DEFAULT",
            )
        ):
            with self.subTest(statement):
                self.sql(statement)
                self.work(100 + number)
        self.assert_comes_right()

    def test_a_withheld_column_is_dropped(self):
        self.start()
        self.sql("ALTER TABLE depot.crates DROP n")
        self.sql("UPDATE depot.crates SET label = 'later' WHERE id < 5")
        self.assert_comes_right()

    def test_replica_identity_full(self):
        """Nothing stops, and nothing is filled again for what comes later."""
        self.sql("ALTER TABLE depot.crates REPLICA IDENTITY FULL")
        self.setup()
        self.assertEqual(
            self.sql("SELECT relreplident FROM pg_class WHERE relname = 'crates'"), "f"
        )
        self.start()
        self.work(100)
        self.assert_comes_right()
        self.assertEqual(self.pusher.call("check"), 0, self.pusher.said())
        self.work(200)
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)

    def test_what_no_line_reads_gets_nowhere(self):
        self.sql("ALTER TABLE depot.crates ALTER n TYPE text")
        self.sql(f"UPDATE depot.crates SET n = '{CANARY}' || id, label = 'w' WHERE id < 10")
        self.start()
        self.sql(
            f"INSERT INTO depot.crates (id, n) VALUES (90, '{CANARY}')",
            f"UPDATE depot.crates SET n = '{CANARY}' || id, label = 'x' WHERE id < 15",
            "DELETE FROM depot.crates WHERE id = 2",
            f"UPDATE depot.crates SET id = 91, n = repeat('{CANARY}', 100000) WHERE id = 90",
            "UPDATE depot.crates SET label = 'unchanged' WHERE id = 91",
        )
        self.assert_comes_right()
        for path in self.pusher.written():
            self.assertNotIn(CANARY.encode(), path.read_bytes(), path)

    def test_a_column_list_all_the_same(self):
        """Read as well; the platform's migrations wait for setup.sql."""
        self.sql("ALTER PUBLICATION sluice SET TABLE ONLY depot.crates (id, label, place, note),"
                 "ONLY depot.bays (id, v)")  # fmt: skip
        self.assertEqual(self.pusher.call("check"), 0, self.pusher.said())
        self.assertIn("depot.crates: the publication has a column list", self.pusher.said())
        self.once()
        self.assert_equal()
        self.setup()
        self.sql("ALTER TABLE depot.crates ALTER n TYPE bigint")

    def test_another_primary_key(self):
        """The platform goes on; the release waits for the policy."""
        self.once()
        self.sql(
            "UPDATE depot.crates SET n = id",
            "ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey, ADD PRIMARY KEY (id, n)",
        )
        self.work(100)
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertNotIn("UPDATE and DELETE", self.pusher.said())


class PlatformWrites(Yard):
    """Under a column list, a later statement makes every UPDATE and DELETE of the platform fail. Who looks
    is told that, and the statement that heals."""

    tables = """CREATE TABLE depot.loads (id int, d date, v text, PRIMARY KEY (id, d))
        PARTITION BY RANGE (d);
    CREATE TABLE depot.loads_a PARTITION OF depot.loads
        FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
    INSERT INTO depot.loads VALUES (1, '2027-03-05', 'a'), (2, '2027-03-06', 'b');
    """
    build_name = "both"

    def assert_named(self, statement, relation="depot.crates", table="depot.crates", why=""):
        heal = f"ALTER PUBLICATION sluice DROP TABLE {table}"
        self.start()
        self.sql(statement)
        name = table.split(".")[1]
        # A table's first row after an ANALYZE comes with a Relation message, and that with a look.
        other = next(r.table for r in self.build.releases if r.table != name)
        self.sql(f"ANALYZE depot.{other}", f"INSERT INTO depot.{other} (id) VALUES (77)")
        found = self.wait_for(
            "it is named", lambda: self.events("drift", kind="platform_writes", table=name)
        )
        self.assertIn(heal, found[0]["remedy"])
        self.assertIn("UPDATE and DELETE", found[0]["database"])
        self.assertIn(relation, found[0]["database"])
        self.assertIn(why, found[0]["database"])
        self.pusher.stop()
        self.assertEqual(self.pusher.call("check"), 1, self.pusher.said())
        said = self.pusher.said()
        self.assertIn("UPDATE and DELETE", said)
        self.assertIn(heal, said)
        self.sql(
            heal,
            f"UPDATE {table} SET id = id + 100",
            f"DELETE FROM {table} WHERE id = 101",
        )

    def test_another_primary_key(self):
        self.sql("ALTER TABLE depot.crates ADD part int NOT NULL DEFAULT 1")
        self.use("new columns")
        self.setup()
        self.assert_named(
            "ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey, ADD PRIMARY KEY (id, part)",
            why="part",
        )

    def test_replica_identity_full(self):
        self.assert_named("ALTER TABLE depot.crates REPLICA IDENTITY FULL", why="FULL")

    def test_replica_identity_nothing(self):
        self.assert_named("ALTER TABLE depot.crates REPLICA IDENTITY NOTHING")

    def test_no_primary_key(self):
        self.assert_named("ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey")

    def test_an_index_over_a_column_that_is_not_listed(self):
        self.use("hidden")
        self.setup()
        self.assert_named(
            """UPDATE depot.crates SET n = id;
            ALTER TABLE depot.crates ALTER n SET NOT NULL;
            CREATE UNIQUE INDEX crates_n ON depot.crates (n);
            ALTER TABLE depot.crates REPLICA IDENTITY USING INDEX crates_n""",
            why="n",
        )

    def test_a_generated_column_that_is_not_published(self):
        if int(self.sql("SHOW server_version_num")) < 180000:
            self.skipTest("PostgreSQL 18 asks for it")
        self.use("whole rows")
        self.setup()
        self.assert_named(
            """ALTER TABLE depot.crates ADD twice int GENERATED ALWAYS AS (n * 2) STORED;
            ALTER TABLE depot.crates REPLICA IDENTITY FULL""",
            why="generated",
        )

    def test_a_partition_with_full(self):
        self.use("loads")
        self.setup()
        self.assert_named(
            "ALTER TABLE depot.loads_a REPLICA IDENTITY FULL", "depot.loads_a", "depot.loads"
        )

    def test_a_partition_that_is_attached(self):
        self.use("loads")
        self.setup()
        self.assert_named(
            """CREATE TABLE depot.loads_b (LIKE depot.loads_a INCLUDING ALL);
            ALTER TABLE depot.loads_b REPLICA IDENTITY NOTHING;
            ALTER TABLE depot.loads ATTACH PARTITION depot.loads_b
                FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
            INSERT INTO depot.loads VALUES (3, '2028-03-05', 'c')""",
            "depot.loads_b",
            "depot.loads",
        )


if __name__ == "__main__":
    unittest.main()
