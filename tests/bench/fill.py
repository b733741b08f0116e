"""The measure `fill` of bench.py: one release is filled while its table and another change.

What is compared is the same fill on an idle database. The lag is that of rows of the other table: from
their commit until the file that holds them is in its place, by the time at which the file was renamed.
"""

import contextlib
import datetime
import json
import re
import threading
import time

from harness import Failed
from measure import Peaks, Usage, median
from peers import Accounts, Session, copy_out

CHANGES_A_SECOND = 2000
CHANGES_AT_ONCE = 20
ROLL_DELAY_MS = 100
STREAM = "accounts"


class Repeated(threading.Thread):
    """While inside, does something every so many seconds, in a session of its own."""

    def __init__(self, database, seconds):
        super().__init__(daemon=True)
        self.database = database
        self.seconds = seconds
        self.failure = None
        self._ended = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self.join()
        if self.failure is not None:
            raise self.failure

    def run(self):
        try:
            with Session(self.database) as session:
                due = time.monotonic()
                while not self._ended.wait(max(0, due - time.monotonic())):
                    self.step(session)
                    due += self.seconds
        except (Failed, OSError, ValueError) as failure:
            self.failure = failure

    def step(self, session):
        raise NotImplementedError


class Changes(Repeated):
    """CHANGES_A_SECOND, as long as the machine can; `made`: how many there were."""

    def __init__(self, database):
        super().__init__(database, CHANGES_AT_ONCE / CHANGES_A_SECOND)
        self.made = 0

    def step(self, session):
        session.run(f"CALL bench.change({CHANGES_AT_ONCE})")
        self.made += CHANGES_AT_ONCE


class Markers(Repeated):
    """Rows of the other table, with the time at which each was committed."""

    def __init__(self, database):
        super().__init__(database, 0.1)
        self.committed = {}

    def step(self, session):
        number = len(self.committed) + 1
        session.run(f"INSERT INTO bench.beats VALUES ({-number})")
        self.committed[number] = time.time()

    def lags(self, lake):
        """Of each, the seconds until its file was in its place."""
        found = {}
        for path in lake.rglob("*.jsonl"):
            for number in re.findall(rb'"beat_id":-(\d+)\b', path.read_bytes()):
                found[int(number)] = path.stat().st_ctime
        missing = self.committed.keys() - found.keys()
        if missing:
            raise Failed(f"{len(missing)} of {len(self.committed)} markers are not in the lake")
        return [found[number] - committed for number, committed in self.committed.items()]


class Transactions(Repeated):
    """`longest`: seconds for which a transaction of the reader was open, when looked at."""

    QUERY = (
        "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)"
        " FROM pg_stat_activity WHERE usename = 'sluice_reader'"
    )

    def __init__(self, database):
        super().__init__(database, 0.02)
        self.longest = 0

    def step(self, session):
        self.longest = max(self.longest, float(session.ask(self.QUERY)))


def events(pusher, name):
    """What the pusher said under this name of the release that is filled."""
    found = []
    for line in pusher.errors().splitlines():
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if event.get("event") == name and event.get("stream") == STREAM:
                found.append(event)
    return found


def when(event):
    return datetime.datetime.fromisoformat(event["time"].replace("Z", "+00:00"))


def fill(pusher):
    """Has the release filled: how many rows were read, and the seconds that it took."""
    before = len(events(pusher, "fill_done"))
    if pusher.call("fill", f"lake.{STREAM}") != 0:
        raise Failed(f"a fill is refused:\n{pusher.said()}")
    deadline = time.monotonic() + 1800
    while len(events(pusher, "fill_done")) == before:
        if not pusher.running() or time.monotonic() > deadline:
            raise Failed(f"a fill does not end:\n{pusher.said()}")
        time.sleep(0.1)
    started, done = events(pusher, "fill_started")[-1], events(pusher, "fill_done")[-1]
    return done["rows"], (when(done) - when(started)).total_seconds()


class Rounds:
    """Fills of the same table, in turns on an idle database and while rows change."""

    def __init__(self, subject, rows):
        self.subject, self.rows = subject, rows
        self.idle, self.busy, self.rates, self.lags = [], [], [], []
        self.longest = 0

    def run(self, count):
        """With a new pusher process, whose memory is measured."""
        pusher = self.subject.pusher
        pusher.start()
        pusher.wait_until_current(timeout=1800)
        with Peaks(pusher) as self.peaks:
            for _ in range(count):
                self._fill_idle(pusher)
                self._fill_busy(pusher)
        if pusher.stop(timeout=120) != 0:
            raise Failed(f"the pusher failed:\n{pusher.said()}")

    def _fill_idle(self, pusher):
        rows, seconds = fill(pusher)
        if rows != self.rows:
            raise Failed(f"{rows} rows were read, not {self.rows}")
        self.idle.append(seconds)

    def _fill_busy(self, pusher):
        database = self.subject.database
        database.sql("DELETE FROM bench.beats WHERE beat_id < 0")
        begin = time.monotonic()
        with Changes(database) as changes, Markers(database) as markers:
            with Transactions(database) as transactions:
                _, seconds = fill(pusher)
            self.rates.append(changes.made / (time.monotonic() - begin))
        self.busy.append(seconds)
        self.longest = max(self.longest, transactions.longest)
        pusher.wait_until_current(timeout=1800)
        self.lags += markers.lags(pusher.directory / "lake" / "beats")


def measure_fill(goals, options):
    rows = 2 * options.rows
    goals.title(f"Filling {rows:,} rows while {CHANGES_A_SECOND:,} changes a second go on")
    with Accounts(before=rows // 10) as subject:
        subject.start_pusher(subject.pusher, ROLL_DELAY_MS)
        small = Rounds(subject, rows // 10)
        small.run(1)
        subject.add(rows - rows // 10, 10000)
        large = Rounds(subject, rows)
        large.run(options.rounds)
        with Usage() as copying:
            copy_out(subject.database, subject.COLUMNS, "bench.accounts")
    ratio = median(a / b for a, b in zip(large.idle, large.busy, strict=True))
    goals.at_least("rows/s, against an idle database", ratio, 0.8)
    goals.note("  changes a second", f"{median(large.rates):,.0f}")
    idle = median(large.idle)
    goals.note("  idle", f"{rows / idle:,.0f} rows/s; of COPY {copying.seconds / idle:.2f} ×")
    goals.at_most("largest lag of another table's rows", max(large.lags), 1, "s")
    goals.note("  median", f"{median(large.lags):.2f} s")
    goals.at_most("longest transaction of the reader", large.longest, 1, "s")
    for role in ("reader", "sender"):
        own = small.peaks.own[role], large.peaks.own[role]
        goals.at_most(f"the {role}'s memory, against a tenth of the rows", own[1] / own[0], 1.2)
        goals.note("  its own", f"{own[1]:.1f} MB")
