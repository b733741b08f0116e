"""The tables of the kill oracle, and a writer that changes their rows at random, in transactions of every
kind that the stream knows."""

import dataclasses
import threading
import time
from collections.abc import Callable

from harness import Failed
from session import Session

IDS = 240
MONTHS = range(1, 7)
# Commits at the same moment are each other's neighbours in the log.
TICK_S = 0.1
LONG = "(SELECT string_agg(md5(n::text || {seed}), '') FROM generate_series(1, 150) n)"


def bounds(month):
    return f"FOR VALUES FROM ('2027-{month:02}-01') TO ('2027-{month + 1:02}-01')"


TABLES = f"""
INSERT INTO depot.crates SELECT g, 'l'||g, 'p', g, repeat('x', 300)
    FROM generate_series(21, {IDS}) g;
INSERT INTO depot.bays SELECT g, 'v'||g FROM generate_series(6, {IDS}) g;
CREATE TABLE depot.racks (id int PRIMARY KEY, v text, n int);
INSERT INTO depot.racks SELECT g, 'v'||g, g * 9 FROM generate_series(1, {IDS}) g;
CREATE TABLE depot.loads (id int, d date, v text, PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE depot.loads_1 PARTITION OF depot.loads {bounds(1)};
CREATE TABLE depot.loads_2 PARTITION OF depot.loads {bounds(2)};
INSERT INTO depot.loads SELECT g, date '2027-01-01' + g % 59, 'v'||g FROM generate_series(1, {IDS}) g;
"""


def statement(chance, turn):
    """One statement about few rows, mostly one."""
    number, other = chance.randint(1, IDS), chance.randint(1, IDS)
    few = f"BETWEEN {number} AND {number + chance.choice([0, 0, 0, 3, 20])}"
    day = f"date '2027-01-01' + {chance.randint(0, 180)}"
    word = f"'turn {turn}'"
    return chance.choice(
        [
            f"INSERT INTO depot.crates VALUES ({number}, {word}, 'p', 0, 'new') ON CONFLICT DO NOTHING",
            f"UPDATE depot.crates SET label = {word} WHERE id {few}",
            f"UPDATE depot.crates SET n = n + 1 WHERE id {few}",  # nothing released
            f"UPDATE depot.crates SET n = n + 1 WHERE id {few}",
            f"UPDATE depot.crates SET note = {LONG.format(seed=turn)} WHERE id = {number}",
            f"DELETE FROM depot.crates WHERE id = {number}",
            f"UPDATE depot.crates SET id = {other} WHERE id = {number}"
            f" AND NOT EXISTS (SELECT FROM depot.crates WHERE id = {other})",
            f"INSERT INTO depot.bays VALUES ({number}, {word}) ON CONFLICT DO NOTHING",
            f"UPDATE depot.bays SET v = {word} WHERE id {few}",
            f"DELETE FROM depot.bays WHERE id = {number}",
            f"INSERT INTO depot.racks VALUES ({number}, {word}, 1) ON CONFLICT DO NOTHING",
            f"UPDATE depot.racks SET n = {chance.choice([1, 5000])} WHERE id {few}",  # the filter
            f"UPDATE depot.racks SET v = {word} WHERE id {few}",
            f"DELETE FROM depot.racks WHERE id = {number}",
            f"INSERT INTO depot.loads VALUES ({number}, {day}, {word}) ON CONFLICT DO NOTHING",
            f"UPDATE depot.loads SET v = {word} WHERE id {few}",
            f"UPDATE depot.loads SET d = {day} WHERE id = {number}",  # may move it to another leaf
            f"DELETE FROM depot.loads WHERE id = {number}",
        ]
    )


@dataclasses.dataclass(frozen=True)
class Work:
    """What a writer does."""

    statement: Callable = statement
    sizes: tuple[int, ...] = (1, 1, 1, 2, 5, 15)  # statements of a transaction
    longest_pause_s: float = 0.02  # between two
    together: float = 0.3  # of the transactions, commit when others do


def transaction(chance, turn, work):
    statements = [work.statement(chance, turn) for _ in range(chance.choice(work.sizes))]
    if chance.random() < 0.2:
        statements.insert(0, "SAVEPOINT s")
        statements.append(chance.choice(["RELEASE s", "ROLLBACK TO s"]))
    if chance.random() < 0.1:
        statements.insert(0, "SET LOCAL synchronous_commit = off")
    return statements


class Writer(threading.Thread):
    """Writes until it is told to end. What fails, because a table or a partition is away or the server
    restarts, is left out."""

    def __init__(self, database, chance, work):
        super().__init__(daemon=True)
        self.database = database
        self.chance = chance
        self.work = work
        self.over = threading.Event()
        self.between = threading.Lock()  # who has it may be sure that no transaction is open
        self.transactions = 0

    def run(self):
        session = None
        while not self.over.is_set():
            with self.between:
                try:
                    session = session or self._new_session()
                    self._write(session)
                except (Failed, OSError):
                    if session:
                        session.close()
                    session = None
            time.sleep(self.chance.uniform(0, self.work.longest_pause_s))
        if session:
            session.close()

    def _new_session(self):
        session = Session(self.database, stop_at_errors=False)
        try:
            session.do("SET lock_timeout = '2s'; SET search_path = depot")
        except (Failed, OSError):
            session.close()
            raise
        return session

    def _write(self, session):
        self.transactions += 1
        session.do("BEGIN")
        for line in transaction(self.chance, self.transactions, self.work):
            session.do(line)
        pause = self.chance.random()
        if pause < 0.03:
            time.sleep(self.chance.uniform(0.1, 1))  # a barrier has somebody to wait for
        elif pause < self.work.together:
            time.sleep(TICK_S - time.time() % TICK_S)
        session.do("ROLLBACK" if self.chance.random() < 0.1 else "COMMIT")
