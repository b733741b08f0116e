"""A table under a released name that is another table than before. Whether the pusher looks or not, the
release is filled again, and the one beside it goes on."""

import pathlib
import subprocess
import unittest

from yard import Yard

REPLACE = """BEGIN;
DROP TABLE depot.bays;
CREATE TABLE depot.bays (id int PRIMARY KEY, v text);
INSERT INTO depot.bays VALUES (3, 'new');
COMMIT"""


class ReplacedTables(Yard):
    def assert_bays_alone_are_filled(self):
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)

    def test_dropped_and_made_again_while_the_pusher_is_down(self):
        self.once()
        self.sql(REPLACE)
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_bays_alone_are_filled()

    def test_replaced_by_rename_while_the_pusher_is_down(self):
        self.once()
        self.sql(
            """CREATE TABLE depot.bays_new (id int PRIMARY KEY, v text);
            INSERT INTO depot.bays_new SELECT id + 100, v FROM depot.bays""",
            """BEGIN;
            ALTER TABLE depot.bays RENAME TO bays_old;
            ALTER TABLE depot.bays_new RENAME TO bays;
            COMMIT""",
        )
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_bays_alone_are_filled()

    def test_restored_while_the_pusher_is_down(self):
        self.once()
        dump = pathlib.Path(self.pusher.directory) / "dump"
        where = ["-h", self.database.directory, "-U", "postgres"]
        name = self.database.environment["PGDATABASE"]
        subprocess.run(["pg_dump", *where, "-Fc", "-t", "depot.bays", "-f", dump, name], check=True)
        self.sql(
            "UPDATE depot.bays SET v = 'later' WHERE id = 1", "DELETE FROM depot.bays WHERE id = 2"
        )
        self.once()
        subprocess.run(["pg_restore", *where, "--clean", "-d", name, dump], check=True)
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_bays_alone_are_filled()

    def test_replaced_under_a_running_pusher(self):
        self.start()
        self.sql(REPLACE)
        self.setup()
        self.sql("INSERT INTO depot.bays VALUES (4, 'after')")
        self.assert_comes_right()
        self.assertEqual(self.events("uncovered")[0]["cause"], "table_replaced")

    def test_replaced_while_the_stream_lags(self):
        """What is still to come of the old table is not taken for the new one's."""
        self.start()
        with self.paused():
            self.sql("INSERT INTO depot.bays VALUES (6, 'of the old one')", REPLACE)
            self.setup()
            self.sql("INSERT INTO depot.bays VALUES (4, 'after')")
        self.assert_comes_right()

    def test_renamed_and_back_between_two_looks(self):
        """Meanwhile the stream has it under another name."""
        self.start()
        self.sql(
            """BEGIN;
            ALTER TABLE depot.bays RENAME TO bays_away;
            UPDATE depot.bays_away SET v = 'while away' WHERE id = 1;
            ALTER TABLE depot.bays_away RENAME TO bays;
            COMMIT"""
        )
        self.assert_comes_right()

    def test_another_one_under_its_name_between_two_looks(self):
        """Every look sees the first one, and so does its entry in the publication."""
        self.start()
        with self.paused():
            self.sql(
                """ALTER TABLE depot.bays RENAME TO bays_away;
                CREATE TABLE depot.bays (id int PRIMARY KEY, v text);
                ALTER PUBLICATION sluice ADD TABLE depot.bays""",
                "INSERT INTO depot.bays VALUES (99, 'of another table')",
                "DROP TABLE depot.bays; ALTER TABLE depot.bays_away RENAME TO bays",
            )
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
