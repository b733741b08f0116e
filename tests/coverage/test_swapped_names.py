"""A name that has come to mean another column pauses its release, whatever else changed meanwhile: the
table, the pusher, the policy."""

import unittest

from yard import Yard

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
        self.sql(
            "DROP TABLE depot.crates", "ALTER TABLE depot.away RENAME TO crates", *statements
        )
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


if __name__ == "__main__":
    unittest.main()
