"""A row key that two rows can have at a time, since its unique index is deferrable: `UPDATE … SET id = id +
1` gives row 1 the key of row 2 while row 2 has it still. The table's releases stop at the first look,
and no others."""

import unittest

from yard import OFTEN, Yard

DRIFT = 3
DEFERRABLE = "ALTER TABLE {0} DROP CONSTRAINT {1}_pkey, ADD PRIMARY KEY ({2}) DEFERRABLE"
PLAIN = "ALTER TABLE {0} DROP CONSTRAINT {1}_pkey, ADD PRIMARY KEY ({2})"


class DeferrableKeys(Yard):
    """Of crates UPDATE and DELETE fail then; of bays, under `replica identity full`, its changes could be
    folded into something else."""

    build_name = "whole"
    look_every_ms = OFTEN

    def await_stop(self, stream):
        self.wait_for("it is uncovered", lambda: self.events("uncovered", stream=stream))
        said = str(self.events("drift"))
        for word in (f"{stream}_pkey", "deferrable", "NOT DEFERRABLE", "replica identity index"):
            self.assertIn(word, said)
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call("check"), 1, self.pusher.said())
        self.assertIn("NOT DEFERRABLE", self.pusher.errors()[before:])

    def test_under_a_full_identity(self):
        self.start()
        self.sql(DEFERRABLE.format("depot.bays", "bays", "id"))
        self.await_stop("bays")
        self.sql("UPDATE depot.bays SET id = id + 1", "UPDATE depot.crates SET n = n + 1")
        self.wait_for(
            "crates goes on", lambda: any(r["_op"] == "u" for r in self.records("crates"))
        )
        self.sql(PLAIN.format("depot.bays", "bays", "id"))
        self.assert_comes_right()
        self.assert_filled("crates", 1)
        self.assert_filled("bays", 2)

    def test_before_anything_is_sent(self):
        self.sql(DEFERRABLE.format("depot.bays", "bays", "id") + " INITIALLY DEFERRED")
        self.sql("UPDATE depot.bays SET id = CASE id WHEN 1 THEN 2 ELSE 1 END WHERE id < 3")
        self.assertEqual(self.pusher.call("run", "--until-current"), DRIFT, self.pusher.said())
        self.assertEqual(self.records("bays"), [])
        self.assertNotEqual(self.records("crates"), [])
        self.sql(PLAIN.format("depot.bays", "bays", "id"))
        self.once()
        self.assert_equal()

    def test_under_the_default_identity(self):
        self.start()
        self.sql(DEFERRABLE.format("depot.crates", "crates", "id"))
        self.await_stop("crates")
        self.sql(PLAIN.format("depot.crates", "crates", "id"))
        self.sql("UPDATE depot.crates SET id = id + 100")
        self.assert_comes_right()
        self.assert_filled("bays", 1)


class DeferrableKeysOfPartitions(Yard):
    build_name = "loads"
    look_every_ms = OFTEN
    tables = """
        CREATE TABLE depot.loads (id int, d date, v text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
        CREATE TABLE depot.loads_a PARTITION OF depot.loads
            FOR VALUES FROM ('2027-03-01') TO ('2027-04-01');
        INSERT INTO depot.loads VALUES (1, '2027-03-05', 'a');
    """

    def assert_stopped(self, *words):
        self.wait_for("it is uncovered", lambda: self.events("uncovered", stream="loads"))
        said = str(self.events("drift"))
        for word in (*words, "deferrable", "replica identity index"):
            self.assertIn(word, said)

    def test_all(self):
        self.start()
        self.sql(DEFERRABLE.format("depot.loads", "loads", "id, d"))
        self.assert_stopped("loads_pkey")
        self.sql(PLAIN.format("depot.loads", "loads", "id, d"))
        self.assert_comes_right()
        self.assert_filled("loads", 2)

    def test_one(self):
        self.start()
        self.sql(
            "CREATE TABLE depot.loads_b (id int, d date, v text, PRIMARY KEY (id, d) DEFERRABLE);"
            "ALTER TABLE depot.loads ATTACH PARTITION depot.loads_b"
            " FOR VALUES FROM ('2027-04-01') TO ('2027-05-01')"
        )
        self.assert_stopped("loads_b")
        self.sql("DROP TABLE depot.loads_b")
        self.assert_comes_right()
        self.assert_filled("crates", 1)


if __name__ == "__main__":
    unittest.main()
