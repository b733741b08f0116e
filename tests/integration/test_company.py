"""The main job: after whatever happened, the lake folded by row key is what an SQL query over the
platform says it should be."""

import os
import random
import threading
import time
import unittest

from harness import Database, Pusher
from workload import Writer

CHANGES = int(os.environ.get("SLUICE_CHANGES", "100000"))
KILLS = int(os.environ.get("SLUICE_KILLS", "24"))
SEED = int(os.environ.get("SLUICE_SEED", "1"))


class Company(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)

    def assert_lake_is_right(self):
        equal, report = self.pusher.fold()
        print(f"\n{report}", end="", flush=True)
        self.assertTrue(equal, f"\n{report}\n{self.pusher.errors()[-2000:]}")

    def test_filled_then_changes(self):
        self.database.add_company()
        self.pusher.run_until_current()
        self.assert_lake_is_right()
        self.database.sql("CALL workload.run(3000, 0.5)")
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    def test_changes_while_it_is_filled(self):
        """Chunks and stream join without a gap or an overlap."""
        self.database.add_company(customers=8000)
        writer = threading.Thread(
            target=self.database.sql, args=("CALL workload.run(4000, 0.25, keep_contacts => true)",)
        )
        writer.start()
        self.pusher.start()
        writer.join()
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assert_lake_is_right()

    def test_kills_and_restarts(self):
        """Random changes, kill -9 of every process at random moments, a restart of PostgreSQL."""
        self.database.add_company()
        self.pusher.run_until_current()
        chance = random.Random(SEED)
        writer = Writer(self.database, CHANGES, SEED)
        kills = {"reader": 0, "sender": 0, "supervisor": 0}
        restarted = False
        self.pusher.start()
        writer.start()
        while writer.is_alive() or (sum(kills.values()) < KILLS and writer.progress() >= 1):
            time.sleep(chance.uniform(0.05, 1.0))
            done = sum(kills.values()) / KILLS
            if not restarted and done >= 0.5:
                self.database.restart()
                restarted = True
            elif done < min(1, writer.progress()):
                role = chance.choice(["reader", "reader", "sender", "supervisor"])
                kills[role] += self.pusher.kill(role)
            if not self.pusher.running():
                self.pusher.start()
        writer.join()
        self.assertGreaterEqual(writer.committed, CHANGES, writer.failure)
        print(f"\n{writer.committed} changes, kills: {kills}, PostgreSQL restarted", flush=True)
        if not self.pusher.running():
            self.pusher.start()
        self.pusher.wait_until_current(timeout=300)
        self.assertEqual(self.pusher.stop(), 0, self.pusher.errors()[-2000:])
        self.assert_lake_is_right()


if __name__ == "__main__":
    unittest.main()
