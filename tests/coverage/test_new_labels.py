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
        self.wait_for("others go on", lambda: "words" in self.differences_of())
        self.assertEqual(self.differences_of(), {"words"}, self.pusher.said())

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


if __name__ == "__main__":
    unittest.main()
