#!/usr/bin/env python3
"""The pusher and the compiler against what one would take instead, as ratios in one run.

    BUILD_DIR=build tests/bench/bench.py [--rows N] [--rounds N] [--memory-rows N] [MEASURE…]

Rivals take turns within a run, the median of all rounds is printed with its goal and the verdict.
Ratios travel between machines, seconds do not; where others use the machine too, trust the CPU
ratios. Before a speed counts, the records in the lake are counted. Exit status 1: a goal is missed.

    stream     rows/s and CPU of the whole pusher into files, against pg_recvlogical to /dev/null
               over the same publication
    company    the same with two releases, four pseudonyms and a digest for each row; no goal, but
               what these cost
    wal2json   client CPU, against wal2json piped to jq that makes the same records
    fill       rows/s of filling twice --rows while 2,000 changes a second go on, half of them to the
               same table, against the same on an idle database; meanwhile the largest lag of the
               stream and the longest transaction; and memory, against a tenth of the rows
    functions  nanoseconds of one projection, and what a pseudonym adds
    decryption nanoseconds of AES-GCM, HMAC, and one value of each format; rows/s with 0, 1 and 4
               encrypted columns
    memory     the largest memory of reader and sender over one transaction of --memory-rows rows
    latency    from commit to the file's place in the lake, on an idle system, with roll delay 0
    kinesis    records/s and CPU of the sender into the fake AWS, over TLS and in order by key,
               against boto3's put_records; and its memory while the far end is stalled
    compile    CPU seconds of `check` and `generate` for 1,000 tables of 30 columns, and for 2,000
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cloud import kinesis
from fill import measure_fill
from harness import BUILD, Failed
from many_tables import write_policies
from measure import Goals, Peaks, Usage, median
from peers import JQ, Accounts, Payments, Session, allow_plugin

ROWS_A_TRANSACTION = 10000


def duel(subject, options, receive):
    """ROUNDS of new rows, each first to `receive` and then to the pusher: lists of their usage."""
    theirs, ours = [], []
    for _ in range(options.rounds):
        subject.add(options.rows, ROWS_A_TRANSACTION)
        with Usage() as usage:
            receive()
        theirs.append(usage)
        ours.append(subject.push(options.rows * subject.records))
    return theirs, ours


def ratio(theirs, ours, name):
    return median(getattr(a, name) / getattr(b, name) for a, b in zip(theirs, ours, strict=True))


def against_recvlogical(goals, subject, options):
    subject.add_slot("rival", "pgoutput")
    theirs, ours = duel(
        subject,
        options,
        lambda: subject.receive("rival", "proto_version=1", "publication_names=sluice"),
    )
    for who, usages in (("pusher", ours), ("pg_recvlogical", theirs)):
        seconds = median(usage.seconds for usage in usages)
        cpu_us = median(usage.cpu for usage in usages) / options.rows * 1e6
        goals.note(f"  {who}", f"{options.rows / seconds:,.0f} rows/s, {cpu_us:.2f} µs CPU a row")
    return ratio(theirs, ours, "seconds"), ratio(ours, theirs, "cpu")


def stream(goals, options):
    goals.title("Stream: 8 of 18 columns, one release, nothing keyed")
    with Accounts() as subject:
        speed, cpu = against_recvlogical(goals, subject, options)
    goals.at_least("rows/s, against pg_recvlogical", speed, 0.95)
    goals.at_most("CPU, against pg_recvlogical", cpu, 1.0)


def company(goals, options):
    goals.title("Stream of the example company: two records a row, four pseudonyms, a digest")
    with Payments() as subject:
        speed, cpu = against_recvlogical(goals, subject, options)
    goals.note("rows/s, against pg_recvlogical", f"{speed:9.2f} ×")
    goals.note("CPU, against pg_recvlogical", f"{cpu:9.2f} ×")


def wal2json(goals, options):
    goals.title("Stream, against wal2json | jq making the same records")
    with Accounts() as subject:
        allow_plugin(subject.database, "wal2json")
        subject.add_slot("rival", "wal2json")
        theirs, ours = duel(
            subject,
            options,
            lambda: subject.receive(
                "rival",
                "format-version=2",
                "add-tables=bench.accounts",
                through=["jq", "-c", JQ],
            ),
        )
        goals.at_least("client CPU, theirs to ours", ratio(theirs, ours, "cpu"), 10)


def functions(goals, options):
    goals.title("Projection, 18 columns in, 8 fields out")
    subprocess.run(["make", "-s", "-C", str(BUILD), "bench_projection"], check=True)
    command = [BUILD / "bench_projection"]
    rounds = [json.loads(subprocess.check_output(command)) for _ in range(options.rounds)]
    plain = median(result["projection_8_fields_ns"] for result in rounds)
    keyed = median(result["pseudonym_adds_ns"] for result in rounds)
    read = median(result["read_18_columns_ns"] for result in rounds)
    goals.at_most("one row, nothing keyed", plain, 400, "ns")
    goals.at_most("a pseudonym adds", keyed, 500, "ns")
    goals.note("  reading its 18 columns' text", f"{read:.0f} ns")


def decryption(goals, options):
    goals.title("Decryption, contexts used again")
    subprocess.run(["make", "-s", "-C", str(BUILD), "bench_decryption"], check=True)
    command = [BUILD / "bench_decryption"]
    rounds = [json.loads(subprocess.check_output(command)) for _ in range(options.rounds)]
    middle = {name: median(result[name] for result in rounds) for name in rounds[0]}
    goals.at_most("AES-256-GCM of 24 bytes", middle["aes_256_gcm"], 480, "ns")
    goals.at_most("HMAC-SHA-256 of 24 bytes", middle["hmac_sha_256"], 459, "ns")
    for name in ("rails", "fernet", "laravel", "lockbox"):
        goals.note(f"  one value of {name}, as a value of its type", f"{middle[name]:.0f} ns")
    for count in (0, 1, 4):
        goals.note(
            f"  rows with {count} encrypted columns", f"{middle[f'rows_{count}']:,.0f} rows/s"
        )


def memory(goals, options):
    rows = options.memory_rows
    goals.title(f"Memory over one transaction of {rows:,} rows")
    with Accounts() as subject:
        subject.add(rows, rows)
        before = subject.delivered()
        subject.pusher.start()
        with Peaks(subject.pusher) as peaks:
            subject.pusher.wait_until_current(timeout=3600)
        subject.pusher.stop()
        if subject.delivered() - before != rows:
            raise Failed(f"{subject.delivered() - before} records of {rows} rows were delivered")
    for role, goal in (("reader", 20), ("sender", 30)):
        goals.at_most(f"the {role}'s own", peaks.own[role], goal, "MB")
        goals.note("  with pages of files", f"{peaks.resident[role]:.1f} MB")


def wait_for_file(lake, seen):
    """Milliseconds until a file more than those is in its place."""
    begin = time.monotonic()
    while not set(lake.rglob("*.jsonl")) - seen:
        if time.monotonic() - begin > 10:
            raise Failed("a row is not in the lake after 10 s")
        time.sleep(0.0005)
    return (time.monotonic() - begin) * 1000


def latency(goals, options):
    goals.title("From commit to durable, idle system, roll delay 0")
    waits = []
    with Accounts() as subject, Session(subject.database) as session:
        subject.pusher.remove()
        with subject.new_pusher(slot="sluice_prompt", roll_delay_ms=0) as pusher:
            pusher.run_until_current()  # all is filled, and no end mark is to come
            pusher.start()
            pusher.wait_until_current()
            lake = pusher.directory / "lake"
            for _ in range(options.samples + 1):
                seen = set(lake.rglob("*.jsonl"))
                session.run("CALL bench.add(1, 1)")
                waits.append(wait_for_file(lake, seen))
                time.sleep(0.05)
            pusher.stop()
    first, *waits = waits  # a table's first row has the catalogue looked at
    waits.sort()
    goals.note("  a table's first row after a start", f"{first:.1f} ms")
    goals.note("  median of the others", f"{median(waits):.1f} ms")
    goals.at_most("  p99", waits[int(len(waits) * 0.99) - 1], 50, "ms")


def compile_tables(goals, options):
    goals.title("Compiling tables of 30 columns, 10 of them released")
    cpu = {"check": {}, "generate": {}}
    with tempfile.TemporaryDirectory() as folder:
        for tables in (1000, 2000):
            policies = pathlib.Path(folder) / f"policies{tables}"
            write_policies(policies, tables)
            for command, taken in cpu.items():
                rounds = []
                for number in range(options.rounds):
                    words = [BUILD / "sluice", command, policies]
                    if command == "generate":
                        words += ["-o", f"{folder}/generated{tables}.{number}"]
                    with Usage() as usage:
                        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
                    rounds.append(usage)
                taken[tables] = median(usage.cpu for usage in rounds)
                seconds = median(usage.seconds for usage in rounds)
                goals.note(f"  {command} {tables:,}", f"{seconds:.2f} s until it ends")
    for command, taken in cpu.items():
        goals.at_most(f"{command} 1,000 tables, CPU", taken[1000], 2.0, "s")
        goals.at_most("  twice as many take", taken[2000] / taken[1000], 2.3)


MEASURES = {
    "stream": stream,
    "company": company,
    "wal2json": wal2json,
    "fill": measure_fill,
    "functions": functions,
    "decryption": decryption,
    "memory": memory,
    "latency": latency,
    "kinesis": kinesis,
    "compile": compile_tables,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=500000, help="in each round (500000)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts (3)")
    parser.add_argument("--memory-rows", type=int, default=1000000, help="(1000000)")
    parser.add_argument("--samples", type=int, default=100, help="of the latency (100)")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    options = parser.parse_args()
    for name in options.measures:
        if name not in MEASURES:
            parser.error(f"no such measure: {name}")
    goals = Goals()
    for name in options.measures or MEASURES:
        MEASURES[name](goals, options)
    print(f"\n{goals.missed} goals missed" if goals.missed else "\nall goals met")
    return 1 if goals.missed else 0


if __name__ == "__main__":
    sys.exit(main())
