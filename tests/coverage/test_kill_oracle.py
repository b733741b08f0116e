"""Random changes, kill -9 of every process at random moments, and all that the other tests of this folder do
one by one. Every few kills the writers stand still, each pusher gets to its end, and each table is compared
with its lake.

    SLUICE_KILLS=2000 SLUICE_SEED=7 ./run test test_kill_oracle

prints, as it goes on and at its end, how many comparisons found a wrong lake. What a wrong one consists of is
kept in the build directory, under kill-oracle/, and the lake is filled again.

KillOracle does to its tables whatever a platform may do: mostly that uncovers their releases, which are
filled again. In KeptRows almost nothing does, so that a row of which something was lost stays wrong; more
writers commit side by side, and SLUICE_PUSHERS (3) pushers read the same tables. It finds the most in a build
that gathers little before it writes, and that tells what it decides:

    BUILD_DIR=build-witness CONFIGURE_FLAGS=--enable-witness SLUICE_KILLS=1000 \\
        ./run test test_kill_oracle.KeptRows
"""

import contextlib
import os
import random
import shutil
import time
import unittest

import kept_tables
from harness import BUILD, Pusher
from kill_tables import TABLES, Work, Writer
from kill_troubles import Troubles
from kill_witness import Witness
from yard import Stream, Yard

SEED = int(os.environ.get("SLUICE_SEED", "1"))
STOPPED = (0, -9, 3, 75)  # ended by us, or met a table in the middle of an operation


class Kills(Yard):
    """What both have in common. `self.pusher` is the one at hand."""

    default_kills = 0
    kills_a_check = 15
    rows_a_chunk = 10
    pushers_count = 1
    longest_s = 0.5  # that one pusher is left alone
    writers_count = 1
    harmless = ()
    work = Work()

    def setUp(self):
        super().setUp()
        self.wanted_kills = int(os.environ.get("SLUICE_KILLS", self.default_kills))
        self.chance = random.Random(SEED)
        self.troubles = Troubles(self, self.chance, self.harmless)
        self.pushers = [self.pusher]
        self.add_pushers()
        for pusher in self.pushers:
            pusher.config["chunk_rows"] = self.rows_a_chunk
            pusher.write_config()
        self.checks = self.wrong = 0
        self.writers = [
            Writer(self.database, random.Random(f"{SEED} {n}"), self.work)
            for n in range(self.writers_count)
        ]
        for writer in self.writers:
            self.addCleanup(writer.over.set)

    def add_pushers(self):
        slot = self.pusher.config["source"]["slot"]
        for n in range(1, self.pushers_count):
            self.pusher = Pusher(self.database, binary=self.build.pusher)
            self.addCleanup(self.pusher.remove)
            self._configure(f"{slot}_{n}")
            self.pushers.append(self.pusher)

    def each_at_hand(self):
        """Each pusher in turn, as `self.pusher`."""
        for pusher in self.pushers:
            self.pusher = pusher
            yield pusher

    def kills(self):
        return sum(self.troubles.kills.values())

    def run_to_the_end(self):
        for pusher in self.each_at_hand():
            self.once()
            pusher.start()
        for writer in self.writers:
            writer.start()
        while self.kills() < self.wanted_kills:
            due = self.kills() + self.kills_a_check
            while self.kills() < min(due, self.wanted_kills):
                self.pusher = self.chance.choice(self.pushers)
                self.step()
            with self.nobody_writes():
                self.check_all()
        for pusher in self.pushers:
            pusher.stop()
        self.report()
        self.assertEqual(self.wrong, 0)

    @contextlib.contextmanager
    def nobody_writes(self):
        with contextlib.ExitStack() as stack:
            for writer in self.writers:
                stack.enter_context(writer.between)
            yield

    def step(self):
        time.sleep(self.chance.uniform(0.02, self.longest_s) / len(self.pushers))
        if not self.pusher.running():
            self.assertIn(self.pusher.process.returncode, STOPPED, self.pusher.said())
            self.pusher.start()
        elif self.chance.random() < 0.6:
            self.troubles.kill()
        else:
            self.troubles.trouble()

    def check_all(self):
        for _ in self.each_at_hand():
            self.check()
        for pusher in self.pushers:
            pusher.start()
        self.report()

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

    def keep(self, differences):
        print(f"\nwrong after {self.kills()} kills\n{differences}", flush=True)
        kept = BUILD / "kill-oracle" / f"{type(self).__name__}-{SEED}-{self.kills()}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.pusher.directory, kept)
        (kept / "differences").write_text(differences)

    def report(self):
        print(
            f"seed {SEED}: {self.kills()} kills,"
            f" {sum(writer.transactions for writer in self.writers)} transactions,"
            f" {sum(self.troubles.done.values())} other troubles,"
            f" {self.wrong} of {self.checks} comparisons wrong",
            flush=True,
        )
        if self.kills() >= self.wanted_kills:
            print(f"kills: {dict(self.troubles.kills)}\nothers: {dict(self.troubles.done)}")


class KillOracle(Kills):
    build_name = "kills"
    tables = TABLES
    server_options = "-c max_prepared_transactions=5 -c wal_writer_delay=2s"
    default_kills = 150

    def test_kills(self):
        self.run_to_the_end()


class KeptRows(Kills):
    build_name = "kept rows"
    tables = kept_tables.TABLES
    # Two writers that want each other's rows are nothing to wait for.
    server_options = "-c wal_writer_delay=50ms -c deadlock_timeout=20ms"
    default_kills = 10
    kills_a_check = 20
    rows_a_chunk = 100
    pushers_count = int(os.environ.get("SLUICE_PUSHERS", "3"))
    longest_s = 3
    writers_count = 6
    harmless = kept_tables.GROWING
    work = kept_tables.WORK

    def setUp(self):
        super().setUp()
        self.witness = Witness(self)
        for _ in self.each_at_hand():
            self.deliver_slowly(3000)  # much is on its way when it is killed

    def test_kills(self):
        self.run_to_the_end()

    def check_all(self):
        self.witness.take()
        super().check_all()
        self.witness.lines.clear()

    def keep(self, differences):
        super().keep(differences)
        for release in self.build.releases:
            for key in [] if release.key_is_secret else self.wrong_keys(release):
                print(f"\n{release.name} {'/'.join(key)}, as the server decoded it:")
                print("\n".join(self.witness.decoded(release.table, key[0])))
                print("as the pusher decided:")
                print(
                    "\n".join(
                        self.witness.decided(release.name, zip(release.key, key, strict=True))
                    )
                )

    def wrong_keys(self, release):
        """Of the rows that differ, some."""
        lake = Stream(self.directory(release.name), release.key).rows
        table = self.rows(release)
        keys = sorted(lake.keys() | table.keys())
        return [key for key in keys if lake.get(key) != table.get(key)][:3]


if __name__ == "__main__":
    unittest.main()
