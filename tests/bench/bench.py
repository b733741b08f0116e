#!/usr/bin/env python3
"""The pusher against what one would take instead, as ratios in one run on one machine.

    BUILD_DIR=build tests/bench/bench.py [--rows N] [--rounds N] [stream snapshot wal2json compile …]

Each measure runs ROUNDS times, pusher and rival in turn, and its median ratio is printed beside the
goal. Ratios travel between machines, seconds do not. Exit status 1 if a goal is missed.

    stream     rows/s and CPU of the whole pusher into files, against pg_recvlogical to /dev/null
               over the same publication and the same changes
    wal2json   CPU against pg_recvlogical with wal2json, piped to jq doing one stream's projection
    snapshot   rows/s against COPY … TO STDOUT of the columns that the policies read
    memory     the largest resident size of reader and sender over one transaction of all the rows
    compile    seconds for 1,000 tables of 30 columns, and for twice as many
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from harness import BUILD, Database, Pusher  # noqa: E402

CHANGES = """
INSERT INTO collections.payments (payment_id, paid_on, account_id, amount, method, settled_at,
        payer_name, reference, processor_response)
    SELECT 1000000000 + {first} + n, date '2025-01-01' + n % 700, n % 5000, n % 3000,
           'card', '2026-01-14 10:00:00+00', 'Payer ' || n, 'Reference ' || n, '{{"code": 7}}'
    FROM generate_series(1, {rows}) n
"""

# What lake.payments releases, as one would write it for jq.
JQ = """select(.action == "I" and (.table | startswith("payments")))
 | .columns | map({(.name): .value}) | add | select(.settled_at != null)
 | {payment_ref: (.payment_id | tostring | @base64), paid_on,
    account_ref: (.account_id | tostring | @base64),
    amount_band: (.amount | if . < 0 then "<0" elif . < 250 then "0..250" elif . < 500
        then "250..500" elif . < 1000 then "500..1000" elif . < 5000 then "1000..5000"
        else "5000.." end),
    large_payment: (.amount >= 2500), currency, method, settled_on: .settled_at[0:10],
    reconciled, is_refund: (.refund_of != null)}"""


class Usage:
    """Seconds and CPU seconds of everything that is run and waited for inside."""

    def __enter__(self):
        self._before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self._begin = time.monotonic()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self._begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = sum(
            getattr(after, name) - getattr(self._before, name) for name in ("ru_utime", "ru_stime")
        )


class Peak(threading.Thread):
    """The largest resident size of each of a pusher's processes, in MB."""

    def __init__(self, pusher):
        super().__init__(daemon=True)
        self.pusher = pusher
        self.peaks = {}
        self.done = threading.Event()

    def run(self):
        while not self.done.wait(0.05):
            for role, pid in self.pusher.processes().items():
                try:
                    status = pathlib.Path(f"/proc/{pid}/status").read_text()
                except OSError:
                    continue
                for line in status.splitlines():
                    if line.startswith("VmHWM:"):
                        self.peaks[role] = max(self.peaks.get(role, 0), int(line.split()[1]) / 1024)


class Bench:
    def __init__(self, rows, rounds):
        self.rows = rows
        self.rounds = rounds
        self.met = True
        self.written = 0

    def report(self, what, value, goal, at_least=True, unit="×"):
        met = value >= goal if at_least else value <= goal
        self.met = self.met and met
        sign = "≥" if at_least else "≤"
        print(
            f"{'  ' if met else '✗ '}{what:<58} {value:8.2f} {unit:<2}  goal {sign} {goal} {unit}"
        )

    def note(self, what, value):
        print(f"  {what:<58} {value}", flush=True)

    # ---- parts ----

    def slot(self, database, name, plugin):
        database.sql(f"SELECT pg_create_logical_replication_slot('{name}', '{plugin}')")

    def change(self, database):
        database.sql(CHANGES.format(first=self.written, rows=self.rows))
        self.written += self.rows
        database.sql("CHECKPOINT")

    def recvlogical(self, database, slot, *options, to=None):
        end = database.wal_position()
        command = [str(database.bin / "pg_recvlogical"), "-d", database.conninfo, "-U", "postgres"]
        command += ["-S", slot, "--start", "--endpos", end, "-n", "-f", "-" if to else "/dev/null"]
        for option in options:
            command += ["-o", option]
        if to is None:
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        else:
            producer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            with open(os.devnull, "wb") as null:
                subprocess.run(to, stdin=producer.stdout, stdout=null, check=True)
            producer.stdout.close()
            producer.wait()

    def with_company(self, measure):
        with Database() as database:
            database.add_company(customers=200)
            with Pusher(database) as pusher:
                for destination in pusher.config["destinations"].values():
                    destination["roll_delay_ms"] = 60000
                pusher.write_config()
                pusher.run_until_current()
                measure(database, pusher)

    # ---- measures ----

    def stream(self):
        def measure(database, pusher):
            self.slot(database, "rival", "pgoutput")
            speed, cpu = [], []
            for _ in range(self.rounds):
                self.change(database)
                with Usage() as rival:
                    self.recvlogical(
                        database, "rival", "proto_version=1", "publication_names=sluice"
                    )
                with Usage() as ours:
                    pusher.run_until_current(timeout=600)
                speed.append(rival.seconds / ours.seconds)
                cpu.append(ours.cpu / rival.cpu)
            self.report("stream, rows/s, against pg_recvlogical", statistics.median(speed), 0.95)
            self.report("stream, CPU", statistics.median(cpu), 1.0, at_least=False)
            self.note("  rows/s in the last round", f"{self.rows / ours.seconds:,.0f}")
            self.note(
                "  CPU µs a row, ours and theirs",
                f"{ours.cpu / self.rows * 1e6:.2f}  {rival.cpu / self.rows * 1e6:.2f}",
            )

        self.with_company(measure)

    def wal2json(self):
        def measure(database, pusher):
            self.slot(database, "rival", "wal2json")
            cpu = []
            for _ in range(self.rounds):
                self.change(database)
                with Usage() as rival:
                    self.recvlogical(
                        database,
                        "rival",
                        "format-version=2",
                        "add-tables=collections.*",
                        to=["jq", "-c", JQ],
                    )
                with Usage() as ours:
                    pusher.run_until_current(timeout=600)
                cpu.append(rival.cpu / ours.cpu)
            self.report("CPU, against wal2json | jq", statistics.median(cpu), 10)

        self.with_company(measure)

    def snapshot(self):
        columns = "payment_id, paid_on, account_id, amount, currency, method, settled_at, refund_of, reconciled"
        with Database() as database:
            database.add_company(customers=20)
            self.change(database)
            speed = []
            for number in range(self.rounds):
                with Usage() as rival, open(os.devnull, "wb") as null:
                    subprocess.run(
                        [
                            str(database.bin / "psql"),
                            "-XAtq",
                            "-U",
                            "postgres",
                            "-d",
                            database.conninfo,
                            "-c",
                            f"COPY (SELECT {columns} FROM collections.payments) TO STDOUT",
                        ],
                        stdout=null,
                        check=True,
                    )
                with Pusher(database) as pusher:
                    pusher.config["source"]["slot"] = f"sluice_{number}"
                    pusher.write_config()
                    with Usage() as ours:
                        pusher.run_until_current(timeout=600)
                database.sql(f"SELECT pg_drop_replication_slot('sluice_{number}')")
                speed.append(rival.seconds / ours.seconds)
            self.report("snapshot, rows/s, against COPY", statistics.median(speed), 0.9)
            self.note("  rows/s in the last round", f"{self.rows / ours.seconds:,.0f}")

    def memory(self):
        def measure(database, pusher):
            self.change(database)
            pusher.start()
            peak = Peak(pusher)
            peak.start()
            pusher.wait_until_current(timeout=1200)
            peak.done.set()
            peak.join()
            pusher.stop()
            self.report("memory of the reader", peak.peaks["reader"], 20, False, "MB")
            self.report("memory of the sender", peak.peaks["sender"], 30, False, "MB")

        self.with_company(measure)

    def compile(self):
        seconds = {}
        for tables in (1000, 2000):
            with tempfile.TemporaryDirectory() as folder:
                write_policies(pathlib.Path(folder) / "policies", tables)
                with Usage() as ours:
                    subprocess.run(
                        [
                            str(BUILD / "sluice"),
                            "generate",
                            f"{folder}/policies",
                            "-o",
                            f"{folder}/generated",
                        ],
                        check=True,
                        stdout=subprocess.DEVNULL,
                    )
                seconds[tables] = ours.seconds
        self.report("compile 1,000 tables of 30 columns", seconds[1000], 2.0, False, "s")
        self.report("  twice as many", seconds[2000] / seconds[1000], 2.3, False)


def write_policies(folder, tables):
    """That many tables of 30 columns, each released with 10 derived fields."""
    folder.mkdir()
    shared = pathlib.Path(__file__).resolve().parents[2] / "policies/shared.policy"
    text = shared.read_text(encoding="utf-8")
    streams = ", ".join(f"s{n}" for n in range(tables))
    begin = text.index("key customer_link")
    end = text.index("destination lake")
    text = (
        text[:begin]
        + f'key customer_link for pseudonyms\n    links {streams}\n    purpose "Bench"\nend\n\n'
        + text[end:]
    )
    (folder / "shared.policy").write_text(text, encoding="utf-8")
    for n in range(tables):
        columns = "".join(
            f"    column amount_{c} numeric(12,2)? personal financial\n" for c in range(10)
        ) + "".join(f"    column note_{c} text? special care\n" for c in range(19))
        fields = "".join(
            f"    derive band_{c} = band(amount_{c}, edges: [0, 250, 500])\n" for c in range(10)
        )
        notes = ", ".join(f"note_{c}" for c in range(19))
        (folder / f"t{n}.policy").write_text(
            f'policy language 1\nuse "shared.policy"\n\ntable bench.t{n}\n'
            f"    column id bigint personal identity key\n{columns}end\n\n"
            f"release bench.t{n} to lake.s{n} version 1\n"
            f'    owner head_of_data\n    purpose "Bench"\n    review by 2028-03-31\n'
            f"    row key ref = pseudonym(id, using: customer_link)\n{fields}"
            f'    withhold {notes} because "Bench"\n'
            f"    deleted rows send key\n    updates send changes\nend\n",
            encoding="utf-8",
        )


def main():
    measures = ["stream", "wal2json", "snapshot", "memory", "compile"]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=300000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("measures", nargs="*", choices=[[], *measures], default=measures)
    options = parser.parse_args()
    bench = Bench(options.rows, options.rounds)
    for measure in options.measures:
        getattr(bench, measure)()
    return 0 if bench.met else 1


if __name__ == "__main__":
    sys.exit(main())
