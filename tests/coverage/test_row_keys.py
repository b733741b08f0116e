"""Rows that have another key in the lake than before: the rows under the old keys go."""

import unittest

from yard import Yard


class RowKeys(Yard):
    def test_a_pseudonym_instead_of_the_number(self):
        self.once()
        self.use("pseudonym")
        self.setup()
        self.once()
        self.sql("DELETE FROM depot.bays WHERE id = 2")
        self.once()
        self.assert_no_old_row()
        self.assert_equal()
        self.assert_filled("crates", 1)

    def assert_no_old_row(self):
        """The fold by the new key does not know rows that lack it: their generation is below the mark."""
        marks = [record["_gen"] for record in self.records("bays") if record["_op"] == "f"]
        self.assertTrue(marks, "no end mark")
        for record in self.records("bays"):
            if "id" in record:
                self.assertLess(record["_gen"], max(marks))


class PseudonymKeys(Yard):
    build_name = "pseudonym"

    def change_key(self):
        (self.pusher.directory / "keys/link").write_bytes(bytes(range(32)))

    def test_another_file_behind_the_key(self):
        self.once()
        self.change_key()
        self.sql("DELETE FROM depot.bays WHERE id = 2")
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)

    def test_the_key_put_back(self):
        self.once()
        first = (self.pusher.directory / "keys/link").read_bytes()
        self.change_key()
        self.once()
        (self.pusher.directory / "keys/link").write_bytes(first)
        self.once()
        self.assert_equal()


if __name__ == "__main__":
    unittest.main()
