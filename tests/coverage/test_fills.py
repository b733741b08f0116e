"""One release filled, while its table changes between two chunks, the pusher is killed, and the others go
on."""

import threading
import time
import unittest

from filling import ROOM, Filling


class Fills(Filling):
    def test_all_rows_and_no_more(self):
        self.start_in_small_chunks()
        self.request("fill", self.full_name("crates"))
        self.await_covered()
        self.assert_comes_right()
        self.assert_filled("crates", 2)
        self.assert_filled("bays", 1)

    def test_the_others_go_on(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill():
            self.sql("INSERT INTO depot.bays VALUES (6, 'beside')")
        self.wait_for("the other", lambda: any(r.get("id") == 6 for r in self.records("bays")))
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_a_lock_in_the_middle(self):
        """It holds up this fill alone, and `status` says that it does."""
        self.start_in_small_chunks()
        holder = self.session()
        with self.stopped_in_a_fill():
            holder.begin("BEGIN; LOCK TABLE depot.crates")
        holder.end()
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="crates"))
        before = len(self.generations("bays"))
        self.request("fill", self.full_name("bays"))
        self.sql("INSERT INTO depot.bays VALUES (6, 'beside')")
        self.wait_for("the other", lambda: len(self.generations("bays")) > before)
        self.wait_for("a row of it", lambda: any(r.get("id") == 6 for r in self.records("bays")))
        holder.do("COMMIT")
        self.assert_comes_right()

    def test_rows_changed(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(
                f"UPDATE depot.crates SET label = 'later' WHERE id IN ({read}, {unread})",
                f"UPDATE depot.crates SET label = 'last' WHERE id IN ({read}, {unread})",
                "INSERT INTO depot.crates VALUES (1000, 'new')",
            )
        self.assert_comes_right()

    def test_rows_deleted(self):
        """What is deleted is told at once, whether it was read or not."""
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(f"DELETE FROM depot.crates WHERE id IN ({read}, {unread})")
        self.assert_comes_right()
        for number in (read, unread):
            self.assertEqual(len(self.of_generation(number, _op="d")), 1)

    def test_rows_deleted_and_inserted(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(
                f"DELETE FROM depot.crates WHERE id IN ({read}, {unread})",
                f"INSERT INTO depot.crates VALUES ({read}, 'again'), ({unread}, 'again')",
                f"UPDATE depot.crates SET label = 'later' WHERE id IN ({read}, {unread})",
            )
        self.assert_comes_right()

    def test_keys_changed(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(
                f"UPDATE depot.crates SET id = id + 1000 WHERE id IN ({read}, {unread})",
                f"UPDATE depot.crates SET id = {read} WHERE id = {unread + 1}",
                f"UPDATE depot.crates SET id = {unread} WHERE id = {read + 1}",
            )
        self.assert_comes_right()

    def test_a_row_that_moves_behind_the_cursor(self):
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            before = self.block(unread)
            self.sql(f"UPDATE depot.crates SET label = 'moved' WHERE id = {unread}")
            self.assertLess(self.block(unread), before)
        self.assert_comes_right()

    def test_a_long_text_that_an_update_does_not_carry(self):
        self.sql(
            "UPDATE depot.crates SET note ="
            " (SELECT string_agg(md5(n::text || id), '') FROM generate_series(1, 400) n)"
        )
        self.once()
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(
                f"UPDATE depot.crates SET label = 'later' WHERE id IN ({read}, {unread})",
                f"UPDATE depot.crates SET note = 'short' WHERE id = {read}",
            )
        self.assert_comes_right()

    def change_the_file(self, *statements):
        """They may have to wait until a chunk is over; then they come before the next."""
        session = self.session()
        session.begin(";".join(statements))
        time.sleep(0.5)
        return session

    def test_rows_move_in_vacuum_full(self):
        """Half of what was read is gone, so that rows move forward by blocks, behind the cursor."""
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            self.sql(f"DELETE FROM depot.crates WHERE id < {unread} - 20")
            session = self.change_the_file("VACUUM FULL depot.crates")
        session.end()
        self.assert_comes_right()

    def test_truncated_and_loaded(self):
        """An update that waits for a chunk is of a row that is gone, too."""
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (_, unread):
            self.sql(f"UPDATE depot.crates SET label = 'waits' WHERE id = {unread}")
            session = self.change_the_file(
                "TRUNCATE depot.crates",
                "INSERT INTO depot.crates SELECT g, 'loaded' FROM generate_series(300, 330) g",
            )
        session.end()
        self.assert_comes_right()

    def test_loaded_again_and_again(self):
        """Faster than it can be filled: a truncation says of itself that nothing is left to be read."""
        self.sql(f"DELETE FROM depot.crates WHERE id > {ROOM} + 150")
        self.start_in_small_chunks()
        over = threading.Event()

        def load():
            while not over.wait(0.1):
                self.sql(
                    """BEGIN;
                    TRUNCATE depot.crates;
                    INSERT INTO depot.crates SELECT g, 'loaded' FROM generate_series(1, 400) g;
                    COMMIT"""
                )

        loader = threading.Thread(target=load)
        loader.start()
        self.addCleanup(loader.join)
        self.addCleanup(over.set)
        self.request("fill", self.full_name("crates"))
        self.await_covered()
        over.set()
        loader.join()
        self.assert_comes_right()

    def test_the_entry_gone_for_a_while(self):
        """Rows that were read may have been deleted unseen: it begins anew."""
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(
                "ALTER PUBLICATION sluice DROP TABLE depot.crates",
                f"DELETE FROM depot.crates WHERE id = {read}",
                f"UPDATE depot.crates SET label = 'unseen' WHERE id IN ({read + 1}, {unread})",
            )
            self.setup()
        self.await_equal()
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_a_server_that_does_nothing_else(self):
        """The insert position stands behind the header of a page that the stream does not come to."""
        self.start_in_small_chunks()
        # Every 15 seconds it writes to the log.
        writer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'background writer'"
        with self.stopped(int(self.sql(writer))):
            self.sql("SELECT pg_switch_wal()")
            self.request("fill", self.full_name("bays"))
            self.wait_for("bays is filled", lambda: self.events("fill_done", stream="bays")[1:], 15)
        self.stop()
        self.assert_equal()


class Filtered(Filling):
    build_name = "few"

    def test_rows_leave_and_enter_the_filter(self):
        self.sql("UPDATE depot.crates SET n = 5000 WHERE id IN (390, 20)")
        self.once()
        self.start_in_small_chunks()
        with self.stopped_in_a_fill() as (read, unread):
            self.sql(
                f"UPDATE depot.crates SET n = 5000 WHERE id IN ({read}, {unread})",
                "UPDATE depot.crates SET n = 1 WHERE id IN (390, 20)",
            )
        self.assert_comes_right()


class Kept(Filling):
    """Deleted rows stay: no end mark takes them away."""

    build_name = "kept"

    def test_no_end_mark(self):
        self.sql("DELETE FROM depot.bays WHERE id = 1")
        self.once()
        self.start_in_small_chunks()
        self.request("fill", self.full_name("bays"))
        self.wait_for("bays is filled", lambda: self.events("fill_done", stream="bays"))
        self.stop()
        operations = {record["_op"] for record in self.records("bays")}
        self.assertEqual(operations, {"r"})


if __name__ == "__main__":
    unittest.main()
