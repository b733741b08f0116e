"""Values that change and the stream says nothing: ALTER TABLE … USING, labels of an enum. And tables that
are written anew with the same rows, of which nothing is to be filled."""

import unittest

from yard import Yard

RENAMES = [
    f"ALTER TYPE depot.state RENAME VALUE '{old}' TO '{new}'"
    for old, new in (("open", "x"), ("shut", "open"), ("x", "shut"))
]


class Rewritten(Yard):
    build_name = "whole"

    def test_a_column_written_anew(self):
        self.once()
        self.sql("ALTER TABLE depot.bays ALTER v TYPE text USING upper(v)")
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)

    def test_a_column_written_anew_under_a_running_pusher(self):
        self.start()
        self.sql("ALTER TABLE depot.bays ALTER v TYPE text USING upper(v)")
        self.sql("INSERT INTO depot.bays VALUES (6, 'after')")
        self.assert_comes_right()

    def test_a_column_dropped_and_made_again(self):
        """The stream has it under the same name: nothing of it is told before it is filled."""
        self.start()
        with self.paused():
            self.sql("ALTER TABLE depot.bays DROP v, ADD v text DEFAULT 'another'")
            self.setup()
            self.sql("INSERT INTO depot.bays VALUES (6, 'after')")
        self.assert_comes_right()
        self.assert_filled("bays", 2)
        first = self.generations("bays")[0]
        told = {r["id"] for r in self.records("bays") if r["_gen"] == first and "id" in r}
        self.assertNotIn(6, told)

    def test_the_same_rows_in_another_file(self):
        self.start()
        self.sql("VACUUM FULL depot.bays", "CLUSTER depot.bays USING bays_pkey")
        self.sql("INSERT INTO depot.bays VALUES (6, 'after')")
        self.await_equal()
        self.stop()
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 1)

    def test_a_new_file_and_later_an_altered_column(self):
        """Together they would be taken for values that were written anew."""
        self.once()
        self.sql("VACUUM FULL depot.bays")
        self.once()
        self.sql("ALTER TABLE depot.bays ALTER v SET STATISTICS 10")
        self.once()
        self.assert_filled("bays", 1)

    def test_a_truncation_is_streamed(self):
        self.start()
        self.sql("TRUNCATE depot.bays", "INSERT INTO depot.bays VALUES (6, 'after')")
        self.await_equal()
        self.stop()
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 1)

    def test_maintenance(self):
        self.start()
        self.sql(
            "ANALYZE depot.bays",
            "VACUUM (FREEZE) depot.bays",
            "ALTER TABLE depot.bays ADD CONSTRAINT short CHECK (length(v) < 100)",
            "VACUUM FULL pg_class",
            "VACUUM FULL pg_attribute",
        )
        self.sql("INSERT INTO depot.bays VALUES (6, 'after')")
        self.await_equal()
        self.stop()
        self.once()
        self.assert_filled("bays", 1)


class Labels(Yard):
    build_name = "doors"
    tables = """
        CREATE TYPE depot.state AS ENUM ('open', 'shut');
        CREATE TABLE depot.doors (id int PRIMARY KEY, state depot.state);
        INSERT INTO depot.doors VALUES (1, 'open'), (2, 'shut');
    """

    def test_swapped(self):
        self.once()
        self.sql(*RENAMES)
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)

    def test_swapped_under_a_running_pusher(self):
        self.start()
        self.sql(*RENAMES)
        self.sql("INSERT INTO depot.doors VALUES (3, 'open')")
        self.assert_comes_right()

    def test_swapped_and_put_back(self):
        """A row that was written meanwhile was sent with the other label."""
        self.start()
        with self.paused():
            self.sql(*RENAMES)
            self.sql("INSERT INTO depot.doors VALUES (3, 'open')")
            self.sql(*RENAMES)
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
