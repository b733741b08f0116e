"""What an operator asks of releases: fill, pause, resume, cancel, and how they stand."""

import time
import unittest

from yard import Yard


class Requests(Yard):
    def request(self, *words, status=0):
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call(*words), status, self.pusher.said())
        return self.pusher.errors()[before:]

    def fills(self, stream):
        return len(self.events("fill_done", stream=stream))

    def await_fills(self, stream, count):
        self.wait_for(f"{count} fills of {stream}", lambda: self.fills(stream) == count)

    def test_one_release_is_filled(self):
        self.start()
        self.request("fill", "yard.bays")
        self.await_fills("bays", 2)
        self.assert_comes_right()
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)

    def test_several(self):
        self.start()
        self.request("fill", "yard.bays", "yard.crates")
        self.await_fills("bays", 2)
        self.await_fills("crates", 2)
        self.assert_comes_right()

    def test_it_heals_a_lake_that_somebody_else_harmed(self):
        self.start()
        for path in (self.pusher.directory / "yard/bays").rglob("*.jsonl"):
            path.unlink()
        self.request("fill", "yard.bays")
        self.assert_comes_right()

    def test_without_a_pusher_it_is_done_at_the_next_start(self):
        self.once()
        self.assertIn("start", self.request("fill", "yard.bays"))
        self.once()
        self.assert_equal()
        self.assert_filled("bays", 2)
        self.assert_filled("crates", 1)
        self.once()
        self.assert_filled("bays", 2)

    def test_a_release_that_there_is_not(self):
        self.once()
        self.assertIn("yard.bays", self.request("fill", "yard.bay", status=2))
        self.assertIn("yard.crates", self.request("pause", "yard.crate", status=2))
        self.once()
        self.assert_filled("bays", 1)

    def test_paused_the_others_go_on_and_so_does_the_slot(self):
        self.start()
        self.request("pause", "yard.bays")
        self.sql(
            "INSERT INTO depot.bays VALUES (6, 'while paused')",
            "DELETE FROM depot.bays WHERE id = 1",
        )
        self.sql("INSERT INTO depot.crates VALUES (100, 'beside')")
        self.pusher.wait_until_current()
        self.wait_for("crates", lambda: any(r.get("id") == 100 for r in self.records("crates")))
        self.assertNotIn(6, [record.get("id") for record in self.records("bays")])
        self.request("resume", "yard.bays")
        self.await_fills("bays", 2)
        self.assert_comes_right()
        self.assert_filled("crates", 1)

    def test_a_pause_outlives_the_pusher(self):
        self.start()
        self.request("pause", "yard.bays")
        self.kill_all()
        self.sql("INSERT INTO depot.bays VALUES (6, 'while paused')")
        self.once()
        self.assertNotIn(6, [record.get("id") for record in self.records("bays")])
        self.request("resume", "yard.bays")
        self.once()
        self.assert_equal()

    def test_cancelled_it_stays_uncovered_until_somebody_asks(self):
        writer = self.session()
        self.start()
        writer.do("BEGIN; UPDATE depot.bays SET v = 'open' WHERE id = 1")
        self.request("fill", "yard.bays")
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="bays"))
        self.request("fill", "--cancel", "yard.bays")
        writer.do("COMMIT")
        self.sql("INSERT INTO depot.bays VALUES (6, 'uncovered')")
        self.pusher.wait_until_current()
        time.sleep(1)
        self.assertNotIn(6, [record.get("id") for record in self.records("bays")])
        self.assertIn("paused", self.status(1))
        self.request("fill", "yard.bays")
        self.await_fills("bays", 2)
        self.assert_comes_right()
        # The cancelled one has not got beyond its wait.
        self.assertEqual(len(self.events("fill_started", stream="bays")), 2)

    def test_how_they_stand(self):
        self.assertIn("no pusher has run", self.status(2))
        writer = self.session()
        self.start()
        self.assertIn("covered", self.status())
        writer.do("BEGIN; UPDATE depot.bays SET v = 'open' WHERE id = 1")
        self.request("fill", "yard.bays")
        self.wait_for("it waits", lambda: self.events("fill_waits", stream="bays"))
        self.assertIn(f"pid {writer.do('SELECT pg_backend_pid()')}", self.status(1))
        self.request("pause", "yard.crates")
        self.assertIn("paused", self.status(1))
        writer.do("ROLLBACK")
        self.await_fills("bays", 2)
        self.stop()
        self.assertIn("paused", self.status(1))

    def status(self, code=0):
        return self.request("status", status=code)


class Alike(Yard):
    """yard.crates, shed.bays and yard.xbays."""

    build_name = "alike"

    def suggestion(self, word):
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call("resume", word), 2)
        return self.pusher.errors()[before:].strip().rpartition("; ")[2]

    def test_which_release_was_perhaps_meant(self):
        for word, meant in {
            "yard.bays": "shed.bays",  # the stream is right, the destination is not
            "shd.bays": "shed.bays",
            "lake.xbays": "yard.xbays",
            "bays": "shed.bays",  # the destination is left out
            "crates": "yard.crates",
            "crate": "yard.crates",
            "yard.crate": "yard.crates",
            "yard.xbay": "yard.xbays",
        }.items():
            with self.subTest(word=word):
                self.assertEqual(self.suggestion(word), f"did you mean '{meant}'?")
        self.assertIn("lists them", self.suggestion("zebra"))


class Away(Yard):
    """One destination cannot be reached."""

    build_name = "two lakes"

    def test_a_start_says_for_whom_it_waits(self):
        self.pusher.config["destinations"]["shed"] = {
            "sink": "s3",
            "bucket": "lake-in",
            "region": "eu-central-1",
            "endpoint": "http://127.0.0.1:9",
        }
        self.pusher.environment |= {
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "secret",
        }
        self.pusher.write_config()
        self.pusher.start()
        (said,) = self.wait_for("it says", lambda: self.events("start_waits"))
        self.assertEqual(said["destination"], "shed")
        self.assertNotEqual(said["remedy"], "")
        before = len(self.pusher.errors())
        self.assertEqual(self.pusher.call("pause", "--timeout", "1", "yard.crates"), 75)
        self.assertIn("destination", self.pusher.errors()[before:])


if __name__ == "__main__":
    unittest.main()
