"""The unique index behind the row key, away for a while: two rows can have one key then, and what the
stream says of them makes another table. A release is filled again unless one such index has stayed, under
whatever replica identity and however many of its records were sent before the pusher looks."""

import unittest

from yard import OFTEN, Yard

MOVES = "UPDATE depot.{0} SET id = id + 1;"
DROPPED = "ALTER TABLE depot.{0} DROP CONSTRAINT {0}_pkey;"
ADDED = "ALTER TABLE depot.{0} ADD PRIMARY KEY (id);"


class KeyIndexes(Yard):
    """Of bays under `replica identity full`, and of hatches, which have a unique constraint beside a key
    that is deferrable; crates have whole rows by the table's own identity, and holds are partitioned."""

    build_name = "whole keys"
    tables = """
        ALTER TABLE depot.crates REPLICA IDENTITY FULL;
        CREATE TABLE depot.hatches (id int NOT NULL, v text);
        ALTER TABLE depot.hatches ADD UNIQUE (id), ADD PRIMARY KEY (id) DEFERRABLE;
        INSERT INTO depot.hatches VALUES (1, 'a'), (2, 'b'), (3, 'c');
        CREATE TABLE depot.holds (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
        CREATE TABLE depot.holds_a PARTITION OF depot.holds FOR VALUES FROM (0) TO (3);
        CREATE TABLE depot.holds_b PARTITION OF depot.holds FOR VALUES FROM (3) TO (100);
        INSERT INTO depot.holds VALUES (1, 'a'), (2, 'b'), (3, 'c');
    """

    def assert_causes(self, *streams):
        """These were filled again for it, and no others."""
        told = self.events("uncovered", cause="key_index")
        self.assertEqual({event["stream"] for event in told}, set(streams), self.pusher.said())
        for release in self.build.releases:
            self.assert_filled(release.name, 2 if release.name in streams else 1)

    def test_made_anew_while_no_pusher_runs(self):
        self.once()
        deferrable = (
            "ALTER TABLE depot.{0} DROP CONSTRAINT {0}_pkey, ADD PRIMARY KEY (id) DEFERRABLE;"
            "UPDATE depot.{0} SET id = id + 1;"
            "ALTER TABLE depot.{0} DROP CONSTRAINT {0}_pkey, ADD PRIMARY KEY (id);"
        )
        self.sql(
            (DROPPED + MOVES + ADDED).format("bays"),
            (DROPPED + MOVES + ADDED).format("crates"),
            "ALTER TABLE depot.hatches DROP CONSTRAINT hatches_id_key;"
            + MOVES.format("hatches")
            + "ALTER TABLE depot.hatches ADD UNIQUE (id)",
            deferrable.format("holds"),
        )
        self.once()
        self.assert_equal()
        self.assert_causes("bays", "crates", "hatches", "holds")

    def test_made_anew_under_a_running_pusher(self):
        self.pusher.config["look_every_ms"] = OFTEN
        self.pusher.write_config()
        self.start()
        self.sql(*((DROPPED + MOVES + ADDED).format(name) for name in ("bays", "holds")))
        self.wait_for(
            "both are uncovered", lambda: len(self.events("uncovered", cause="key_index")) == 2
        )
        self.assert_comes_right()
        self.assert_causes("bays", "holds")

    def test_one_that_holds_has_stayed(self):
        """So nothing is read again."""
        self.sql("ALTER TABLE depot.bays ADD UNIQUE (id)")
        self.once()
        moved = "UPDATE depot.bays SET id = 6 WHERE id = 5;"
        self.sql(DROPPED.format("bays") + moved + ADDED.format("bays"))
        self.sql("REINDEX INDEX CONCURRENTLY depot.crates_pkey")
        self.sql("REINDEX TABLE CONCURRENTLY depot.holds")
        self.sql("CREATE UNIQUE INDEX CONCURRENTLY later ON depot.hatches (id)")
        self.once()
        self.sql("ALTER TABLE depot.hatches DROP CONSTRAINT hatches_id_key")
        self.sql(
            *(f"UPDATE depot.{name} SET v = 'z' WHERE id = 2" for name in ("hatches", "holds"))
        )
        self.once()
        self.assert_equal()
        self.assert_causes()

    def test_a_unique_index_is_enough_for_whole_rows(self):
        """Over a part of the key, too: rows are found again by it."""
        self.sql(
            "ALTER TABLE depot.bays DROP CONSTRAINT bays_pkey, ADD UNIQUE (id)",
            "ALTER TABLE depot.bays ALTER v SET STORAGE EXTERNAL",
            "UPDATE depot.bays SET v = repeat('long', 1000) WHERE id = 1",
        )
        self.setup()
        self.assertEqual(self.pusher.call("check"), 0, self.pusher.said())
        self.start()
        self.sql("UPDATE depot.bays SET id = 100 WHERE id = 1")
        self.assert_comes_right()
        self.assert_causes()


if __name__ == "__main__":
    unittest.main()
