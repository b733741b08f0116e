"""A table that is not as the policy says stops its own releases, and no others; once it is right again they
are filled. With `"on_drift": "all"` it stops the pusher."""

import unittest

from yard import OFTEN, Yard

DRIFT = 3


class TableDrift(Yard):
    """Something happens to depot.crates; depot.bays goes on."""

    look_every_ms = OFTEN

    def await_drift(self, *words):
        """The release of crates is not sent any more, and its event says why."""
        said = str(self.wait_for("drift", lambda: self.events("drift")))
        for word in ("crates", *words):
            self.assertIn(word, said)
        self.wait_for("it is uncovered", lambda: self.events("uncovered", stream="crates"))

    def assert_bays_go_on(self, number=92):
        self.sql(f"INSERT INTO depot.bays VALUES ({number}, 'beside')")
        self.wait_for("bays goes on", lambda: self.has("bays", number))
        self.assertTrue(self.pusher.running(), self.pusher.said())

    def has(self, stream, number):
        return any(r.get("id") == number for r in self.records(stream))

    def status(self, code):
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call("status"), code, self.pusher.said())
        return self.pusher.errors()[before:]

    def drifts(self, change, *words, repair):
        """Nothing of what is written meanwhile leaves; after the repair all of it has."""
        self.start()
        self.sql(*change)
        self.await_drift(*words)
        self.assert_bays_go_on()
        self.assertIn(words[-1], self.status(1))
        self.assertEqual(self.pusher.call("check"), 1, self.pusher.said())
        self.sql(*repair)
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_a_column_that_nobody_releases(self):
        self.drifts(
            [
                "ALTER TABLE depot.crates ADD extra text",
                "INSERT INTO depot.crates VALUES (92, 'x')",
            ],
            "extra", "column_added", "no such column",
            repair=["ALTER TABLE depot.crates DROP extra"],
        )  # fmt: skip
        self.assertTrue(self.has("crates", 92))

    def test_a_right_that_is_taken_away(self):
        self.drifts(
            ["REVOKE SELECT (label) ON depot.crates FROM sluice_reader"],
            "label", "right_missing", "setup.sql", "SELECT on the column",
            repair=["GRANT SELECT (label) ON depot.crates TO sluice_reader"],
        )  # fmt: skip

    def test_a_released_column_that_goes_with_its_entry(self):
        self.drifts(
            ["ALTER TABLE depot.crates DROP note CASCADE"],
            "note",
            repair=[
                "ALTER TABLE depot.crates ADD note text",
                "ALTER PUBLICATION sluice ADD TABLE ONLY depot.crates (id, label, place, n, note)",
                "GRANT SELECT (note) ON depot.crates TO sluice_reader",
            ],
        )

    def test_a_table_that_is_dropped(self):
        self.drifts(
            ["DROP TABLE depot.crates"],
            "table_missing", "none",
            repair=[
                "CREATE TABLE depot.crates (id int PRIMARY KEY, label text, place text, n int,"
                " note text)",
                "INSERT INTO depot.crates VALUES (7, 'another')",
                "GRANT SELECT (id, label, place, n, note, ctid, tableoid) ON depot.crates"
                " TO sluice_reader",
                "ALTER PUBLICATION sluice ADD TABLE ONLY depot.crates (id, label, place, n, note)",
            ],
        )  # fmt: skip

    def test_rows_read_again_without_the_right(self):
        """Before any look: the value that the update leaves out has to be read from the table."""
        self.sql(
            "ALTER TABLE depot.crates ALTER note SET STORAGE EXTERNAL",
            "UPDATE depot.crates SET note = repeat('x', 10000) WHERE id = 3",
        )
        self.start()
        self.sql(
            "REVOKE SELECT (note) ON depot.crates FROM sluice_reader",
            "UPDATE depot.crates SET label = 'later' WHERE id = 3",
        )
        self.await_drift("right_missing", "note")
        self.assert_bays_go_on()
        self.sql("GRANT SELECT (note) ON depot.crates TO sluice_reader")
        self.assert_comes_right()

    def test_while_it_is_filled(self):
        self.start()
        writer = self.session()
        writer.do("BEGIN; UPDATE depot.crates SET n = 0 WHERE id = 1")
        self.assertEqual(self.pusher.call("fill", "yard.crates"), 0)
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="crates"))
        self.sql("REVOKE SELECT (label) ON depot.crates FROM sluice_reader")
        self.wait_for("drift", lambda: self.events("drift"))
        self.assert_bays_go_on()
        writer.do("COMMIT")
        self.wait_for("it is said", lambda: "waits for the table" in self.status(1))
        self.sql("GRANT SELECT (label) ON depot.crates TO sluice_reader")
        self.assert_comes_right()

    def test_until_current(self):
        """The others are brought up to date, and then it says what was not: at a first start, too."""
        self.sql("ALTER TABLE depot.crates ADD extra text")
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertTrue(self.has("bays", 5))
        self.assertFalse(self.has("crates", 5))
        self.sql("INSERT INTO depot.bays VALUES (92, 'beside')")
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertTrue(self.has("bays", 92))
        self.sql("ALTER TABLE depot.crates DROP extra")
        self.once()
        self.assert_equal()

    def test_the_difference_that_is_left(self):
        """What the status tells is what the newest look found; and each event says what to do."""
        self.once()
        self.sql(
            "ALTER TABLE depot.crates ADD extra text",
            "REVOKE SELECT (label) ON depot.crates FROM sluice_reader",
        )
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        told = self.events("uncovered", stream="crates", schema="depot", table="crates")[0]
        self.assertIn("extra", told["detail"])
        self.assertTrue(told["remedy"].strip().endswith("by itself"), told)
        self.assertNotEqual(told["remedy"][0], ";")
        self.assertIn("depot.crates.extra", self.status(1))
        self.sql("ALTER TABLE depot.crates DROP extra")
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        status = self.status(1)
        self.assertNotIn("extra", status)
        self.assertIn("SELECT on the column", status)

    def test_a_row_and_a_table(self):
        """A row of the first release cannot be sent, and the other's table is not as the policy says."""
        self.once()
        self.sql(
            "INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, repeat('y', 17000000))",
            "ALTER TABLE depot.bays ADD extra text",
        )
        for _ in range(2):
            self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertTrue(self.events("row_failed", stream="crates", table="crates"))
        self.assertIn("a row of it cannot be sent (yard.crates: a record", self.status(1))

    def test_killed_meanwhile(self):
        self.start()
        self.sql("ALTER TABLE depot.crates ADD extra text")
        self.await_drift("extra")
        self.kill_all()
        self.sql("DELETE FROM depot.crates WHERE id = 4")
        self.pusher.start()
        self.assert_bays_go_on()
        self.sql("ALTER TABLE depot.crates DROP extra")
        self.assert_comes_right()

    def test_a_paused_release_drifts_unseen(self):
        self.start()
        self.assertEqual(self.pusher.call("pause", "yard.crates"), 0, self.pusher.said())
        self.stop()
        self.sql("DROP TABLE depot.crates", "INSERT INTO depot.bays VALUES (92, 'beside')")
        self.once()
        self.assertTrue(self.has("bays", 92))

    SWAP = (
        "BEGIN; ALTER TABLE depot.crates RENAME label TO z; ALTER TABLE depot.crates RENAME place TO"
        " label; ALTER TABLE depot.crates RENAME z TO place; COMMIT"
    )

    def test_swapped_names(self):
        """Whatever differs beside it, and whenever that is put right; swapped back, it is filled."""
        self.start()
        self.sql(self.SWAP, "ALTER TABLE depot.crates ADD extra text")
        self.await_drift("extra")
        self.sql("ALTER TABLE depot.crates DROP extra")
        self.wait_for("it is paused", lambda: self.events("paused", cause="columns_swapped"))
        self.assert_bays_go_on()
        self.stop()
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.pusher.start()
        self.sql("INSERT INTO depot.crates (id, label) VALUES (93, 'x')", self.SWAP)
        self.assert_comes_right()

    def test_swapped_names_that_are_meant(self):
        self.start()
        self.sql(self.SWAP)
        self.wait_for("it is paused", lambda: self.events("paused", cause="columns_swapped"))
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()

    def test_a_name_that_is_taken_over(self):
        """The column that had it is gone; setup.sql has put the table back."""
        self.start()
        self.sql(
            "ALTER TABLE depot.crates DROP label CASCADE; ALTER TABLE depot.crates RENAME place TO"
            " label; ALTER TABLE depot.crates ADD place text"
        )
        self.setup()
        self.wait_for("it is paused", lambda: self.events("paused", cause="columns_swapped"))
        self.assert_bays_go_on()
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()

    def test_swapped_names_in_a_release_that_is_paused(self):
        """Whoever resumes it, or asks for a fill, has not seen that."""
        for ask, asked_again in ("resume", "resume"), ("fill", "resume"):
            with self.subTest(ask):
                self.pusher.start()
                self.pusher.wait_until_current()
                self.assertEqual(self.pusher.call("pause", "yard.crates"), 0, self.pusher.said())
                seen = len(self.events("paused", cause="columns_swapped"))
                before = len(self.generations("crates"))
                self.sql(self.SWAP)
                self.assertEqual(self.pusher.call(ask, "yard.crates"), 0, self.pusher.said())
                self.wait_for(
                    "it is paused",
                    lambda seen=seen: len(self.events("paused", cause="columns_swapped")) > seen,
                )
                self.assertEqual(len(self.generations("crates")), before)
                self.assertEqual(self.pusher.call(asked_again, "yard.crates"), 0)
                self.assert_comes_right()

    def test_all(self):
        self.pusher.config["on_drift"] = "all"
        self.pusher.write_config()
        self.start()
        self.sql("INSERT INTO depot.bays VALUES (91, 'before')")
        self.sql("ALTER TABLE depot.crates ADD extra text")
        self.assertEqual(self.pusher.process.wait(30), DRIFT, self.pusher.said())
        self.assertTrue(self.has("bays", 91))
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())


if __name__ == "__main__":
    unittest.main()
