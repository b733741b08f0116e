#!/usr/bin/env python3
"""What the lake's job costs: core seconds of a batch, against changed rows and rows in the table.

    build-support/lake.sh submit spark4 tests/bench/lake.py [CHANGES…] [--rows N…]

Synthetic records of lake.customers: fields as the policy writes them, keys at random. One Spark session
throughout, warmed up first. Core seconds are of this process, its JVM and Python's workers: they do not
depend on what else the machine does. docs/scale.md has the figures.
"""

import argparse
import contextlib
import io
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "lake"))

import job  # noqa: E402
from sluice_lake import commands, session  # noqa: E402
from sluice_lake.release import read_folder  # noqa: E402

RELEASE = next(r for r in read_folder(TOP / "generated") if r.name == "lake.customers")
CHANCE = random.Random(1)


def record(op, number, lsn):
    return json.dumps(
        {
            "_op": op,
            "_format": 2,
            "_gen": 1,
            "_run": 1,
            "_lsn": f"{lsn:016X}",
            "_seq": number,
            "_policy": RELEASE.policy,
            "_commit_time": "2026-11-23T10:16:00Z",
            "customer_ref": f"{number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128:032x}",
            "has_email": CHANCE.random() < 0.8,
            "contactable": True,
            "age_band": CHANCE.choice(["20-29", "30-39", "40-49", "unknown"]),
            "region": CHANCE.choice(["SW", "CF", "LS", "M", "unknown"]),
            "letter_language": "en",
            "preferred_channel": CHANCE.choice(["letter", "email", "sms"]),
            "channel_group": "digital",
            "income_from": 250 * CHANCE.randrange(20),
            "tagged": False,
            "consented": None,
            "joined": f"20{CHANCE.randrange(10, 27)}-0{CHANCE.randrange(1, 10)}",
            "mail_provider": CHANCE.choice([None, "gmail.com"]),
        }
    )


def core_seconds():
    """Of every process of this session, by /proc; those that ended are in their parents'."""
    ticks, mine = 0, os.getsid(0)
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) == mine:
                ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, folder):
        self.folder, self.lsn = folder, 0
        (folder / "in/customers").mkdir(parents=True)

    def write(self, op, numbers):
        self.lsn += 1
        path = self.folder / f"in/customers/{self.lsn}.jsonl"
        with open(path.with_name("." + path.name), "w", encoding="utf-8") as file:
            for number in numbers:
                file.write(record(op, number, self.lsn) + "\n")
        path.with_name("." + path.name).rename(path)
        return path.stat().st_size

    def run(self):
        words = ["run", "--lake", str(self.folder / "lake"), "--input", f"lake={self.folder}/in"]
        words += ["--schemas", str(TOP / "generated"), "--stream", "customers"]
        cores, begin = core_seconds(), time.monotonic()
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = commands.perform(commands.run, session.session, job.parse(words))
        if status != 0:
            sys.exit(f"the job ended with {status}\n{said.getvalue()}")
        return core_seconds() - cores, time.monotonic() - begin

    def table_bytes(self):
        where = self.folder / "lake/current/lake/customers"
        return sum(path.stat().st_size for path in where.glob("*.parquet"))


def measure(rows, changes):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-lake-bench."))
    try:
        bench = Bench(folder)
        size = bench.write("r", range(rows)) / rows
        cores, _ = bench.run()
        print(
            f"{rows:>9,} rows, first load: {cores:7.1f} core s; a record {size:.0f} bytes, a row in the"
            f" table {bench.table_bytes() / rows:.0f}",
            flush=True,
        )
        for count in changes:
            bench.write("u", CHANCE.sample(range(rows), min(count, rows)))
            cores, wall = bench.run()
            print(
                f"{rows:>9,} rows, {count:>8,} changed: {cores:7.1f} core s, {wall:6.1f} s",
                flush=True,
            )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("changes", nargs="*", type=int, default=[100, 10_000])
    parser.add_argument("--rows", nargs="+", type=int, default=[20_000, 200_000, 1_000_000])
    options = parser.parse_args()
    # as on a cluster, unlike the suites' short jobs
    session.session().conf.set("spark.sql.codegen.wholeStage", "true")
    session.session().conf.set("spark.sql.codegen.factoryMode", "FALLBACK")
    with contextlib.redirect_stdout(io.StringIO()):
        measure(2000, [100, 100, 100])  # warms up
    for table in options.rows:
        measure(table, options.changes)
