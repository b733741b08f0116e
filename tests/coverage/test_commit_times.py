"""`updates send changes` where a field depends on when the row was changed: an update is told when the
record that was last sent would have been another one."""

import time
import unittest

from yard import Yard


class CommitTimes(Yard):
    """A crew's stay is soon no longer below a minute."""

    build_name = "crews"
    tables = """
        CREATE TABLE depot.crews (id int PRIMARY KEY, since timestamptz, n int);
        INSERT INTO depot.crews VALUES (1, now() - interval '57 seconds', 0), (2, NULL, 0);
    """

    def updates(self):
        return [record for record in self.records("crews") if record["_op"] == "u"]

    def await_the_minute(self):
        while (
            self.sql("SELECT since < now() - interval '62 seconds' FROM depot.crews LIMIT 1") != "t"
        ):
            time.sleep(0.2)

    def test_a_hidden_update_is_not_told(self):
        """Though the field would have another value by now."""
        self.once()
        self.await_the_minute()
        self.sql("UPDATE depot.crews SET n = n + 1")
        self.once()
        self.assertEqual(self.updates(), [])

    def test_a_visible_one_is(self):
        self.once()
        self.sql("UPDATE depot.crews SET since = since - interval '1 day'")
        self.once()
        (record,) = self.updates()
        self.assertEqual((record["id"], record["length"]), (1, "60.."))
        self.assertEqual(record["moment"], record["_commit_time"])
        self.assertRegex(record["moment"], r"T\d\d:\d\d:\d\d(\.0+)?Z$")


if __name__ == "__main__":
    unittest.main()
