"""A publication that was another one for a moment, between two looks of a running pusher, which are ten
seconds apart: what was not published meanwhile is filled in."""

import unittest

from yard import Yard

CRATES = "depot.crates (id, label, place, n, note)"
ALL = "insert, update, delete, truncate"


class Publications(Yard):
    def test_a_table_taken_out_and_put_back(self):
        self.start()
        self.sql(
            "ALTER PUBLICATION sluice DROP TABLE depot.crates",
            "INSERT INTO depot.crates VALUES (70, 'lost')",
        )
        self.setup()
        self.sql("INSERT INTO depot.crates VALUES (71, 'after')")
        self.assert_comes_right()
        self.assert_filled("crates", 2)
        self.assert_filled("bays", 1)

    def test_operations_taken_out_and_put_back(self):
        self.start()
        self.sql(
            "ALTER PUBLICATION sluice SET (publish = 'insert')",
            "DELETE FROM depot.crates WHERE id < 10",
            f"ALTER PUBLICATION sluice SET (publish = '{ALL}')",
            "INSERT INTO depot.crates VALUES (72, 'after')",
        )
        self.assert_comes_right()

    def test_rows_left_out_and_put_back(self):
        self.start()
        self.sql(
            f"ALTER PUBLICATION sluice SET TABLE ONLY {CRATES} WHERE (id < 50),"
            " ONLY depot.bays (id, v)",
            "INSERT INTO depot.crates VALUES (73, 'lost')",
        )
        self.setup()
        self.sql("INSERT INTO depot.crates VALUES (74, 'after')")
        self.assert_comes_right()

    def test_a_table_made_again_and_published_again(self):
        self.start()
        self.sql(
            """BEGIN;
            DROP TABLE depot.crates;
            CREATE TABLE depot.crates (id int PRIMARY KEY, label text, place text, n int, note text);
            COMMIT""",
            "INSERT INTO depot.crates VALUES (75, 'lost')",
        )
        self.setup()
        self.sql("INSERT INTO depot.crates VALUES (76, 'after')")
        self.assert_comes_right()

    def test_a_publication_made_longer_and_put_back(self):
        """A table that no release reads is nothing to them."""
        self.sql("CREATE TABLE depot.others (id int PRIMARY KEY)")
        self.start()
        self.sql(
            "ALTER PUBLICATION sluice ADD TABLE depot.others",
            "INSERT INTO depot.crates VALUES (77, 'seen')",
            "ALTER PUBLICATION sluice DROP TABLE depot.others",
        )
        self.assert_comes_right()
        self.assert_filled("crates", 1)

    def test_nothing_changed_while_the_pusher_was_down(self):
        self.once()
        self.setup()
        self.once()
        self.assert_filled("crates", 1)
        self.assert_filled("bays", 1)


if __name__ == "__main__":
    unittest.main()
