"""A release whose lines changed: it is filled again, or the new lines count from now on, as the configuration
says. Another row key is filled whatever it says."""

import unittest

from yard import Yard


class ChangedSemantics(Yard):
    def configure(self, word):
        self.pusher.config["on_change"] = word
        self.pusher.write_config()

    def with_the_new_field(self):
        return {record["id"] for record in self.records("bays") if "word" in record}

    def test_filled_again(self):
        self.once()
        self.once("words")
        self.assert_equal()
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)

    def test_from_now_on(self):
        self.configure("from now on")
        self.once()
        self.once("words")
        self.sql("UPDATE depot.bays SET v = 'later' WHERE id = 3")
        self.once()
        self.assert_filled("bays", 1)
        self.assertEqual(self.with_the_new_field(), {3})

    def test_from_now_on_is_said_too_late(self):
        """A fill that has begun comes to its end."""
        self.once()
        writer = self.session()
        writer.do("BEGIN; UPDATE depot.bays SET v = 'open' WHERE id = 1")
        self.use("words")
        self.pusher.start()
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="bays"))
        self.kill_all()
        writer.do("COMMIT")
        self.configure("from now on")
        self.once()
        self.assert_equal()

    def test_another_row_key(self):
        self.configure("from now on")
        self.once()
        self.use("pseudonym")
        self.setup()
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)


if __name__ == "__main__":
    unittest.main()
