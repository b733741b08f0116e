"""`withhold new columns`: what the database adds is no difference. It is withheld, a warning names it,
and nothing of it gets anywhere."""

import unittest

from yard import OFTEN, Yard

ADD = 'ALTER TABLE depot.crates ADD extra text, ADD "Extra 2" int DEFAULT 7'
CANARY = "Qx7canary"
DRIFT = 3


class NewColumns(Yard):
    look_every_ms = OFTEN
    build_name = "new columns"

    def warned_of(self):
        return [event["column"] for event in self.events("new_column_withheld", table="crates")]

    def assert_untold(self):
        for path in self.pusher.written():
            self.assertNotIn(CANARY.encode(), path.read_bytes(), path)

    def write_rows(self):
        self.sql(
            f"INSERT INTO depot.crates (id, label, extra) VALUES (92, 'x', '{CANARY}')",
            f"UPDATE depot.crates SET extra = '{CANARY}' WHERE id < 5",
            "UPDATE depot.crates SET label = 'later' WHERE id = 3",
            "DELETE FROM depot.crates WHERE id = 4",
            "INSERT INTO depot.bays VALUES (92, 'x')",
        )

    def test_added_while_the_pusher_runs(self):
        self.start()
        self.sql(ADD)
        self.write_rows()
        self.pusher.wait_until_current()
        self.await_equal()
        self.sql("ALTER TABLE depot.crates ADD third text")
        self.sql(f"INSERT INTO depot.crates (id, third) VALUES (93, '{CANARY}')")
        self.assert_comes_right()
        self.assertEqual(sorted(self.warned_of()), ["Extra 2", "extra", "third"])
        self.assert_filled("crates", 1)
        self.assert_untold()

    def test_added_while_the_pusher_is_down(self):
        self.once()
        self.sql(ADD)
        self.write_rows()
        self.once()
        self.assert_equal()
        self.assertEqual(sorted(self.warned_of()), ["Extra 2", "extra"])
        self.assert_filled("crates", 1)
        self.assert_untold()

    def test_found_without_a_row(self):
        """By the look that comes every ten seconds."""
        self.start()
        self.sql(ADD)
        self.wait_for("both are named", lambda: len(self.warned_of()) == 2)
        self.stop()

    def test_check_names_each(self):
        self.sql(ADD)
        self.assertEqual(self.pusher.call("check"), 0, self.pusher.said())
        said = self.pusher.said()
        self.assertIn("depot.crates.extra: the policy has no such column", said)
        self.assertIn("depot.crates.Extra 2: the policy has no such column", said)

    def test_one_that_is_published_is_a_difference(self):
        """It would cross the wire, which nobody decided."""
        self.sql(ADD)
        self.sql("ALTER PUBLICATION sluice SET TABLE ONLY depot.crates, ONLY depot.bays")
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertIn("depot.crates.extra: the policy has no such column", self.pusher.said())

    def test_one_that_takes_the_name_of_a_released_one(self):
        self.once()
        self.sql(
            "ALTER TABLE depot.crates RENAME label TO label_old",
            "ALTER TABLE depot.crates ADD label text",
            f"INSERT INTO depot.crates (id, label) VALUES (94, '{CANARY}')",
        )
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assert_untold()

    def test_bays_does_not_have_the_line(self):
        self.sql("ALTER TABLE depot.bays ADD extra text")
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())


if __name__ == "__main__":
    unittest.main()
