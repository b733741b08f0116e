"""The setup.sql of another build is run before the old pusher stops, or after the new one has started: no
order loses a row, and what a pusher can no longer read stops its releases of that table alone."""

import unittest

import builds
from yard import OFTEN, Yard


class UpgradeOrder(Yard):
    look_every_ms = OFTEN

    def setup_of(self, name):
        self.database.psql("-f", builds.build(name).setup)

    def has(self, stream, number):
        return any(r.get("id") == number for r in self.records(stream))

    def insert(self, *numbers):
        for number in numbers:
            self.sql(
                f"INSERT INTO depot.crates (id, label) VALUES ({number}, 'new')",
                f"INSERT INTO depot.bays VALUES ({number}, 'new')",
            )

    def test_a_column_goes(self):
        """The publication's list and the reader's rights are those of a build that does not read `n`."""
        self.start()
        self.insert(50)
        self.setup_of("hidden")
        self.insert(51)
        self.wait_for("crates stops", lambda: self.events("uncovered", cause="drift"))
        self.insert(52)
        self.wait_for("bays goes on", lambda: self.has("bays", 52))
        self.stop()
        self.insert(53)
        self.use("hidden")
        self.pusher.start()
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_a_release_goes(self):
        self.start()
        self.setup_of("one")
        self.sql("INSERT INTO depot.bays VALUES (51, 'new')")
        self.wait_for("bays stops", lambda: self.events("uncovered", stream="bays"))
        self.sql("INSERT INTO depot.crates (id, label) VALUES (52, 'new')")
        self.wait_for("crates goes on", lambda: self.has("crates", 52))
        self.stop()
        self.use("one")
        self.pusher.start()
        self.assert_comes_right()

    def test_the_new_pusher_first(self):
        """It reads what setup.sql does not let it read yet."""
        self.use("hidden")
        self.setup()
        self.start()
        self.stop()
        self.use("both")
        self.pusher.start()
        self.wait_for("crates waits", lambda: self.events("drift"))
        self.insert(51)
        self.wait_for("bays goes on", lambda: self.has("bays", 51))
        self.setup()
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
