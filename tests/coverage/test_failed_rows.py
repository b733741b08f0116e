"""A row that cannot be sent stops its release, until somebody asks for it, and no other."""

import unittest

from yard import Yard

DATA = 4
TOO_LARGE = "repeat('y', 17000000)"  # a record has at most 16 MiB


class FailedRows(Yard):
    def await_failure(self):
        event = self.wait_for("it fails", lambda: self.events("row_failed", stream="crates"))[-1]
        self.assertIn('"id":90', event["row_key"])
        self.assertIn("larger than", event["error"])
        self.assertTrue(event["remedy"])
        self.assertNotIn("yyyy", self.pusher.errors())
        self.wait_for("it is paused", lambda: self.events("paused", cause="row"))

    def assert_bays_go_on(self, number):
        self.sql(f"INSERT INTO depot.bays VALUES ({number}, 'beside')")
        self.wait_for(
            "bays goes on", lambda: any(r.get("id") == number for r in self.records("bays"))
        )

    def test_in_the_stream(self):
        self.start()
        self.sql(
            f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE}), (91, 'behind', 'p', 1, 'z')"
        )
        self.await_failure()
        self.assert_bays_go_on(92)
        self.assertEqual(self.pusher.call("status"), 1)
        self.sql("UPDATE depot.crates SET note = 'short' WHERE id = 90")
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()
        self.assert_filled("bays", 1)

    def test_in_a_chunk(self):
        """And again, when it is asked for and the row is as it was."""
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.pusher.start()
        self.await_failure()
        self.assert_bays_go_on(92)
        self.assertEqual(self.pusher.call("fill", "yard.crates"), 0, self.pusher.said())
        self.wait_for("again", lambda: len(self.events("paused", cause="row")) == 2)
        self.assert_bays_go_on(93)
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()

    def test_long_values_are_found_before(self):
        """Where that is asked for: all rows are read for it."""
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        for words, told in ((), 0), (("--lengths",), 1):
            before = len(self.pusher.errors())
            self.assertEqual(self.pusher.call("check", *words), 0, self.pusher.said())
            said = self.pusher.errors()[before:]
            self.assertEqual(said.count("yard.crates: depot.crates.note holds values"), told, said)
            self.assertEqual(said.count("holds values"), told, said)

    def mark_large(self):
        self.pusher.config["on_large_record"] = "mark"
        self.pusher.write_config()

    def assert_marked(self, times):
        """In its place stands its key, and why; and nothing is paused."""
        marks = [r for r in self.records("crates") if r["_op"] == "m"]
        self.assertEqual([r["id"] for r in marks], [90] * times)
        for mark in marks:
            self.assertGreater(mark["_size"], 16777216)
            self.assertIn("at most", mark["_reason"])
            self.assertEqual({n for n in mark if n[0] != "_"}, {"id"})
        told = self.events("record_marked", stream="crates", table="crates")
        self.assertEqual([event["row_key"] for event in told], ['"id":90'] * times)
        self.assertFalse(self.events("row_failed", "paused"))
        self.assertIn("90", self.differences())

    def test_marked_in_the_stream(self):
        self.mark_large()
        self.sql("INSERT INTO depot.crates VALUES (90, 'small', 'p', 1, 'z')")
        self.once()
        self.sql(f"UPDATE depot.crates SET note = {TOO_LARGE} WHERE id = 90")
        self.once()
        self.assert_marked(1)
        self.sql("UPDATE depot.crates SET note = 'short' WHERE id = 90")
        self.once()
        self.assert_equal()

    def test_marked_in_a_chunk(self):
        self.mark_large()
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.once()
        self.assert_marked(1)
        self.sql("UPDATE depot.crates SET label = 'as long' WHERE id = 90")
        self.once()
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.once()
        self.assert_equal()

    def test_until_current(self):
        self.once()
        self.sql(
            f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})",
            "INSERT INTO depot.bays VALUES (92, 'beside')",
        )
        for _ in range(2):
            self.assertEqual(self.pusher.call("run", "--until-current"), DATA, self.pusher.said())
        self.assertTrue(any(r.get("id") == 92 for r in self.records("bays")))

    def test_all(self):
        self.pusher.config["on_drift"] = "all"
        self.pusher.write_config()
        self.once()
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.assertEqual(self.pusher.call("run", "--until-current"), DATA, self.pusher.said())
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.assertEqual(self.pusher.call("run", "--until-current"), DATA, self.pusher.said())

    def test_killed_at_once(self):
        """Before or after it is noted: the row is met again, or known."""
        self.start()
        self.sql(f"INSERT INTO depot.crates VALUES (90, 'big', 'p', 1, {TOO_LARGE})")
        self.wait_for("it fails", lambda: self.events("row_failed", stream="crates"))
        self.kill_all()
        self.sql("UPDATE depot.crates SET label = 'while down' WHERE id = 3")
        self.pusher.start()
        self.assert_bays_go_on(92)
        self.sql("DELETE FROM depot.crates WHERE id = 90")
        self.assertEqual(self.pusher.call("resume", "yard.crates"), 0, self.pusher.said())
        self.assert_comes_right()


NUMBERS = """
CREATE TABLE depot.pairs (k numeric, id int, v text, PRIMARY KEY (k, id));
CREATE TABLE depot.ones (k numeric PRIMARY KEY, v text);
CREATE TABLE depot.memos (id int PRIMARY KEY, body text, v text);
ALTER TABLE depot.memos REPLICA IDENTITY FULL;
INSERT INTO depot.memos VALUES (1, 'Open', 'told'), (2, 'closed', 'hidden');
"""
SECRET = "not to be told"
INFINITE = (
    f"INSERT INTO depot.pairs VALUES (1, 40, 'fine'), ('NaN', 50, '{SECRET}')",
    f"INSERT INTO depot.ones VALUES (1, 'fine'), ('Infinity', '{SECRET}')",
)


class KeysWithoutValue(Yard):
    build_name = "numbers"
    tables = NUMBERS

    def failed(self, stream):
        return self.wait_for("it fails", lambda: self.events("row_failed", stream=stream))[0]

    def assert_told(self):
        """What of the key has a value, and where the row is."""
        self.assertEqual(self.failed("pairs")["row_key"], '"id":50')
        self.assertEqual(self.failed("ones")["row_key"], "")
        for table in "pairs", "ones":
            where = self.failed(table)["where"]
            self.assertIn(SECRET, self.sql(f"SELECT v FROM depot.{table} WHERE {where}"))
        self.assertNotIn(SECRET, self.pusher.errors())
        self.sql("DELETE FROM depot.pairs WHERE id = 50", "DELETE FROM depot.ones WHERE k > 1")
        self.assertEqual(self.pusher.call("resume", "yard.pairs", "yard.ones"), 0)
        self.assert_comes_right()

    def test_in_the_stream(self):
        self.start()
        self.sql(*INFINITE)
        self.assert_told()

    def test_in_a_chunk(self):
        self.sql(*INFINITE)
        self.pusher.start()
        self.assert_told()

    LONG = f"INSERT INTO depot.memos VALUES (3, repeat('X', 68157440), '{SECRET}')"

    def assert_not_told(self):
        """Nobody could say whether the filter lets the row through: not even its key is told."""
        event = self.failed("memos")
        self.assertEqual(event["row_key"], "")
        self.assertIn("too large", event["error"])
        found = self.sql(f"SELECT id FROM depot.memos WHERE {event['where']}")
        self.assertEqual(found, "3")
        self.sql("UPDATE depot.memos SET body = 'short' WHERE id = 3")
        self.assertEqual(self.pusher.call("resume", "yard.memos"), 0, self.pusher.said())
        self.assert_comes_right()
        self.assertFalse([r for r in self.records("memos") if r.get("id") == 3])

    def test_a_filter_without_memory_in_the_stream(self):
        self.start()
        self.sql(self.LONG)
        self.assert_not_told()

    def test_a_filter_without_memory_in_a_chunk(self):
        self.sql(self.LONG)
        self.pusher.start()
        self.assert_not_told()


if __name__ == "__main__":
    unittest.main()
