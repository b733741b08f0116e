"""Whom a pusher waits for is named, and a run that is to end does not wait for ever."""

import unittest

from yard import Yard

WAITED = 6
NOT_YET = "SELECT count(*) FROM pg_replication_slots"


class Waits(Yard):
    def setUp(self):
        super().setUp()
        self.pusher.config["until_current_wait_s"] = 3
        self.pusher.write_config()

    def check(self):
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call("check"), 0)
        return self.pusher.errors()[before:]

    def assert_waited(self, *words):
        """`run --until-current` ends, and says why."""
        self.assertEqual(self.pusher.call("run", "--until-current", timeout=40), WAITED)
        errors = [e["error"] for e in self.events("process_ends", "stopped") if "error" in e]
        for word in words:
            self.assertTrue(any(word in error for error in errors), self.pusher.said())

    def assert_slot_waits_for(self, *words):
        self.pusher.start()
        self.wait_for("it is told", lambda: self.events("slot_waits"))
        (event, *_) = self.events("slot_waits")
        for word in words:
            self.assertIn(word, event["waits_for"])
        self.stop()
        self.assertEqual(self.sql(NOT_YET), "0")
        said = self.check()
        for word in words:
            self.assertIn(word, said)
        self.assert_waited(*words)
        self.assertEqual(self.sql(NOT_YET), "0")

    def test_an_open_transaction(self):
        session = self.session()
        pid = session.do("SELECT pg_backend_pid()")
        session.do("BEGIN; SAVEPOINT s; INSERT INTO depot.bays VALUES (50, 'open')")
        self.assert_slot_waits_for(f"pid {pid} ", "user postgres", "database yard")
        session.do("COMMIT")
        self.assertNotIn("cannot be made", self.check())
        self.once()
        self.assert_equal()

    def test_a_commit_that_waits_for_a_standby(self):
        self.set_standbys("away")
        self.addCleanup(self.set_standbys, "")
        self.session().begin("UPDATE depot.crates SET label = 'unseen' WHERE id = 1")
        self.wait_for_standbys(1)
        self.pusher.start()
        self.wait_for("it is told", lambda: self.events("slot_waits"))
        self.stop()
        self.assertIn("bring that back", self.events("slot_waits")[0]["end"])
        self.set_standbys("")
        self.once()
        self.assert_equal()

    def test_a_prepared_transaction(self):
        name = "'it''s \"held\"'"
        self.sql(f"BEGIN; INSERT INTO depot.bays VALUES (50, 'open'); PREPARE TRANSACTION {name}")
        self.assert_slot_waits_for("prepared transaction 'it's \"held\"'", "seconds ago")
        self.assertEqual(self.events("slot_waits")[0]["end"], f"ROLLBACK PREPARED {name}")
        self.sql(f"COMMIT PREPARED {name}")
        self.once()
        self.assert_equal()

    def test_a_fill_that_waits_for_a_transaction(self):
        """While the stream brings what others do."""
        self.once()
        session, busy = self.session(), self.session()
        pid = session.do("SELECT pg_backend_pid()")
        session.do("BEGIN; INSERT INTO depot.bays VALUES (50, 'open')")
        self.pusher.call("fill", "yard.bays")
        busy.begin(
            "DO $$BEGIN FOR i IN 1..200 LOOP UPDATE depot.crates SET n = i WHERE id = 1; COMMIT;"
            " PERFORM pg_sleep(0.05); END LOOP; END$$"
        )
        self.assert_waited(f"pid {pid}", "yard.bays")
        session.do("COMMIT")

    def test_a_lock(self):
        self.once()
        session = self.session()
        self.pusher.call("fill", "yard.bays")
        session.do("BEGIN; LOCK depot.bays IN ACCESS EXCLUSIVE MODE")
        self.assert_waited("")
        session.do("COMMIT")
        self.once()

    def test_a_synchronous_standby(self):
        """Its commit is in the stream, and not to be seen when the row is read again."""
        self.sql(
            "ALTER TABLE depot.crates ALTER note SET STORAGE EXTERNAL",
            "UPDATE depot.crates SET note = repeat('x', 3000) WHERE id = 1",
        )
        self.once()
        self.set_standbys("away")
        self.addCleanup(self.set_standbys, "")
        self.session().begin("UPDATE depot.crates SET label = 'unseen' WHERE id = 1")
        self.wait_for_standbys(1)
        self.assert_waited("a synchronous standby")
        self.set_standbys("")
        self.once()
        self.assert_equal()

    def test_another_pusher(self):
        self.start()
        self.pusher.config["state"] = "other"
        self.pusher.write_config()
        self.assert_waited("the process that has the slot")
        (standby,) = self.events("standby")
        self.assertEqual(standby["slot_is"], "read")
        self.pusher.config["state"] = "state"
        self.pusher.write_config()
        self.assert_waited("another pusher with this state")


if __name__ == "__main__":
    unittest.main()
