"""Random changes, kill -9 of every process at random moments, and all that the other tests of this folder do
one by one. Every few kills the writer stands still, the pusher gets to its end, and each table is compared
with its lake.

    SLUICE_KILLS=2000 SLUICE_SEED=7 ./run test test_kill_oracle

prints, as it goes on and at its end, how many comparisons found a wrong lake. What a wrong one consists of is
kept in the build directory, under kill-oracle/, and the lake is filled again.
"""

import os
import random
import shutil
import time
import unittest

from harness import BUILD
from kill_tables import TABLES, Writer
from kill_troubles import Troubles
from yard import Yard

KILLS = int(os.environ.get("SLUICE_KILLS", "150"))
SEED = int(os.environ.get("SLUICE_SEED", "1"))
KILLS_A_CHECK = 15
ROWS_A_CHUNK = 10
STOPPED = (0, -9, 3, 75)  # ended by us, or met a table in the middle of an operation


class KillOracle(Yard):
    build_name = "kills"
    tables = TABLES
    server_options = "-c max_prepared_transactions=5 -c wal_writer_delay=2s"

    def setUp(self):
        super().setUp()
        self.chance = random.Random(SEED)
        self.troubles = Troubles(self, self.chance)
        self.pusher.config["chunk_rows"] = ROWS_A_CHUNK
        self.pusher.write_config()
        self.checks = self.wrong = 0
        self.writer = Writer(self.database, random.Random(SEED + 1))
        self.addCleanup(self.writer.over.set)

    def kills(self):
        return sum(self.troubles.kills.values())

    def test_kills(self):
        self.once()
        self.pusher.start()
        self.writer.start()
        while self.kills() < KILLS:
            due = self.kills() + KILLS_A_CHECK
            while self.kills() < min(due, KILLS):
                self.step()
            with self.writer.between:
                self.check()
            self.pusher.start()
        self.pusher.stop()
        self.report()
        self.assertEqual(self.wrong, 0)

    def step(self):
        time.sleep(self.chance.uniform(0.02, 0.5))
        if not self.pusher.running():
            self.assertIn(self.pusher.process.returncode, STOPPED, self.pusher.said())
            self.pusher.start()
        elif self.chance.random() < 0.6:
            self.troubles.kill()
        else:
            self.troubles.trouble()

    def check(self):
        """Nothing is written, nothing is paused."""
        self.pusher.stop()
        for release in self.build.releases:
            self.pusher.call("resume", self.full_name(release.name))
        self.once()
        self.checks += 1
        if differences := self.differences():
            self.wrong += 1
            self.keep(differences)
            for release in self.build.releases:
                self.pusher.call("fill", self.full_name(release.name))
            self.once()
        self.report()

    def keep(self, differences):
        print(f"\nwrong after {self.kills()} kills\n{differences}", flush=True)
        kept = BUILD / "kill-oracle" / f"{SEED}-{self.kills()}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.pusher.directory, kept)
        (kept / "differences").write_text(differences)

    def report(self):
        print(
            f"seed {SEED}: {self.kills()} kills, {self.writer.transactions} transactions,"
            f" {sum(self.troubles.done.values())} other troubles,"
            f" {self.wrong} of {self.checks} comparisons wrong",
            flush=True,
        )
        if self.kills() >= KILLS:
            print(f"kills: {dict(self.troubles.kills)}\nothers: {dict(self.troubles.done)}")


if __name__ == "__main__":
    unittest.main()
