"""The stream tells a commit before others can see it, and for longer while a synchronous standby does not
answer. A chunk that is read meanwhile would hold older rows, and stand behind what was told."""

import time
import unittest

from yard import Yard


class UnseenCommits(Yard):
    tables = "INSERT INTO depot.bays SELECT g, 'v'||g FROM generate_series(10, 30) g;"

    def setUp(self):
        super().setUp()
        self.start()
        # Of a table that the stream has met, it brings rows without a look before them.
        self.sql("UPDATE depot.bays SET v = 'known' WHERE id = 2")
        self.pusher.wait_until_current()
        self.addCleanup(self.set_standbys, "")

    def fill_bays(self):
        self.assertEqual(self.pusher.call("fill", "yard.bays"), 0, self.pusher.said())

    def await_start(self):
        self.wait_for("it begins", lambda: len(self.events("fill_started", stream="bays")) == 2)

    def begin_unseen(self, statement):
        """A transaction that is in the log and cannot be seen, until somebody takes the standby away."""
        self.set_standbys("nobody")
        session = self.session()
        session.begin(statement)
        self.wait_for_standbys(1)
        return session

    def read(self):
        """What chunks have told in a generation that is not the first."""
        records = self.records("bays")
        return [r for r in records if r["_gen"] != records[0]["_gen"] and r["_op"] == "r"]

    def assert_comes_right_when_it_is_seen(self, session):
        self.assertTrue(self.pusher.running(), self.pusher.said())
        self.assertEqual(self.read(), [])
        self.set_standbys("")
        session.end()
        self.wait_for("bays is filled", lambda: len(self.events("fill_done", stream="bays")) == 2)
        self.assert_comes_right()

    def test_told_before_the_fill(self):
        session = self.begin_unseen("UPDATE depot.bays SET v = 'later' WHERE id = 1")
        self.wait_for(
            "it is told", lambda: any(r.get("v") == "later" for r in self.records("bays"))
        )
        self.fill_bays()
        time.sleep(3)
        self.assert_comes_right_when_it_is_seen(session)

    def delete_below_l(self):
        """It begins when the writers were listed, and its commit lies before L: only a chunk can tell it."""
        writer = self.session()
        writer.do("SET synchronous_commit = local")
        writer.do("BEGIN; UPDATE depot.bays SET v = 'waited for' WHERE id = 3")
        self.fill_bays()
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="bays"))
        with self.stream_stopped():
            session = self.begin_unseen("DELETE FROM depot.bays WHERE id = 1")
            writer.do("COMMIT")
            self.await_start()
            time.sleep(1)  # the stream has not come to L
        return session

    def test_not_told_because_the_fill_reads_it(self):
        session = self.delete_below_l()
        time.sleep(3)
        waits = self.events("fill_waits", stream="bays")
        self.assertIn("a synchronous standby", waits[-1]["waits_for"])
        self.assert_comes_right_when_it_is_seen(session)

    def test_an_earlier_run_has_passed_it(self):
        session = self.delete_below_l()
        time.sleep(2)  # until it is confirmed
        self.kill_all()
        self.pusher.start()
        self.wait_for("it goes on", lambda: self.events("fill_resumed", stream="bays"))
        time.sleep(2)
        self.assert_comes_right_when_it_is_seen(session)

    def await_said(self, waits_for):
        """What it waits for is said, with the transaction; and not again and again."""
        (said,) = self.wait_for("it is said", lambda: self.events("replication_waits"))
        self.assertIn(waits_for, said["waits_for"])
        time.sleep(3)
        self.assertEqual(len(self.events("replication_waits")), 1)
        return said

    def assert_says_the_standby(self, session):
        said = self.await_said("a synchronous standby")
        waiting = "SELECT backend_xid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        self.assertEqual(str(said["xid"]), self.sql(waiting))
        self.assertIn("synchronous_standby_names", said["remedy"])
        self.set_standbys("")
        session.end()
        self.assert_comes_right()

    def test_a_look_says_what_it_waits_for(self):
        """The stream meets this table for the first time, and the catalogue is looked at."""
        self.assert_says_the_standby(self.begin_unseen("INSERT INTO depot.crates VALUES (99, 'x')"))

    def with_a_long_note(self):
        """An update that leaves it alone does not carry it: the row is read again."""
        self.sql(
            "UPDATE depot.crates SET note = (SELECT string_agg(md5(n::text), '')"
            " FROM generate_series(1, 400) n) WHERE id = 1"
        )
        self.pusher.wait_until_current()

    def test_a_reread_says_what_it_waits_for(self):
        self.with_a_long_note()
        self.assert_says_the_standby(
            self.begin_unseen("UPDATE depot.crates SET label = 'x' WHERE id = 1")
        )

    def test_a_reread_says_whose_lock_it_waits_for(self):
        self.with_a_long_note()
        locker = self.session()
        with self.paused():
            self.sql("UPDATE depot.crates SET label = 'x' WHERE id = 1")
            locker.do("BEGIN; LOCK TABLE depot.crates")
        said = self.await_said("a lock on depot.crates")
        self.assertIn("pg_locks", said["remedy"])
        locker.do("COMMIT")
        self.assert_comes_right()

    def test_one_after_the_other(self):
        """At every moment some commit waits. A chunk can see them all if the stream stands still."""
        self.set_standbys("nobody")
        writers = [self.session(), self.session()]
        pids = [writer.do("SELECT pg_backend_pid()") for writer in writers]
        writers[0].begin("UPDATE depot.bays SET v = 'waits' WHERE id = 10")
        self.fill_bays()
        for turn in range(1, 13):
            now, before = turn % 2, (turn - 1) % 2
            writers[now].begin(f"UPDATE depot.bays SET v = 'waits' WHERE id = {10 + turn}")
            time.sleep(0.5)
            self.sql(f"SELECT pg_cancel_backend({pids[before]})")  # seen now, and not by a standby
            writers[before].end()
            if self.read():
                break
        self.assertTrue(self.read(), f"no chunk is read\n{self.pusher.said()}")
        self.set_standbys("")
        writers[now].end()
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
