"""What the tests of coverage stand on: the yard, a database with two small tables, a pusher that releases
both into a lake of files, and the comparison of that lake with the tables.

    depot.crates   20 rows; its release is to go on undisturbed in most tests
    depot.bays      5 rows; mostly the one that something happens to

Every class has a server, every test a database, a slot and a pusher of its own.
"""

import contextlib
import io
import itertools
import json
import os
import signal
import time
import unittest

import builds
import fold
from harness import Database, Pusher, drop_slots
from session import Session

BASE = """
CREATE SCHEMA depot;
CREATE TABLE depot.crates (id int PRIMARY KEY, label text, place text, n int, note text);
CREATE TABLE depot.bays (id int PRIMARY KEY, v text);
INSERT INTO depot.crates SELECT g, 'l'||g, 'p', g FROM generate_series(1, 20) g;
INSERT INTO depot.bays SELECT g, 'v'||g FROM generate_series(1, 5) g;
"""


OFTEN = 500


class Stream(fold.Stream):
    """Folded by the newest row key: what an end mark has taken away need not have it."""

    def _read(self, directory):
        read = super()._read(directory)
        marks = [place[0] for place, record in read.items() if record["_op"] == "f"]
        return {
            place: record
            for place, record in read.items()
            if record["_op"] in "ft"
            or record.keys() >= set(self.row_key)
            or place[0] >= max(marks, default=0)
        }


class Yard(unittest.TestCase):
    build_name = "both"
    tables = ""  # SQL that comes before setup.sql
    server_options = "-c max_prepared_transactions=5"
    look_every_ms = (
        10000  # OFTEN where a test waits for a look, and none is about what looks do not see
    )
    numbers = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        cls.server = Database(cls.server_options)
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        name = f"yard{next(self.numbers)}"
        self.database = self.server.add_database(name)
        self.addCleanup(self._drop, name)
        self.database.psql(text=BASE + self.tables)
        self.build = builds.build(self.build_name)
        self.setup()
        self.pusher = Pusher(self.database, binary=self.build.pusher)
        self.addCleanup(self.pusher.remove)
        self._configure(name)

    def _drop(self, name):
        drop_slots(self.server)
        self.server.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def _configure(self, slot):
        config = self.pusher.config
        config["source"]["slot"] = slot
        config["look_every_ms"] = self.look_every_ms
        key = self.pusher.directory / "keys/link"
        key.write_bytes(bytes(32))
        key.chmod(0o600)
        config["keys"] = {"link": {"file": "keys/link"}} if self.build.has_key else {}
        config["destinations"] = {
            release.destination: {
                "sink": "file",
                "directory": release.destination,
                "roll_delay_ms": 100,
            }
            for release in self.build.releases
        }
        self.pusher.write_config()

    # ---- what happens ----

    def use(self, name):
        """From the next start on, the pusher of this build, with a configuration that fits it."""
        self.build = builds.build(name)
        self.pusher.binary = self.build.pusher
        self._configure(self.pusher.config["source"]["slot"])

    def setup(self):
        """Runs the build's setup.sql."""
        self.database.psql("-f", self.build.setup)

    def sql(self, *statements):
        """In one go; several statements of one text are one transaction."""
        return self.database.psql(*(w for s in statements for w in ("-c", s))).rstrip("\n")

    def session(self):
        return self.session_in(self.database)

    def session_in(self, database):
        session = Session(database)
        self.addCleanup(session.close)
        return session

    def once(self, build=None):
        """Start, catch up, end."""
        if build:
            self.use(build)
        self.pusher.run_until_current()

    def start(self):
        """Follows, and has all there is."""
        self.pusher.start()
        self.pusher.wait_until_current()
        self.await_equal()

    def set_standbys(self, names):
        """Commits wait until standbys of these names have them; they are in the log, and not visible."""
        self.server.psql(
            "-c", f"ALTER SYSTEM SET synchronous_standby_names = '{names}'",
            "-c", "SELECT pg_reload_conf()",
        )  # fmt: skip
        time.sleep(0.5)  # the checkpointer has to read it before commits wait

    def wait_for_standbys(self, count):
        """So many commits wait for their standby."""
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        self.wait_for(f"{count} wait", lambda: self.sql(waiting) == str(count))

    def stop(self):
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())

    def paused(self, role="reader"):
        """One process of the pusher stands still meanwhile."""
        return self.stopped(self.pusher.processes()[role])

    def stream_stopped(self):
        """The server sends nothing of the stream meanwhile; everything else goes on."""
        slot = self.pusher.config["source"]["slot"]
        pid = self.sql(f"SELECT active_pid FROM pg_replication_slots WHERE slot_name = '{slot}'")
        return self.stopped(int(pid))

    @contextlib.contextmanager
    def stopped(self, pid):
        """A process of the pusher, or of the server, stands still meanwhile."""
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def kill_all(self):
        """kill -9 of every process."""
        for pid in self.pusher.processes().values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.pusher.process.wait()

    def deliver_and_kill(self, text, *statements):
        """A running pusher delivers what these do, up to a record with `text`, and is killed before its
        reader can know that it is durable: all of it will be delivered again."""
        self.sql(*statements)
        self.wait_for("it is on its way", self._growing)
        time.sleep(0.3)  # what follows in the same transaction; a file takes a second
        with self.paused():
            self.wait_for("it is delivered", lambda: not self._growing())
            self.kill_all()
        delivered = self.pusher.directory.glob("*/**/*.jsonl")
        self.assertTrue(any(text in path.read_text() for path in delivered), self.pusher.said())

    def _growing(self):
        """The files that are not finished."""
        return [p for p in self.pusher.directory.glob("*/.incoming/**/*") if p.is_file()]

    def deliver_slowly(self, milliseconds=1000):
        """From the next start on a file takes a second, or so long."""
        for destination in self.pusher.config["destinations"].values():
            destination["roll_delay_ms"] = milliseconds
        self.pusher.write_config()

    def wait_for(self, what, condition, timeout=90):
        deadline = time.monotonic() + timeout
        while not (result := condition()):
            if self.pusher.process and not self.pusher.running():
                self.fail(f"{what}: the pusher ended\n{self.pusher.said()}")
            if time.monotonic() > deadline:
                self.fail(f"{what}: not within {timeout} s\n{self.pusher.said()}")
            time.sleep(0.02)
        return result

    # ---- what is seen ----

    def full_name(self, stream):
        """DESTINATION.STREAM."""
        release = next(r for r in self.build.releases if r.name == stream)
        return f"{release.destination}.{stream}"

    def directory(self, stream):
        return self.pusher.directory.joinpath(*self.full_name(stream).split("."))

    def records(self, stream):
        """The finished records of a stream, in the order of the files."""
        return [json.loads(line) for _, _, line in fold.lines(self.directory(stream))]

    def generations(self, stream):
        return sorted({record["_gen"] for record in self.records(stream)})

    def events(self, *names, **fields):
        """What the pusher said under these names, with these fields."""
        found = []
        for line in self.pusher.errors().splitlines():
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if event.get("event") in names and fields.items() <= event.items():
                    found.append(event)
        return found

    def differences(self):
        """How the lake differs from the tables; empty: it does not."""
        told = []
        for release in self.build.releases:
            with contextlib.redirect_stdout(io.StringIO()) as said:
                if not self._compare(release):
                    told.append(said.getvalue())
        return "".join(told)

    def _released(self, release):
        told = self.sql(f"SELECT row_to_json(t) FROM ({release.query}) t")
        return map(fold.parse, told.splitlines())

    @staticmethod
    def _by_key(release, rows):
        return {tuple(fold.to_json(row[name]) for name in release.key): row for row in rows}

    def rows(self, release):
        """What the lake is to have, by the row key."""
        return self._by_key(release, self._released(release))

    def _compare(self, release):
        rows = self._released(release)
        stream = Stream(self.directory(release.name), release.key)
        if release.key_is_secret:
            wanted = self._numbered(rows)
            stream.rows = self._numbered(
                {n: v for n, v in row.items() if n not in release.key}
                for row in stream.rows.values()
            )
        else:
            wanted = self._by_key(release, rows)
        return fold.compare(release.name, wanted, stream, 5)

    @staticmethod
    def _numbered(rows):
        """Rows whose key is not known to both sides, in an order that is."""
        return {(str(n),): row for n, row in enumerate(sorted(rows, key=fold.to_json))}

    def assert_equal(self):
        self.assertEqual(self.differences(), "", self.pusher.said())

    def await_equal(self, timeout=30):
        """Until the lake is the tables."""
        deadline = time.monotonic() + timeout
        while differences := self.differences():
            running = self.pusher.running()
            if not running or time.monotonic() > deadline:
                self.fail(
                    f"the lake {'stays' if running else 'is left'} wrong\n{differences}"
                    f"{self.pusher.said()}"
                )
            time.sleep(0.1)

    def assert_comes_right(self):
        """Under the running pusher, by itself; and then it ends well."""
        self.pusher.wait_until_current()
        self.await_equal()
        self.stop()
        self.assert_equal()

    def assert_filled(self, stream, times):
        """How often the stream was filled, the first time included."""
        self.assertEqual(len(self.generations(stream)), times, self.pusher.said())
