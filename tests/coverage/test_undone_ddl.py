"""A change of a table that was taken back, after a row was written in between: what can be read is read,
what cannot leads to filling that release. The other one goes on, and so does the pusher."""

import unittest

from yard import Yard

SWAP = """BEGIN;
ALTER TABLE depot.crates RENAME label TO z;
ALTER TABLE depot.crates RENAME place TO label;
ALTER TABLE depot.crates RENAME z TO place;
COMMIT"""


class UndoneDdl(Yard):
    """The stream stands still until all is over, so that no look falls in between."""

    def do_in_one_go(self, *statements):
        self.start()
        with self.paused():
            self.sql(*statements)
            self.sql("INSERT INTO depot.bays VALUES (75, 'beside')")
        self.assert_comes_right()
        self.once()
        self.assert_filled("bays", 1)

    def test_replica_identity_full(self):
        """Such rows are read: they have more than is needed."""
        self.do_in_one_go(
            "ALTER TABLE depot.crates REPLICA IDENTITY FULL",
            "INSERT INTO depot.crates VALUES (75, 'x')",
            "ALTER TABLE depot.crates REPLICA IDENTITY DEFAULT",
            "DELETE FROM depot.crates WHERE id = 3",
        )

    def test_replica_identity_nothing(self):
        self.do_in_one_go(
            "ALTER TABLE depot.crates REPLICA IDENTITY NOTHING",
            "INSERT INTO depot.crates VALUES (75, 'x')",
            "ALTER TABLE depot.crates REPLICA IDENTITY DEFAULT",
            "DELETE FROM depot.crates WHERE id = 3",
        )

    def test_columns_swapped(self):
        self.do_in_one_go(
            SWAP, "INSERT INTO depot.crates (id, label, place) VALUES (76, 'L', 'P')", SWAP
        )

    def test_a_withheld_column_swapped_with_its_neighbour(self):
        """The withheld one's name is known, and stands where it could be."""
        self.use("hidden")
        self.setup()
        swap = """BEGIN;
            ALTER TABLE depot.crates RENAME note TO z;
            ALTER TABLE depot.crates RENAME n TO note;
            ALTER TABLE depot.crates RENAME z TO n;
            COMMIT"""
        self.do_in_one_go(
            "ALTER TABLE depot.crates ALTER n TYPE text",
            swap,
            "UPDATE depot.crates SET note = 'hidden', n = 'told' WHERE id = 5",
            swap,
        )

    def test_a_column_renamed(self):
        self.do_in_one_go(
            "ALTER TABLE depot.crates RENAME label TO z",
            "INSERT INTO depot.crates (id, z) VALUES (77, 'L')",
            "ALTER TABLE depot.crates RENAME z TO label",
        )

    def test_columns_swapped_and_back_while_the_pusher_is_down(self):
        self.once()
        self.sql(SWAP, "UPDATE depot.crates SET label = 'L' WHERE id = 1", SWAP)
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 1)

    def test_a_key_made_anew(self):
        self.do_in_one_go(
            """BEGIN;
            ALTER TABLE depot.crates DROP CONSTRAINT crates_pkey;
            ALTER TABLE depot.crates ADD PRIMARY KEY (id);
            COMMIT""",
            "UPDATE depot.crates SET label = 'later' WHERE id = 4",
            "DELETE FROM depot.crates WHERE id = 3",
        )
        self.assertTrue(self.events("uncovered", cause="key_index"), self.pusher.said())


if __name__ == "__main__":
    unittest.main()
