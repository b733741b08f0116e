"""A row that cannot be sent stops its release, until somebody asks for it, and no other."""

import unittest

from yard import Yard

DATA = 4
TOO_LARGE = "repeat('y', 17000000)"  # a record has at most 16 MiB


class FailedRows(Yard):
    def await_failure(self):
        event = self.wait_for("it fails", lambda: self.events("row_failed", stream="crates"))[-1]
        self.assertIn('"id":90', event["row_key"])
        self.assertIn("larger than", event["error"])
        self.assertTrue(event["remedy"])
        self.assertNotIn("yyyy", self.pusher.errors())
        self.wait_for("it is paused", lambda: self.events("paused", cause="row"))

    def assert_bays_go_on(self, number):
        self.sql(f"INSERT INTO depot.bays VALUES ({number}, 'beside')")
        self.wait_for(
            "bays goes on", lambda: any(r.get("id") == number for r in self.records("bays"))
        )

    def test_in_the_stream(self):
        self.start()
        self.sql(
            f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE}), (91, 'behind', 'p', 1, 'z')"
        )
        self.await_failure()
        self.assert_bays_go_on(92)
        self.assertEqual(self.pusher.call("status"), 1)
        self.sql("UPDATE depot.crates SET note = 'short' WHERE id = 90")
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_in_a_chunk(self):
        """And again, when it is asked for and the row is as it was."""
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.pusher.start()
        self.await_failure()
        self.assert_bays_go_on(92)
        self.assertEqual(self.pusher.call("fill", "yard.crates"), 0, self.pusher.said())
        self.wait_for("again", lambda: len(self.events("paused", cause="row")) == 2)
        self.assert_bays_go_on(93)
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()

    def test_until_current(self):
        self.once()
        self.sql(
            f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})",
            "INSERT INTO depot.bays VALUES (92, 'beside')",
        )
        for _ in range(2):
            self.assertEqual(self.pusher.call("run", "--until-current"), DATA, self.pusher.said())
        self.assertTrue(any(r.get("id") == 92 for r in self.records("bays")))

    def test_all(self):
        self.pusher.config["on_drift"] = "all"
        self.pusher.write_config()
        self.once()
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.assertEqual(self.pusher.call("run", "--until-current"), DATA, self.pusher.said())
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.assertEqual(self.pusher.call("run", "--until-current"), DATA, self.pusher.said())

    def test_killed_at_once(self):
        """Before or after it is noted: the row is met again, or known."""
        self.start()
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.wait_for("it fails", lambda: self.events("row_failed", stream="crates"))
        self.kill_all()
        self.sql("UPDATE depot.crates SET label = 'while down' WHERE id = 3")
        self.pusher.start()
        self.assert_bays_go_on(92)
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
