"""A name that has come to mean another column pauses its release, whatever else changed meanwhile: the
table, the pusher, the policy."""

import unittest

from yard import OFTEN, Yard

DRIFT = 3


def swap(one, other, table="crates"):
    return (
        f"BEGIN; ALTER TABLE depot.{table} RENAME {one} TO z; ALTER TABLE depot.{table} RENAME"
        f" {other} TO {one}; ALTER TABLE depot.{table} RENAME z TO {other}; COMMIT"
    )


SWAP = swap("label", "place")
LIKE = "CREATE TABLE depot.crates (LIKE depot.away INCLUDING ALL)"


class SwappedNames(Yard):
    def change(self, build):
        """What a new version of the policy brings."""
        self.use(build)
        self.setup()

    def assert_paused(self, stream="crates"):
        before = len(self.records(stream))
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertTrue(self.events("paused", stream=stream, cause="columns_swapped"))
        self.assertEqual(len(self.records(stream)), before)

    def assert_fills_when_resumed(self, stream="crates"):
        """Whoever asks for it says that the names are right."""
        self.pusher.start()
        self.assertEqual(self.pusher.call("resume", f"yard.{stream}"), 0, self.pusher.said())
        self.assert_comes_right()
        self.once()

    def replace(self, *statements):
        """Another table has the name for a while, with what the statements make of it."""
        self.sql("ALTER TABLE depot.crates RENAME TO away", LIKE, *statements)
        self.setup()
        self.once()
        self.assert_equal()

    def bring_back(self, *statements):
        self.sql("DROP TABLE depot.crates", "ALTER TABLE depot.away RENAME TO crates", *statements)
        self.setup()

    def test_in_a_table_that_was_away(self):
        self.once()
        self.replace("INSERT INTO depot.crates (id, label) VALUES (1, 'meanwhile')")
        self.bring_back(SWAP)
        self.assert_paused()
        self.assert_fills_when_resumed()

    def test_in_a_table_that_comes_back_later(self):
        """More than one table had the name; swapped back, it is filled without being asked for."""
        self.once()
        self.replace()
        self.sql("DROP TABLE depot.crates", LIKE)
        self.setup()
        self.once()
        self.bring_back(SWAP)
        self.assert_paused()
        self.sql(SWAP)
        self.once()
        self.assert_equal()

    def test_a_table_with_other_columns(self):
        """Of a new table nothing is known: its columns stand as they like. And the old one is as it was."""
        self.once()
        self.sql(
            "ALTER TABLE depot.crates RENAME TO away",
            "CREATE TABLE depot.crates (id int PRIMARY KEY, place text, label text, n int, note text)",
            "INSERT INTO depot.crates (id, label) VALUES (1, 'meanwhile')",
        )
        self.setup()
        self.once()
        self.assert_equal()
        self.bring_back()
        self.once()
        self.assert_equal()

    def test_while_a_pusher_ran_without_the_release(self):
        self.once()
        self.change("bays")
        self.once()
        self.sql(SWAP)
        self.change("both")
        self.assert_paused()
        self.assert_fills_when_resumed()

    def test_while_the_release_got_another_name(self):
        self.once()
        self.sql(SWAP)
        self.change("boxes")
        self.assert_paused("boxes")
        self.assert_fills_when_resumed("boxes")

    def test_while_the_release_came_to_read_the_other_column(self):
        self.use("label")
        self.once()
        self.sql(SWAP)
        self.change("place")
        self.assert_paused()

    def test_before_the_release_came_to_read_them(self):
        """Nobody reads them, so nothing stops; whoever writes a release of them later has not seen it."""
        self.use("label")
        self.once()
        self.sql(swap("place", "note"))
        self.once()
        self.assert_equal()
        self.change("both")
        self.assert_paused()
        self.assert_fills_when_resumed()


class SeenNames(Yard):
    """A column that a look has seen is known, however its release stood: when it takes over a name that is
    released, nothing of it leaves."""

    look_every_ms = OFTEN
    ADD = "ALTER TABLE depot.crates ADD w text; UPDATE depot.crates SET w = 'unreviewed'"
    TAKE_OVER = (
        "ALTER TABLE depot.crates RENAME label TO old; ALTER TABLE depot.crates RENAME w TO label"
    )
    DROP_OLD = "ALTER TABLE depot.crates DROP old CASCADE"

    def await_look(self, name, *statements):
        """They are done, and a look has seen that: it tells of a column of that name."""
        self.sql(*statements)
        self.wait_for(f"{name} is seen", lambda: self.events("drift", column=name))

    def assert_paused(self):
        """And what is in the column leaves when somebody asks for it."""
        self.wait_for("it is paused", lambda: self.events("paused", cause="columns_swapped"))
        self.assertNotIn("unreviewed", str(self.records("crates")))
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()
        self.assertIn("unreviewed", str(self.records("crates")))

    def take_over(self):
        """In a table that is as the policy says again."""
        self.sql(self.TAKE_OVER, self.DROP_OLD)
        self.setup()

    def test_while_the_table_drifted(self):
        self.start()
        self.await_look("w", self.ADD)
        self.take_over()
        self.assert_paused()

    def test_through_other_names(self):
        self.start()
        self.await_look("w", self.ADD)
        self.await_look("v", "ALTER TABLE depot.crates RENAME w TO v")
        self.await_look("u", "ALTER TABLE depot.crates RENAME v TO u")
        self.await_look("old", "ALTER TABLE depot.crates RENAME label TO old")
        self.sql("ALTER TABLE depot.crates RENAME u TO label", self.DROP_OLD)
        self.setup()
        self.assert_paused()

    def test_before_a_kill(self):
        self.start()
        self.await_look("w", self.ADD)
        self.wait_for("it is uncovered", lambda: self.events("uncovered", stream="crates"))
        self.kill_all()
        self.take_over()
        self.pusher.start()
        self.assert_paused()

    def test_before_the_first_fill(self):
        """The platform is ahead of setup.sql when the pusher comes."""
        self.sql(self.ADD)
        self.pusher.start()
        self.await_look("w")
        self.take_over()
        self.assert_paused()

    def test_while_a_right_was_missing(self):
        self.use("new columns")
        self.setup()
        self.start()
        self.sql("REVOKE SELECT (place) ON depot.crates FROM sluice_reader")
        self.wait_for("it is uncovered", lambda: self.events("uncovered", stream="crates"))
        self.await_look("seen", self.ADD, "ALTER TABLE depot.bays ADD seen text")
        self.sql(self.TAKE_OVER, "ALTER TABLE depot.bays DROP seen")
        self.setup()
        self.assert_paused()

    def test_while_it_was_paused_by_hand(self):
        """Whoever resumes it has not been told."""
        self.start()
        self.assertEqual(self.pusher.call("pause", "yard.crates"), 0, self.pusher.said())
        self.await_look("w", self.ADD)
        self.take_over()
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_paused()

    def test_in_whole_rows(self):
        self.use("whole rows")
        self.setup()
        self.start()
        self.await_look("w", self.ADD)
        self.take_over()
        self.assert_paused()

    def test_before_a_row_is_read_again(self):
        """An update does not bring a long value that it leaves as it was; no look comes before it is read."""
        self.start()
        self.sql("ALTER TABLE depot.crates ALTER label SET STORAGE EXTERNAL")
        self.sql(
            "UPDATE depot.crates SET label = repeat('l', 9000), note = 'unreviewed' WHERE id = 1"
        )
        self.pusher.wait_until_current()
        self.stop()
        self.pusher.config["look_every_ms"] = 60000
        self.pusher.write_config()
        self.pusher.start()
        self.sql("UPDATE depot.crates SET place = 'q' WHERE id = 1")
        self.pusher.wait_until_current()
        before = len(self.records("crates"))
        with self.paused():
            self.sql("UPDATE depot.crates SET place = 'r' WHERE id = 1")
            end = self.sql("SELECT pg_current_wal_lsn()")
            sent = f"SELECT sent_lsn >= '{end}' FROM pg_stat_replication"
            self.wait_for("it is on its way", lambda: self.sql(sent) == "t")
            self.sql(swap("label", "note"))
        self.wait_for("it is paused", lambda: self.events("paused", cause="columns_swapped"))
        self.assertEqual(len(self.records("crates")), before)

    def assert_not_paused(self):
        self.assert_comes_right()
        self.assertFalse(self.events("paused"), self.pusher.said())

    def test_a_new_column_that_is_released(self):
        """Its name was never another column's."""
        self.start()
        self.await_look("v", "ALTER TABLE depot.crates ADD v text")
        self.await_look("w", "ALTER TABLE depot.crates RENAME v TO w")
        self.stop()
        self.use("grown")
        self.setup()
        self.pusher.start()
        self.assert_not_paused()

    def test_a_column_that_is_made_anew(self):
        self.start()
        self.await_look("w", self.ADD)
        self.await_look(
            "v",
            "ALTER TABLE depot.crates RENAME w TO v; ALTER TABLE depot.crates DROP label CASCADE;"
            " ALTER TABLE depot.crates ADD label text",
        )
        self.sql("ALTER TABLE depot.crates DROP v")
        self.setup()
        self.assert_not_paused()


if __name__ == "__main__":
    unittest.main()
