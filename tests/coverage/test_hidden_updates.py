"""Updates that change nothing released, while a release is filled: they are not told, and their rows are
not lost."""

import time
import unittest

from filling import Filling


class HiddenUpdates(Filling):
    """An update of a column that stays at home."""

    build_name = "hidden"

    def test_it_is_not_told(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(f"UPDATE depot.crates SET n = n + 1 WHERE id IN ({read}, {unread})")
        self.assert_comes_right()
        for number in (read, unread):
            (record,) = self.of_generation(number)
            self.assertEqual(record["_op"], "r")

    def test_it_moves_its_row_behind_the_cursor(self):
        """No chunk has it, and nothing is told of the update: the end mark would take the row away."""
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            before = self.block(unread)
            self.sql(f"UPDATE depot.crates SET n = n + 1 WHERE id = {unread}")
            self.assertLess(self.block(unread), before)
        self.assert_comes_right()
        (record,) = self.of_generation(unread)
        self.assertEqual(record["_op"], "r")

    def test_the_row_is_deleted_while_it_waits(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            self.sql(
                f"UPDATE depot.crates SET n = n + 1 WHERE id = {unread}",
                f"DELETE FROM depot.crates WHERE id = {unread}",
            )
        self.assert_comes_right()
        self.assertEqual([r["_op"] for r in self.of_generation(unread)][-1], "d")

    def test_its_key_changes_while_it_waits(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            self.sql(
                f"UPDATE depot.crates SET n = n + 1 WHERE id = {unread}",
                f"UPDATE depot.crates SET id = id + 1000 WHERE id = {unread}",
            )
        self.assert_comes_right()

    def test_the_pusher_is_killed_while_it_waits(self):
        """The checkpoint must not have passed it."""
        locker = self.session()
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            self.sql(f"UPDATE depot.crates SET n = n + 1 WHERE id = {unread}")
            self.assertLess(self.block(unread), 2)
            locker.begin("BEGIN; LOCK TABLE depot.crates IN ACCESS EXCLUSIVE MODE")
        locker.end()
        # A chunk waits for the lock and gives up; the update comes; what is delivered is saved.
        time.sleep(5)
        self.kill_all()
        locker.do("ROLLBACK")
        self.pusher.start()
        self.pusher.wait_until_current()
        self.assert_comes_right()

    def test_none_is_told_after_a_fill(self):
        """The rows that chunks sent are known by their digests."""
        self.start_in_small_chunks()
        self.request("fill", self.full_name("crates"))
        self.await_covered()
        self.sql("UPDATE depot.crates SET n = n + 1")
        self.pusher.wait_until_current()
        self.assert_comes_right()
        self.assertEqual([r for r in self.records("crates") if r["_op"] == "u"], [])


class Apart(HiddenUpdates):
    """With positions apart: the same, and the others' positions are none of the receiver's business."""

    build_name = "apart"


class Whole(Filling):
    """Under replica identity full each update comes with the old row, and digests are kept for the fill."""

    build_name = "whole crates"

    test_it_is_not_told = HiddenUpdates.test_it_is_not_told
    test_it_moves_its_row_behind_the_cursor = HiddenUpdates.test_it_moves_its_row_behind_the_cursor


if __name__ == "__main__":
    unittest.main()
