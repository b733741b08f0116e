"""A standby is promoted that had not yet got what the pusher has already sent. Its slot is where the standby
had it, and the lake has rows that the new primary never had."""

import os
import shutil
import unittest

from yard import Yard


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


if __name__ == "__main__":
    unittest.main()
