"""What order and identity of records rest on, and what they tell."""

import time
import unittest

from yard import Yard

LONG = "(SELECT string_agg(md5(n::text || id), '') FROM generate_series(1, 400) n)"


class Positions(Yard):
    build_name = "hidden"

    def test_ordinals_count_what_was_sent(self):
        """Nothing shows of the other rows of the transaction."""
        self.once()
        self.sql(
            """BEGIN;
            UPDATE depot.crates SET n = n + 1;
            UPDATE depot.bays SET v = 'other stream';
            UPDATE depot.crates SET label = 'first' WHERE id = 3;
            UPDATE depot.crates SET n = n + 1;
            UPDATE depot.crates SET label = 'second' WHERE id = 4;
            COMMIT"""
        )
        self.once()
        sent = {r["label"]: r["_seq"] for r in self.records("crates") if r["_op"] == "u"}
        self.assertEqual(sent, {"first": 0, "second": 1})
        self.assert_equal()

    def test_runs_rise(self):
        self.once()
        self.sql("UPDATE depot.bays SET v = 'second run'")
        self.once()
        runs = [record["_run"] for record in self.records("bays")]
        self.assertEqual(runs, sorted(runs))
        self.assertGreater(runs[-1], runs[0])

    def test_a_commit_right_behind_a_chunk(self):
        """Between it and the commit before the chunk the log has nothing: the chunk has its own place."""
        self.start()
        before, behind = self.session(), self.session()
        with self.paused("sender"):  # else the fill goes on, and writes to the log
            with self.stream_stopped():
                self.sql("SELECT pg_logical_emit_message(true, 'test', '')")
                self.assertEqual(self.pusher.call("fill", "yard.bays"), 0, self.pusher.said())
                self.wait_for("it begins", lambda: self.events("fill_started")[2:])
                behind.do("BEGIN; UPDATE depot.bays SET v = 'behind' WHERE id = 5")
                before.do("INSERT INTO depot.crates VALUES (100)")
            time.sleep(1)  # the chunk is read
            behind.do("COMMIT")
        self.assert_comes_right()


class Again(Yard):
    """The same transaction in several runs: rows that have to be read again for it change in between."""

    build_name = "long bays"
    tables = f"""
        ALTER TABLE depot.bays ADD n int;
        UPDATE depot.bays SET v = {LONG};
        UPDATE depot.crates SET note = {LONG} WHERE id <= 2;
        INSERT INTO depot.crates SELECT g FROM generate_series(1001, 1300) g;
    """

    def setUp(self):
        super().setUp()
        self.deliver_slowly()
        self.start()

    def test_a_row_that_is_as_it_was(self):
        """The first run has told another value, which nobody can know."""
        self.deliver_and_kill("two", "UPDATE depot.crates SET label = 'two' WHERE id = 1")
        self.sql("UPDATE depot.crates SET label = 'l1' WHERE id = 1")
        self.once()
        self.assert_equal()

    def test_twice_through_an_ordinal(self):
        """Rows 1 and 2 are held back in the first run, sent in the second, gone in the third; the second
        ends between two updates of row 3. There are so many rows that what was read is sent meanwhile."""
        self.deliver_and_kill(
            "second",
            """BEGIN;
            UPDATE depot.crates SET n = 101 WHERE id IN (1, 2);
            UPDATE depot.crates SET label = 'first' WHERE id = 3;
            UPDATE depot.crates SET n = 101 WHERE id > 1000;
            UPDATE depot.bays SET n = 1 WHERE id = 1;
            UPDATE depot.crates SET label = 'second' WHERE id = 3;
            COMMIT""",
        )
        self.sql("UPDATE depot.crates SET label = 'changed' WHERE id IN (1, 2)")
        locker = self.session()
        locker.do("BEGIN; LOCK TABLE depot.bays IN ACCESS EXCLUSIVE MODE")
        before = self.told("first")
        self.pusher.start()
        self.wait_for("half of it", lambda: self.told("first") > before)
        self.kill_all()
        locker.do("ROLLBACK")
        self.sql("DELETE FROM depot.crates WHERE id IN (1, 2)")
        self.once()
        self.assert_equal()

    def told(self, label):
        return sum(record.get("label") == label for record in self.records("crates"))


if __name__ == "__main__":
    unittest.main()
