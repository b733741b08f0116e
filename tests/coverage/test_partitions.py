"""Partitions that come with rows, go with rows, or change while they are away: the stream tells nothing of
it, so the release of the root is filled again."""

import unittest

from yard import OFTEN, Yard

MARCH, APRIL, MAY = (
    f"FOR VALUES FROM ('2027-0{month}-01') TO ('2027-0{month + 1}-01')" for month in (3, 4, 5)
)
LOADS_B = (
    "CREATE TABLE depot.loads_b (id int NOT NULL, d date NOT NULL, v text, PRIMARY KEY (id, d))"
)
ATTACH_B = f"ALTER TABLE depot.loads ATTACH PARTITION depot.loads_b {APRIL}"
DETACH_B = "ALTER TABLE depot.loads DETACH PARTITION depot.loads_b"
ROWS_B = "INSERT INTO depot.loads_b VALUES (2, '2027-04-05', 'before'), (3, '2027-04-06', 'before')"


class Partitions(Yard):
    look_every_ms = OFTEN
    build_name = "loads"
    tables = f"""
        CREATE TABLE depot.loads (id int, d date, v text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
        CREATE TABLE depot.loads_a PARTITION OF depot.loads {MARCH};
        INSERT INTO depot.loads VALUES (1, '2027-03-05', 'a');
    """

    def test_attached_with_rows(self):
        self.start()
        self.sql(LOADS_B, ROWS_B, ATTACH_B)
        self.sql("INSERT INTO depot.loads VALUES (4, '2027-04-07', 'after')")
        self.setup()
        self.assert_comes_right()

    def test_attached_with_rows_while_the_pusher_is_down(self):
        self.once()
        self.sql(LOADS_B, ROWS_B, ATTACH_B)
        self.setup()
        self.once()
        self.assert_equal()

    def test_detached_for_good(self):
        self.sql(LOADS_B, ROWS_B, ATTACH_B)
        self.setup()
        self.start()
        self.sql(DETACH_B)
        self.assert_comes_right()

    def test_a_leaf_truncated(self):
        self.start()
        self.sql("TRUNCATE depot.loads_a")
        self.assert_comes_right()

    def test_an_unlogged_leaf(self):
        """PostgreSQL publishes the root, and no change of this leaf is in the stream."""
        self.once()
        self.sql("ALTER TABLE depot.loads_a SET UNLOGGED")
        self.assertEqual(self.pusher.call("run", "--until-current"), 3, self.pusher.said())
        self.assertIn("unlogged partition depot.loads_a", self.pusher.said())
        self.sql("ALTER TABLE depot.loads_a SET LOGGED", "UPDATE depot.loads SET v = 'again'")
        self.once()
        self.assert_equal()

    def test_a_locked_leaf_holds_no_other_release_back(self):
        """Nor the looks: the pusher is started meanwhile."""
        self.once()
        session = self.session()
        session.do("BEGIN; LOCK TABLE depot.loads_a IN ACCESS EXCLUSIVE MODE")
        self.pusher.start()
        self.sql("INSERT INTO depot.crates VALUES (90, 'beside')")
        self.wait_for("crates", lambda: any(r.get("id") == 90 for r in self.records("crates")), 8)
        session.do("COMMIT")
        self.assert_comes_right()

    def test_changed_while_detached(self):
        self.sql(LOADS_B, ROWS_B, ATTACH_B)
        self.setup()
        self.start()
        self.sql(DETACH_B, "UPDATE depot.loads_b SET v = 'away'", ATTACH_B)
        self.assert_comes_right()

    def test_changed_below_a_member_that_was_detached(self):
        """The leaf's own entry is what it was."""
        self.sql(
            f"CREATE TABLE depot.loads_ab PARTITION OF depot.loads {APRIL} PARTITION BY RANGE (d)",
            f"CREATE TABLE depot.loads_b PARTITION OF depot.loads_ab {APRIL}",
            ROWS_B,
        )
        self.setup()
        self.start()
        self.sql(
            "ALTER TABLE depot.loads DETACH PARTITION depot.loads_ab",
            "UPDATE depot.loads_b SET v = 'away'",
            f"ALTER TABLE depot.loads ATTACH PARTITION depot.loads_ab {APRIL}",
        )
        self.assert_comes_right()

    def test_rows_moved_into_a_table_that_is_then_attached(self):
        """As pg_partman takes rows out of the default partition: the stream has the deletes alone."""
        self.sql(
            "CREATE TABLE depot.loads_default PARTITION OF depot.loads DEFAULT",
            "INSERT INTO depot.loads VALUES (2, '2027-04-05', 'moved'), (5, '2027-05-05', 'stays')",
        )
        self.setup()
        self.start()
        self.sql(
            f"""BEGIN;
            {LOADS_B};
            WITH moved AS (
                DELETE FROM depot.loads_default WHERE d < '2027-05-01' RETURNING *
            ) INSERT INTO depot.loads_b SELECT * FROM moved;
            {ATTACH_B};
            COMMIT"""
        )
        self.setup()
        self.assert_comes_right()

    def test_a_row_that_an_update_moves(self):
        """Of this the stream tells all: a delete and an insert."""
        self.sql(f"CREATE TABLE depot.loads_b PARTITION OF depot.loads {APRIL}")
        self.setup()
        self.start()
        self.sql("UPDATE depot.loads SET d = '2027-04-05'")
        self.assert_comes_right()
        self.assert_filled("loads", 1)


if __name__ == "__main__":
    unittest.main()
