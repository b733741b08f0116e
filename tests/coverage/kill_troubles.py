"""What the kill oracle does at random to a pusher, its server and its tables: kills of every process, what
an operator asks for, and what the platform's own people do."""

import collections
import contextlib
import os
import signal
import time

from harness import Failed
from kill_tables import IDS, MONTHS, bounds

HARMLESS = (
    ("do_request", "do_restart")
    + ("do_vacuum", "do_vacuum_full") * 3
    + ("do_column_that_nobody_knows",) * 6
)
REQUESTS = ("fill", "fill", "fill", "pause", "resume", "cancel")


class Troubles:
    """`yard` is the test: its pusher, its database. Every operation ends with a database that is as
    setup.sql has it. `harmless`: of the operations those that uncover no release, but for a few requests,
    on these tables."""

    def __init__(self, yard, chance, harmless=()):
        self.yard = yard
        self.chance = chance
        self.harmless = harmless
        self.kills = collections.Counter()
        self.done = collections.Counter()

    # ---- kills ----

    def kill(self):
        role = self.chance.choice(["reader", "reader", "sender", "supervisor", "walsender", "all"])
        if getattr(self, f"_kill_{role}", lambda: self.yard.pusher.kill(role))():
            self.kills[role] += 1

    def _kill_walsender(self):
        return "t" in self.yard.sql(
            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
            " WHERE active_pid IS NOT NULL"
        )

    def _kill_all(self):
        processes = self.yard.pusher.processes()
        for pid in processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if processes:
            self.yard.pusher.process.wait()
        return bool(processes)

    # ---- everything else ----

    def trouble(self):
        """One of the operations below."""
        names = [name for name in dir(self) if name.startswith("do_")] + ["do_request"] * 4
        name = self.chance.choice(HARMLESS if self.harmless else names)
        with contextlib.suppress(
            Failed
        ):  # a lock that is not to be had in time, a server that restarts
            getattr(self, name)()
            self.done[name.removeprefix("do_")] += 1
        if not self.harmless:
            self.set_right()

    def set_right(self):
        """What an operation began and did not end; setup.sql may meet locks."""
        for _ in range(20):
            with contextlib.suppress(Failed):
                self.yard.setup()
                return
            time.sleep(0.2)
        raise Failed("setup.sql cannot be run")

    def sql(self, *statements):
        self.yard.sql("SET lock_timeout = '1s'", *statements)

    def table(self):
        return self.chance.choice(self.harmless or ["crates", "bays", "racks", "loads"])

    def do_request(self):
        words = self.chance.choice(REQUESTS)
        words = ["fill", "--cancel"] if words == "cancel" else [words]
        release = self.chance.choice(self.yard.build.releases)
        self.yard.pusher.call(*words, self.yard.full_name(release.name))

    def do_older_binary(self):
        pusher = self.yard.pusher
        if pusher.running():
            self.chance.choice([pusher.stop, self._kill_all])()
        self.yard.use("kills older")
        pusher.start()
        time.sleep(self.chance.uniform(0.2, 1.5))
        self.chance.choice([pusher.stop, self._kill_all])()
        self.yard.use("kills")
        pusher.start()

    def do_entry_anew(self):
        self.sql(f"ALTER PUBLICATION sluice DROP TABLE depot.{self.table()}")

    def do_operations_left_out(self):
        left = self.chance.choice(["insert", "insert, update, truncate", "delete, update"])
        self.sql(f"ALTER PUBLICATION sluice SET (publish = '{left}')")
        time.sleep(self.chance.uniform(0, 0.2))

    def do_rows_left_out(self):
        self.sql(
            "ALTER PUBLICATION sluice DROP TABLE depot.racks",
            f"ALTER PUBLICATION sluice ADD TABLE ONLY depot.racks (id, v, n) WHERE (id < {IDS // 2})",
        )
        time.sleep(self.chance.uniform(0, 0.2))

    def do_rewrite(self):
        how = self.chance.choice(["upper(v)", "lower(v)", "v || '.'"])
        self.sql(f"ALTER TABLE depot.bays ALTER v TYPE text USING {how}")

    def do_vacuum_full(self):
        self.sql(f"VACUUM FULL depot.{self.table()}")

    def do_vacuum(self):
        self.sql(f"VACUUM depot.{self.table()}")

    def do_truncate(self):
        table = self.chance.choice(["crates", "racks"])
        columns = {"crates": "g, 'loaded'", "racks": "g, 'loaded', 1"}[table]
        self.sql(
            f"""BEGIN;
            TRUNCATE depot.{table};
            INSERT INTO depot.{table} SELECT {columns} FROM generate_series(1, {IDS}, 2) g;
            COMMIT"""
        )

    def do_replace_table(self):
        self.sql(
            f"""BEGIN;
            CREATE TABLE depot.bays_new (LIKE depot.bays INCLUDING ALL);
            INSERT INTO depot.bays_new SELECT g, 'replaced' FROM generate_series(1, {IDS}, 2) g;
            DROP TABLE depot.bays;
            ALTER TABLE depot.bays_new RENAME TO bays;
            COMMIT"""
        )

    def do_undone_identity(self):
        table = self.chance.choice(["crates", "racks"])
        self.sql(
            f"ALTER TABLE depot.{table} REPLICA IDENTITY {self.chance.choice(['FULL', 'NOTHING'])}",
            f"INSERT INTO depot.{table} VALUES ({self.chance.randint(1, IDS)}, 'undone')"
            " ON CONFLICT DO NOTHING",
            f"ALTER TABLE depot.{table} REPLICA IDENTITY DEFAULT",
        )

    def do_attach(self):
        month = self.chance.choice(MONTHS)
        self.sql(
            f"""BEGIN;
            DROP TABLE IF EXISTS depot.loads_{month};
            CREATE TABLE depot.loads_{month} (id int NOT NULL, d date NOT NULL, v text,
                PRIMARY KEY (id, d));
            INSERT INTO depot.loads_{month}
                SELECT g, '2027-{month:02}-03', 'attached' FROM generate_series(1, {IDS}, 5) g;
            ALTER TABLE depot.loads ATTACH PARTITION depot.loads_{month} {bounds(month)};
            COMMIT"""
        )

    def leaf(self):
        leaves = self.yard.sql(
            "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'depot.loads'::regclass"
        ).split()
        return self.chance.choice(leaves) if leaves else None

    def do_detach(self):
        if leaf := self.leaf():
            self.sql(f"ALTER TABLE depot.loads DETACH PARTITION {leaf}")

    def do_change_detached(self):
        if leaf := self.leaf():
            month = int(leaf.rsplit("_", 1)[1])
            self.sql(
                f"ALTER TABLE depot.loads DETACH PARTITION {leaf}",
                f"UPDATE {leaf} SET v = 'away' WHERE id < {IDS // 4}",
                f"ALTER TABLE depot.loads ATTACH PARTITION {leaf} {bounds(month)}",
            )

    def do_truncate_leaf(self):
        if leaf := self.leaf():
            self.sql(f"TRUNCATE {leaf}")

    # ---- migrations of the platform ----

    def do_column_that_nobody_knows(self):
        """Added, met by whatever looks meanwhile, and taken back."""
        table = self.chance.choice(self.harmless or ["crates", "bays", "racks"])
        self.sql(f"ALTER TABLE depot.{table} ADD extra text DEFAULT 'x'")
        time.sleep(self.chance.uniform(0, 0.5))
        self.undo(f"ALTER TABLE depot.{table} DROP extra")

    def do_column_dropped(self):
        """With its entry in the publication, and another one comes under its name."""
        self.sql(
            "ALTER TABLE depot.crates DROP note CASCADE",
            f"INSERT INTO depot.crates VALUES ({self.chance.randint(1, IDS)}, 'no note')"
            " ON CONFLICT DO NOTHING",
        )
        time.sleep(self.chance.uniform(0, 0.2))
        self.undo("ALTER TABLE depot.crates ADD note text DEFAULT 'again'")

    def do_column_altered(self):
        """As `sluice migrate` says."""
        kind = self.chance.choice(["varchar(200)", "text"])
        self.sql(
            f"""BEGIN;
            LOCK TABLE depot.racks;
            ALTER PUBLICATION sluice DROP TABLE depot.racks;
            ALTER TABLE depot.racks ALTER v TYPE {kind} USING left(upper(v), 200);
            ALTER PUBLICATION sluice ADD TABLE ONLY depot.racks (id, v, n);
            COMMIT"""
        )

    def do_right_taken(self):
        table = self.chance.choice(["bays", "racks"])
        self.sql(f"REVOKE SELECT (v) ON depot.{table} FROM sluice_reader")
        time.sleep(self.chance.uniform(0, 0.3))

    def do_names_swapped(self):
        swap = """BEGIN; ALTER TABLE depot.crates RENAME label TO z;
            ALTER TABLE depot.crates RENAME place TO label;
            ALTER TABLE depot.crates RENAME z TO place; COMMIT"""
        self.sql(swap)
        time.sleep(self.chance.uniform(0, 0.3))
        self.undo(swap)

    def undo(self, statement):
        """What has to be done, whatever locks are in the way."""
        for _ in range(20):
            with contextlib.suppress(Failed):
                self.sql(statement)
                return
        raise AssertionError(f"cannot be undone: {statement}")

    def do_restart(self):
        """Seldom: whoever writes has to begin anew."""
        if self.chance.random() < 0.2:
            self.yard.server.restart(self.chance.choice(["fast", "immediate"]))
