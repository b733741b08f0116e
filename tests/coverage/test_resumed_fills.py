"""A fill that goes on after a kill: what the run before knew counts as far as it was delivered."""

import time
import unittest

from filling import Filling


class Resumed(Filling):
    """`n` is withheld: an update of it alone is not told, and moves its row into the first block."""

    build_name = "hidden"

    def saved(self):
        """How many blocks of crates the saved state has as read and delivered, and how many are left."""
        fill = next(r for r in self.pusher.releases() if r["release"].endswith("crates")).get(
            "fill"
        )
        return (fill["blocks_read"], fill["blocks"] - fill["blocks_read"]) if fill else (0, None)

    def deliver_within(self, milliseconds, **options):
        """From the next start on a file takes so long, unless it is full."""
        self.pusher.config["destinations"]["yard"] |= {"roll_delay_ms": milliseconds} | options
        self.pusher.write_config()

    def delivered(self):
        """The ids of the new generation in files that are finished."""
        return {
            r["id"] for r in self.records("crates") if r["_gen"] not in self.first and "id" in r
        }

    def begun(self):
        return self.events("fill_started", stream="crates")

    def hide(self, number):
        self.sql(f"UPDATE depot.crates SET n = -1 WHERE id = {number}")

    def test_a_chunk_that_was_not_delivered(self):
        """Its digests are saved with what was delivered before it. The row moves to what was read."""
        self.deliver_within(60000, roll_bytes=20000)
        self.start_in_small_chunks()
        locker = self.session()
        self.request("fill", self.full_name("crates"))
        self.wait_for("a part is delivered", self.delivered)
        time.sleep(0.1)  # more is on its way
        locker.do("BEGIN; LOCK TABLE depot.crates IN ACCESS EXCLUSIVE MODE")
        self.wait_for("that is saved", lambda: self.saved()[0] > 1)
        self.assertFalse(self.is_covered())
        with self.paused("sender"):  # else it would finish its file when the reader is gone
            lost = max(self.delivered()) + 1
            self.kill_all()
        locker.do("COMMIT")
        self.hide(lost)
        self.assertEqual(self.block(lost), 0)
        self.deliver_within(100)
        self.pusher.start()
        self.assert_comes_right()

    def test_an_update_when_all_is_read(self):
        """Of its row nothing is known any more: it leaves with a chunk of its own."""
        elsewhere = self.session()
        self.start_in_small_chunks()
        elsewhere.do("BEGIN; SELECT pg_current_xact_id()")
        self.request("fill", self.full_name("crates"))
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="crates"))
        self.wait_for("all is saved", lambda: self.saved()[1] == 0)
        self.kill_all()
        self.hide(200)
        self.pusher.start()
        self.wait_for("it waits again", lambda: len(self.events("fill_waits", stream="crates")) > 1)
        elsewhere.do("COMMIT")
        self.assert_comes_right()

    def test_another_fill_before_the_first_one_is_delivered(self):
        """How far the first had come is no place in the second, which has not begun to read."""
        self.deliver_within(3000)
        self.start_in_small_chunks()
        self.request("fill", self.full_name("crates"))
        self.wait_for("the first begins", lambda: len(self.begun()) == 2)
        time.sleep(0.2)  # some of it is read
        with self.stream_stopped():
            self.sql("INSERT INTO depot.bays VALUES (90, 'what the second waits for')")
            self.request("fill", self.full_name("crates"))
            self.wait_for("the second begins", lambda: len(self.begun()) == 3)
            self.assertTrue(self._growing(), "the first is delivered")
            self.wait_for("it is delivered", lambda: not self._growing())
            time.sleep(1.5)  # the state is saved every second
            self.kill_all()
        self.deliver_within(100)
        self.pusher.start()
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
