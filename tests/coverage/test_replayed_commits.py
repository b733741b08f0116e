"""What comes again after a kill, and its digest in the state: one that was saved together with a position
before it does not say that the row has arrived."""

import unittest

from yard import Yard

ATTEMPTS = 5


class ReplayedCommits(Yard):
    """The position is where the server had nothing more to tell. The next thing in its log may be the commit
    record of a transaction that wrote its rows before."""

    def setUp(self):
        super().setUp()
        self.start()

    def confirmed(self):
        return self.sql("SELECT confirmed_flush_lsn FROM pg_replication_slots")

    def end_of_log(self):
        """Writes what is no row to the log and has it told; gives where it ends."""
        told = self.sql(
            "SELECT pg_logical_emit_message(true, 'test', '')",
            "SELECT pg_current_wal_insert_lsn()",
        )
        return told.splitlines()[-1]

    def save_before_it_arrives(self, label):
        """An update reaches the reader and no lake, and the state is saved with the position at its commit
        record; whether that is how it went."""
        writer = self.session()
        writer.do(f"BEGIN; UPDATE depot.crates SET label = '{label}' WHERE id = 1")
        self.pusher.wait_until_current()  # what was delivered is marked, too, and
        self.pusher.wait_until_streamed()  # the state was just saved: not again within a second
        before = self.confirmed()
        with self.paused("sender"):
            position = self.end_of_log()
            self.wait_for("it is told", lambda: self.is_told(position))
            writer.do("COMMIT")
            self.wait_for("the state is saved", lambda: self.confirmed() != before)
            if self.confirmed() != position:
                return False
            self.kill_all()
            return True

    def is_told(self, position):
        query = f"SELECT bool_and(sent_lsn >= '{position}') FROM pg_stat_replication"
        return self.sql(query) == "t"

    def test_commit_where_the_position_is(self):
        met = False
        for attempt in range(ATTEMPTS):
            if met := self.save_before_it_arrives(f"turn {attempt}"):
                break
        self.assertTrue(met, "the position was never right before the commit record")
        self.once()
        self.assert_equal()


if __name__ == "__main__":
    unittest.main()
