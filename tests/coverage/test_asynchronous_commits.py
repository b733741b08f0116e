"""synchronous_commit = off: others see a commit before it is in the log on disk, and a crash takes it back.
What the pusher read by itself must not be in the lake then."""

import time
import unittest

from filling import Filling
from yard import Yard

# The log is written when a page of it is full, or when the writer's delay is over.
SLOW_LOG = "-c max_prepared_transactions=5 -c wal_writer_delay=10s -c checkpoint_timeout=1d"
ASYNCHRONOUS = "SET synchronous_commit = off"


class AsynchronousCommits(Yard):
    server_options = SLOW_LOG

    def test_until_current_waits_for_them(self):
        self.once()
        for turn in range(3):
            self.sql(ASYNCHRONOUS, f"UPDATE depot.bays SET v = 'turn {turn}' WHERE id = 1")
            self.once()
            self.assert_equal()

    def test_a_row_read_again(self):
        """The first update does not carry the long text; when the row is read again, the second is seen."""
        self.sql(
            "UPDATE depot.crates SET note = (SELECT string_agg(md5(n::text), '')"
            " FROM generate_series(1, 400) n) WHERE id = 1"
        )
        self.start()
        with self.paused():
            self.sql(
                "UPDATE depot.crates SET label = 'sure' WHERE id = 1",
                ASYNCHRONOUS,
                "UPDATE depot.crates SET label = 'taken back' WHERE id = 1",
            )
        time.sleep(2)
        self.server.restart("immediate")
        self.await_equal()
        self.assert_comes_right()


class Chunks(Filling):
    server_options = SLOW_LOG

    def test_a_row_of_a_chunk(self):
        session = self.session()
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            self.sql(ASYNCHRONOUS, f"DELETE FROM depot.crates WHERE id = {unread}")
            self.sql(
                ASYNCHRONOUS, f"UPDATE depot.crates SET label = 'taken back' WHERE id > {unread}"
            )
            written = session.do("SELECT pg_current_wal_insert_lsn() - 40")  # a page's header apart
            read = self.read()
        # One chunk may have been read before; another has seen all of this.
        self.wait_for("two rows are told", lambda: len(self.read() - read) > 1)
        self.assertEqual(session.do(f"SELECT pg_current_wal_flush_lsn() >= '{written}'"), "t")
        self.server.restart("immediate")
        self.await_covered()
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
