"""A label that an enum gets and the policy does not list: the release that keeps the column waits for the
policy, and so does nothing else."""

import unittest

from yard import OFTEN, Yard

TURNS = """
CREATE TYPE depot.turn AS ENUM ('open', 'shut');
CREATE TABLE depot.turns (id int PRIMARY KEY, state depot.turn NOT NULL, v text);
INSERT INTO depot.turns SELECT g, 'open', 'v'||g FROM generate_series(1, 5) g;
"""


class NewLabels(Yard):
    look_every_ms = OFTEN
    build_name = "turns"
    tables = TURNS

    def assert_others_go_on(self):
        """The lake lacks the release that keeps the label, and nothing else."""
        self.wait_for("others go on", lambda: self.differences_of() == {"words"})

    def differences_of(self):
        said = self.differences()
        return {release.name for release in self.build.releases if f"  {release.name}:" in said}

    def test_a_running_pusher(self):
        self.start()
        self.sql("ALTER TYPE depot.turn ADD VALUE 'ajar'")
        self.sql("INSERT INTO depot.turns VALUES (6, 'shut', 'before')")
        self.sql(
            "UPDATE depot.turns SET state = 'ajar' WHERE id = 2",
            "INSERT INTO depot.bays VALUES (9, 'x')",
        )
        self.sql("INSERT INTO depot.crates VALUES (30, 'beside')")
        self.pusher.wait_until_streamed()
        self.assert_others_go_on()
        self.assertNotIn(
            "ajar",
            "".join(path.read_text() for path in self.pusher.directory.glob("shed/**/*.jsonl")),
        )
        self.stop()

    def test_while_no_pusher_runs(self):
        self.once()
        self.sql("ALTER TYPE depot.turn ADD VALUE 'ajar'")
        self.sql("UPDATE depot.turns SET state = 'ajar', v = 'new' WHERE id = 2")
        self.assertEqual(self.pusher.call("run", "--until-current"), 3, self.pusher.said())
        self.assertEqual(self.differences_of(), {"words"}, self.pusher.said())
        self.assert_filled("turns", 1)
        self.assert_filled("crates", 1)

    def look_rarely(self):
        self.pusher.config["look_every_ms"] = 60000
        self.pusher.write_config()

    def assert_drifted(self):
        """Nothing but the release stops, and no row is to blame."""
        self.wait_for("it stops", lambda: self.events("uncovered", "paused", stream="words"))
        self.assertTrue(self.events("uncovered", stream="words", cause="drift"), self.pusher.said())
        self.assertFalse(self.events("row_failed", "process_ends"), self.pusher.said())

    def test_a_chunk_meets_it_first(self):
        """Before the stream, and before a look. A fill goes row by row; of the rows' new versions the next
        is in the last block, which has room."""
        self.sql("INSERT INTO depot.turns SELECT g, 'open', 'v' FROM generate_series(6, 500) g")
        self.pusher.config["chunk_rows"] = 1
        self.look_rarely()
        self.pusher.start()
        self.wait_for("it is being filled", lambda: self.records("words"))
        with self.stream_stopped():
            with self.paused():
                self.assertFalse(self.events("fill_done", stream="words"))
                self.sql("ALTER TYPE depot.turn ADD VALUE 'ajar'")
                self.sql("UPDATE depot.turns SET state = 'ajar'")
            self.assert_drifted()
        self.assert_others_go_on()
        self.stop()

    def test_the_stream_meets_it_first(self):
        """Whose server has told the table's columns before, and does not again."""
        self.look_rarely()
        self.start()
        self.sql("UPDATE depot.turns SET v = 'read' WHERE id = 4")
        self.pusher.wait_until_streamed()
        self.sql("ALTER TYPE depot.turn ADD VALUE 'ajar'")
        self.sql("UPDATE depot.turns SET state = 'ajar' WHERE id = 5")
        self.assert_drifted()
        self.assert_others_go_on()
        self.stop()


if __name__ == "__main__":
    unittest.main()
