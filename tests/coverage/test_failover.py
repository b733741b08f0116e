"""A standby is promoted that had not yet got what the pusher has already sent. Its slot is where the standby
had it, and the lake has rows that the new primary never had."""

import os
import shutil
import signal
import time
import unittest

from yard import Yard

LONG = "(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 400) n)"


class Failover(Yard):
    def setUp(self):
        super().setUp()
        self.data = self.server.directory / "data"
        self.behind = self.server.directory / "behind"
        self.addCleanup(shutil.rmtree, self.behind, ignore_errors=True)

    def leave_a_standby_behind(self):
        """A copy of the server, slots and all."""
        self.server.halt()
        shutil.copytree(self.data, self.behind, symlinks=True)
        self.server.resume()

    def send_it_the_log(self):
        """What was written until now; nothing of what comes."""
        for segment in (self.data / "pg_wal").glob("0*"):
            shutil.copy(segment, self.behind / "pg_wal")

    def own(self, directory):
        """Everything belongs to the user that the server runs as."""
        owner = directory.parent.stat()
        for path in (directory, *directory.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)

    def promote_it(self):
        self.server.halt("immediate")
        shutil.rmtree(self.data)
        self.behind.rename(self.data)
        (self.data / "standby.signal").touch()
        self.own(self.data)
        self.server.resume()
        self.server.sql("SELECT pg_promote()")
        self.wait_for("it is primary", lambda: self.server.sql("SELECT pg_is_in_recovery()") == "f")

    def test_a_record_sent_before_the_checkpoint(self):
        self.once()
        self.leave_a_standby_behind()
        self.deliver_slowly()
        self.start()
        self.fill_the_log()
        self.send_it_the_log()
        self.deliver_and_kill("lost", "INSERT INTO depot.bays VALUES (90, 'lost')")
        self.promote_it()
        self.once()
        self.assert_equal()

    def test_a_record_sent_and_confirmed(self):
        self.once()
        self.leave_a_standby_behind()
        self.sql(
            "INSERT INTO depot.bays VALUES (90, 'lost')", "DELETE FROM depot.bays WHERE id = 1"
        )
        self.once()
        self.promote_it()
        self.once()
        self.assert_equal()

    def test_what_the_new_primary_writes_in_the_place_of_it(self):
        """Other transactions have the same positions."""
        self.once()
        self.leave_a_standby_behind()
        self.sql(
            "INSERT INTO depot.bays VALUES (90, 'lost')", "DELETE FROM depot.bays WHERE id = 1"
        )
        self.once()
        self.promote_it()
        self.sql(
            "UPDATE depot.bays SET v = 'new primary' WHERE id = 1",
            "INSERT INTO depot.crates SELECT g FROM generate_series(100, 2000) g",
        )
        self.once()
        self.assert_equal()

    def fill_the_log(self):
        """More than by what the state's bound is raised at a time; nothing of it is streamed."""
        self.server.sql(
            "SELECT pg_logical_emit_message(false, 'test', repeat('x', 20000000)),"
            " pg_logical_emit_message(true, 'test', 'which has it written to disk')"
        )

    def await_told(self, label):
        self.wait_for(
            f"{label} is told",
            lambda: any(
                label in r.values() for name in ("bays", "crates") for r in self.records(name)
            ),
        )

    def test_a_row_of_a_chunk(self):
        """The second chunk reads what the stream has not brought yet, and the standby never gets."""
        self.once()
        self.leave_a_standby_behind()
        self.pusher.config["chunk_rows"] = 3
        self.pusher.write_config()
        self.start()
        self.fill_the_log()
        session = self.session()
        with self.stream_stopped():
            self.assertEqual(self.pusher.call("fill", "yard.bays"), 0, self.pusher.said())
            self.wait_for("it begins", lambda: self.events("fill_started")[2:])
            session.do("BEGIN; LOCK TABLE depot.bays IN ACCESS EXCLUSIVE MODE")
        self.wait_for_lock()
        with self.stream_stopped():
            self.send_it_the_log()
            session.do("INSERT INTO depot.bays VALUES (90, 'lost'); COMMIT")
            self.await_told("lost")
            self.kill_all()
        self.promote_it()
        self.once()
        self.assert_equal()

    def wait_for_lock(self):
        self.wait_for(
            "a chunk waits",
            lambda: self.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0",
        )

    def test_a_row_read_again(self):
        """With the change of which it lacks a value, it tells the next one, which the standby never gets."""
        self.sql(f"UPDATE depot.crates SET note = {LONG} WHERE id = 1")
        self.once()
        self.leave_a_standby_behind()
        self.start()
        with self.paused():
            self.sql("UPDATE depot.crates SET label = 'sure' WHERE id = 1")
            self.wait_for_sent()
            with self.stream_stopped():
                self.fill_the_log()
                self.send_it_the_log()
                self.sql("UPDATE depot.crates SET label = 'lost' WHERE id = 1")
                os.kill(self.pusher.processes()["reader"], signal.SIGCONT)
                self.await_told("lost")
                time.sleep(2)  # until it is saved
                self.kill_all()
        self.promote_it()
        self.once()
        self.assert_equal()

    def wait_for_sent(self):
        lsn = self.sql("SELECT pg_current_wal_insert_lsn()")
        self.wait_for(
            "it is sent",
            lambda: (
                self.sql(f"SELECT bool_and(sent_lsn >= '{lsn}') FROM pg_stat_replication") == "t"
            ),
        )


if __name__ == "__main__":
    unittest.main()
