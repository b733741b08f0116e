#!/usr/bin/env python3
"""How large the parts have to be for a rate of changes: docs/scale.md tells what stands behind it.

    lake/scale.py --changes 500 --record-bytes 700 --rows 20e6 --every 300

Rates are a second, in the busiest hour; sizes in bytes. Python's standard library only.
"""

from __future__ import annotations

import argparse
import dataclasses
import math

MB = 1_000_000
MIB = 1024 * 1024

# Kinesis: a shard takes 1 MB and 1000 records a second.
SHARD_BYTES, SHARD_RECORDS = 1 * MB, 1000
# Above this share of what a shard can take, a burst or an uneven key waits.
SHARD_LOAD = 0.7
# Firehose, as its API has it by default: 5 MB and 5000 records a second for a delivery stream.
FIREHOSE_BYTES, FIREHOSE_RECORDS = 5 * MB, 5000

# Of the job, by tests/bench/lake.py but for the third, an estimate; seconds of one core.
BATCH_SECONDS = 12.0  # a batch of a stream, however small
BATCH_LATENCY_SECONDS = 10.0  # of which no number of cores makes less
RECORD_SECONDS = 150e-6  # a record: read, checked, folded, written
TABLE_ROW_SECONDS = 1.0e-6  # a row that is there, whose key and position a batch looks at
TABLE_ROW_BYTES = 90  # of a row in Parquet, compressed
GZIP = 0.16  # of JSON lines


@dataclasses.dataclass
class Wanted:
    changes: float  # a second
    record_bytes: float
    rows: float  # of the largest table
    every: float  # seconds between batches
    streams: int = 1
    roll_bytes: float = 64 * MIB  # when the pusher begins another object
    roll_seconds: float = 300
    pusher_rows: float = 30_000  # rows a second that the pusher was measured to take here


def shards(wanted: Wanted) -> int:
    """Of a Kinesis stream, for the changes of all releases that go to it."""
    load = max(wanted.changes * wanted.record_bytes / SHARD_BYTES, wanted.changes / SHARD_RECORDS)
    return max(1, math.ceil(load / SHARD_LOAD))


def delivery_streams(wanted: Wanted) -> int:
    """Of Firehose, one behind the other or by release."""
    load = max(
        wanted.changes * wanted.record_bytes / FIREHOSE_BYTES, wanted.changes / FIREHOSE_RECORDS
    )
    return max(1, math.ceil(load / SHARD_LOAD))


def pushers(wanted: Wanted) -> int:
    """Slots with a pusher each, by tables: one never follows a slot that is faster than it is. Twice
    the rate, so that it catches up after a stop."""
    return max(1, math.ceil(2 * wanted.changes / wanted.pusher_rows))


def objects_a_day(wanted: Wanted) -> tuple[int, float]:
    """(count, bytes of one as gzip) over all streams."""
    by_size = wanted.changes * wanted.record_bytes * 86400 / wanted.roll_bytes
    by_time = wanted.streams * 86400 / wanted.roll_seconds
    count = max(by_size, by_time)
    return math.ceil(count), wanted.changes * wanted.record_bytes * 86400 / count * GZIP


def batch_core_seconds(wanted: Wanted) -> float:
    """Of the stream with the largest table, when it has all the changes."""
    records = wanted.changes * wanted.every
    return BATCH_SECONDS + records * RECORD_SECONDS + wanted.rows * TABLE_ROW_SECONDS


def cores(wanted: Wanted) -> int:
    """So that a batch is done in half the time that there is until the next."""
    return max(1, math.ceil(batch_core_seconds(wanted) / (wanted.every / 2)))


def shortest_interval(wanted: Wanted, available: int) -> float | None:
    """Seconds between batches that so many cores can keep to, at half load; None: never."""
    per_second = wanted.changes * RECORD_SECONDS
    room = available / 2 - per_second
    if room <= 0:
        return None
    return max(2 * BATCH_LATENCY_SECONDS, (BATCH_SECONDS + wanted.rows * TABLE_ROW_SECONDS) / room)


def table_bytes(wanted: Wanted) -> float:
    return wanted.rows * TABLE_ROW_BYTES


def report(wanted: Wanted) -> str:
    count, size = objects_a_day(wanted)
    lines = [
        ("pushers (slots)", f"{pushers(wanted)}"),
        ("Kinesis shards", f"{shards(wanted)}"),
        ("Firehose delivery streams", f"{delivery_streams(wanted)}"),
        ("objects a day", f"{count:,} of {size / MIB:.1f} MiB as gzip"),
        ("largest table", f"{table_bytes(wanted) / 1e9:.1f} GB"),
        ("a batch of its stream", f"{batch_core_seconds(wanted):,.0f} core seconds"),
        ("cores for the job", f"{cores(wanted)}"),
    ]
    for available in (4, 16, 64):
        seconds = shortest_interval(wanted, available)
        words = "too few" if seconds is None else f"every {max(1, math.ceil(seconds)):,} s"
        lines.append((f"with {available} cores a batch", words))
    return "\n".join(f"{name:<28}{value}" for name, value in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--changes", type=float, required=True, help="a second")
    parser.add_argument("--record-bytes", type=float, default=760)
    parser.add_argument("--rows", type=float, required=True, help="of the largest table")
    parser.add_argument("--every", type=float, default=300, help="seconds between batches")
    parser.add_argument("--streams", type=int, default=1)
    parser.add_argument("--roll-bytes", type=float, default=64 * MIB)
    parser.add_argument("--roll-seconds", type=float, default=300)
    parser.add_argument(
        "--pusher-rows", type=float, default=30_000, help="a second, by ./run bench"
    )
    print(report(Wanted(**vars(parser.parse_args()))))


if __name__ == "__main__":
    main()
