"""A pusher whose policies lack a release, between two that have it: what happened meanwhile is filled in."""

import unittest

from yard import OFTEN, Yard


class RolledBackBinaries(Yard):
    look_every_ms = OFTEN

    def assert_bays_alone_are_filled(self):
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)

    def test_back_and_forward(self):
        self.once()
        self.once("one")
        self.sql("INSERT INTO depot.bays VALUES (60, 'meanwhile')")
        self.once("one")
        self.once("both")
        self.assert_equal()
        self.assert_bays_alone_are_filled()

    def test_back_and_forward_in_one_go(self):
        """The older one was stopped before it had anything to send."""
        self.once()
        self.sql("INSERT INTO depot.bays VALUES (60, 'meanwhile')")
        self.once("one")
        self.once("both")
        self.assert_equal()
        self.assert_bays_alone_are_filled()

    def test_a_release_removed_and_added(self):
        """As it is to be done: with each version's setup.sql."""
        self.once()
        self.use("one")
        self.setup()
        self.once()
        self.sql(
            "INSERT INTO depot.bays VALUES (61, 'meanwhile')", "DELETE FROM depot.bays WHERE id = 1"
        )
        self.use("both")
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_bays_alone_are_filled()

    def test_a_new_release(self):
        self.use("one")
        self.setup()
        self.once()
        self.use("both")
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_filled("crates", 1)

    def test_a_running_older_one(self):
        """It follows for a while, and is killed."""
        self.once()
        self.use("one")
        self.start()
        self.sql("INSERT INTO depot.bays VALUES (62, 'meanwhile')")
        self.pusher.wait_until_current()
        self.kill_all()
        self.once("both")
        self.assert_equal()
        self.assert_bays_alone_are_filled()


if __name__ == "__main__":
    unittest.main()
