"""A transaction that wrote before the publication's entry was made and commits after it: the stream has a
part of it or nothing, so that no chunk may be read before it has ended."""

import unittest

from yard import OFTEN, Yard


class Barrier(Yard):
    look_every_ms = OFTEN

    def setUp(self):
        super().setUp()
        self.start()
        self.writer = self.session()

    def make_the_entry_anew(self, table="bays"):
        self.sql(f"ALTER PUBLICATION sluice DROP TABLE depot.{table}")
        self.setup()

    def write(self):
        self.writer.do(
            """BEGIN;
            INSERT INTO depot.bays VALUES (80, 'early');
            UPDATE depot.bays SET v = 'new' WHERE id = 1"""
        )

    def write_more(self):
        self.writer.do("INSERT INTO depot.bays VALUES (81, 'late')")

    def roll_back_what_is_prepared(self):
        """A database that has a prepared transaction cannot be dropped."""
        for gid in self.sql("SELECT gid FROM pg_prepared_xacts").splitlines():
            self.sql(f"ROLLBACK PREPARED '{gid}'")

    def await_wait(self, **fields):
        return self.wait_for("it waits", lambda: self.events("fill_waits", **fields))[-1]

    def await_checked(self, text):
        """`check` reads the state, which is saved some time after the event was told."""

        def checked():
            self.pusher.call("check")
            return text in self.pusher.said()

        self.wait_for(f"check says: {text}", checked)

    def test_a_transaction_over_two_entries(self):
        self.write()
        self.make_the_entry_anew()
        self.write_more()
        event = self.await_wait(stream="bays")
        writer = self.writer.do("SELECT pg_backend_pid()")
        self.assertIn(writer, str(event))
        self.await_checked(f"the fill of yard.bays waits for pid {writer}")
        self.assert_filled("bays", 1)
        self.writer.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()
        self.assert_filled("bays", 2)

    def test_the_other_release_goes_on(self):
        self.write()
        self.make_the_entry_anew()
        self.await_wait(stream="bays")
        self.sql("INSERT INTO depot.crates VALUES (90, 'beside')")
        self.wait_for("crates", lambda: any(r.get("id") == 90 for r in self.records("crates")))
        self.writer.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()

    def test_a_prepared_transaction(self):
        """Nobody is to be seen that has it."""
        self.write()
        self.make_the_entry_anew()
        self.write_more()
        self.writer.do("PREPARE TRANSACTION 'held'")
        self.addCleanup(self.roll_back_what_is_prepared)
        self.assertIn("held", str(self.await_wait(stream="bays")))
        self.assert_filled("bays", 1)
        self.sql("COMMIT PREPARED 'held'")
        self.await_equal()
        self.assert_comes_right()

    def test_a_subtransaction(self):
        self.writer.do(
            """BEGIN;
            SAVEPOINT s;
            INSERT INTO depot.bays VALUES (80, 'early');
            RELEASE s;
            SAVEPOINT s;
            UPDATE depot.bays SET v = 'new' WHERE id = 1"""
        )
        self.make_the_entry_anew()
        self.await_wait(stream="bays")
        self.write_more()
        self.writer.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()

    def test_what_has_a_part_of_it_is_not_sent(self):
        """The stream brings it when the release is filled: an insert whose delete was not published."""
        self.writer.do("BEGIN; INSERT INTO depot.bays VALUES (80, 'early')")
        self.sql("ALTER PUBLICATION sluice DROP TABLE depot.bays")
        self.writer.do("DELETE FROM depot.bays WHERE id = 80")
        self.setup()
        self.await_wait(stream="bays")
        with self.stream_stopped():
            self.writer.do("COMMIT")
            self.wait_for("it begins", lambda: len(self.events("fill_started", stream="bays")) == 2)
        self.assert_comes_right()

    def test_one_that_is_rolled_back(self):
        self.write()
        self.make_the_entry_anew()
        self.await_wait(stream="bays")
        self.writer.do("ROLLBACK")
        self.await_equal()
        self.assert_comes_right()

    def test_restarts_while_it_waits(self):
        self.write()
        self.make_the_entry_anew()
        self.await_wait(stream="bays")
        self.kill_all()
        self.pusher.start()
        self.write_more()
        self.pusher.wait_until_streamed()
        self.assert_filled("bays", 1)
        self.writer.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()

    def test_whoever_writes_elsewhere_does_not_delay_the_chunks(self):
        self.writer.do("BEGIN; INSERT INTO depot.crates VALUES (91, 'open')")
        self.make_the_entry_anew()
        self.wait_for("the chunk", lambda: len(self.generations("bays")) == 2)
        self.writer.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()
        self.assert_filled("crates", 1)

    def test_a_transaction_over_three_entries(self):
        """The second comes while the first is waited for."""
        self.write()
        self.make_the_entry_anew()
        self.await_wait(stream="bays")
        second = self.session()
        second.do("BEGIN; INSERT INTO depot.bays VALUES (82, 'second')")
        self.make_the_entry_anew()
        self.write_more()
        self.writer.do("COMMIT")
        second.do("INSERT INTO depot.bays VALUES (83, 'second')")
        self.assertEqual([r for r in self.records("bays") if r.get("id") in (80, 82)], [])
        second.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()


class Leaves(Yard):
    look_every_ms = OFTEN
    build_name = "loads"
    tables = """
        CREATE TABLE depot.loads (id int, d date, v text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
        CREATE TABLE depot.loads_a PARTITION OF depot.loads
            FOR VALUES FROM ('2027-03-01') TO ('2027-04-01');
        INSERT INTO depot.loads VALUES (1, '2027-03-05', 'a');
    """

    def test_a_writer_of_a_leaf(self):
        self.start()
        writer = self.session()
        writer.do("BEGIN; INSERT INTO depot.loads_a VALUES (2, '2027-03-06', 'early')")
        self.sql("ALTER PUBLICATION sluice DROP TABLE depot.loads")
        self.setup()
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="loads"))
        self.assert_filled("loads", 1)
        writer.do("COMMIT")
        self.await_equal()
        self.assert_comes_right()


if __name__ == "__main__":
    unittest.main()
