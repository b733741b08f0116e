"""The pusher killed while one release is filled."""

import time
import unittest

from filling import Filling


class Killed(Filling):
    def test_one_chunk_is_lost(self):
        """What was delivered before the state was saved is not read again: it is saved every second."""
        self.start_in_small_chunks()
        with self.stopped_in_a_fill():
            read = self.read()
            time.sleep(1.2)
        self.wait_for("it goes on", lambda: len(self.read()) > len(read))
        time.sleep(0.5)
        self.kill_all()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.await_covered()
        self.assert_comes_right()
        self.assert_filled("crates", 2)
        again = [n for n in read if len(self.of_generation(n, _op="r")) > 1]
        self.assertLess(len(again), 3)

    def test_again_and_again(self):
        """A row that waits for a chunk is met again after the kill."""
        self.start_in_small_chunks()
        for turn in range(3):
            with self.stopped_in_a_fill() as (read, unread):
                self.sql(
                    f"UPDATE depot.crates SET label = 'turn {turn}' WHERE id IN ({read}, {unread})"
                )
                self.kill_all()
            self.pusher.start()
            self.pusher.wait_until_current()
            self.await_covered()
        self.assert_comes_right()

    def test_before_the_end_mark(self):
        """All was read and delivered: only the mark is still to come."""
        elsewhere = self.session()
        self.start_in_small_chunks()
        elsewhere.do("BEGIN; SELECT pg_current_xact_id()")
        self.request("fill", self.full_name("crates"))
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="crates"))
        self.kill_all()
        elsewhere.do("COMMIT")
        self.pusher.start()
        self.pusher.wait_until_current()
        self.await_covered()
        self.assert_comes_right()
        self.assert_filled("crates", 2)

    def test_with_the_server(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(f"UPDATE depot.crates SET label = 'later' WHERE id IN ({read}, {unread})")
            self.server.restart("immediate")
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
