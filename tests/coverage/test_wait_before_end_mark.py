"""All rows are read and delivered. Before the end mark goes out, all transactions of the server that ran
after the last chunk have to end: one of them may be about to change the catalogue, and its commit may be in
the log and not yet visible."""

import time
import unittest

from yard import Yard


class WaitBeforeEndMark(Yard):
    def fill_bays(self):
        """By a new entry, which no transaction of this test has written before."""
        self.sql("ALTER PUBLICATION sluice DROP TABLE depot.bays")
        self.setup()

    def marks(self):
        return [record["_gen"] for record in self.records("bays") if record["_op"] == "f"]

    def await_rows(self):
        self.wait_for("the rows", lambda: len(self.generations("bays")) == 2)

    def test_a_transaction_of_another_database(self):
        self.start()
        before = self.marks()
        elsewhere = self.session_in(self.server)
        elsewhere.do("BEGIN; SELECT pg_current_xact_id()")
        self.fill_bays()
        self.await_rows()
        event = self.wait_for("it waits", lambda: self.events("fill_waits", stream="bays"))[-1]
        self.assertIn(elsewhere.do("SELECT pg_backend_pid()"), str(event))
        time.sleep(1)
        self.assertEqual(self.marks(), before)
        elsewhere.do("COMMIT")
        self.wait_for("the mark", lambda: len(self.marks()) == len(before) + 1)
        self.assert_comes_right()

    def test_other_releases_are_filled_meanwhile(self):
        """Also one whose update waits for a chunk, and those that a killed run has left."""
        self.start()
        elsewhere = self.session_in(self.server)
        elsewhere.do("BEGIN; SELECT pg_current_xact_id()")
        self.fill_bays()
        self.await_rows()
        self.sql("ALTER PUBLICATION sluice DROP TABLE depot.crates")
        self.setup()
        self.wait_for("the rows of crates", lambda: len(self.generations("crates")) == 2)
        self.sql(
            "INSERT INTO depot.bays VALUES (90, 'told')",
            "UPDATE depot.crates SET note = 'told' WHERE id = 7",
        )
        self.wait_for("bays goes on", lambda: self.told("bays", id=90))
        self.wait_for("crates goes on", lambda: self.told("crates", id=7, note="told"))
        for stream in "bays", "crates":
            self.assertIn("waits for", self.status_line(stream))
        self.kill_all()
        self.pusher.start()
        self.sql("UPDATE depot.bays SET v = 'later' WHERE id = 2")
        self.wait_for("bays goes on", lambda: self.told("bays", id=2, v="later"))
        elsewhere.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()

    def told(self, stream, **fields):
        return any(fields.items() <= record.items() for record in self.records(stream))

    def status_line(self, stream):
        """What `status` says of a stream."""
        before = len(self.pusher.errors())
        self.pusher.call("status")
        lines = self.pusher.errors()[before:].splitlines()
        return next(line for line in lines if self.full_name(stream) in line)

    def test_an_alter_that_waits_for_its_standby(self):
        """A look does not see it, and what is written behind it is not streamed."""
        self.start()
        before = self.marks()
        hanging = [self.session(), self.session()]
        hanging[0].do("BEGIN; SELECT pg_current_xact_id()")
        self.fill_bays()
        self.await_rows()
        self.set_standbys("nobody")
        self.addCleanup(self.set_standbys, "")
        hanging[0].begin("ALTER PUBLICATION sluice DROP TABLE depot.bays; COMMIT")
        self.wait_for_standbys(1)
        hanging[1].begin("INSERT INTO depot.bays VALUES (90, 'unseen')")
        self.wait_for_standbys(2)
        time.sleep(2)
        self.assertEqual(self.marks(), before)
        waiting = self.generations("bays")[-1]
        self.set_standbys("")
        for session in hanging:
            session.end()
        self.setup()
        # A look between the two says that the publication lacks the table, and ends the pusher.
        self.wait_for_end_or(lambda: self.differences() == "")
        if not self.pusher.running():
            self.pusher.start()
        self.await_equal()
        self.assert_comes_right()
        self.assertNotIn(waiting, self.marks())

    def test_records_that_are_not_durable(self):
        """All that was sent has to be, before the fill goes on, and the mark before it is done."""
        self.start()
        elsewhere = self.session_in(self.server)
        elsewhere.do("BEGIN; SELECT pg_current_xact_id()")
        with self.paused("sender"):
            self.fill_bays()
            self.wait_for("it begins", lambda: len(self.events("fill_started", stream="bays")) == 2)
            time.sleep(1)
            self.assertEqual(self.events("fill_waits"), [])
        self.wait_for("it waits", lambda: self.events("fill_waits"))
        with self.paused("sender"):
            elsewhere.do("COMMIT")
            time.sleep(1)
            self.assertEqual(len(self.events("fill_done", stream="bays")), 1)
        self.assert_comes_right()

    def wait_for_end_or(self, condition, timeout=30):
        deadline = time.monotonic() + timeout
        while self.pusher.running() and not condition() and time.monotonic() < deadline:
            time.sleep(0.1)


if __name__ == "__main__":
    unittest.main()
