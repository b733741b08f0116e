"""What Firehose makes of a Kinesis stream: objects in a bucket, under its prefix of hours. Runs in
the environment `tools` (build-support/lake.sh).

    firehose.py FOLDER SEED [--gzip]    takes the stream's shards as JSON from standard input
                                        (aws_support.FakeAws.kinesis_shards, data in base64)

As its documentation says: shards are read side by side, aggregated records are opened, records are put
one behind the other as they are, without anything between them; delivery is at least once.
"""

import argparse
import base64
import gzip
import json
import pathlib
import random
import sys
import uuid

import lake

OBJECT_BYTES = 100_000  # of 1 MiB at least in truth; here so that there are several


def user_records(shard):
    """What a consumer is given of a shard, as the pusher wrote it."""
    found = []
    for _, key, data in shard["Records"]:
        parts, dropped = lake.user_records(shard, key, base64.b64decode(data))
        assert not dropped, "a consumer never sees some records of an aggregate"
        found += parts
    return found


def delivered(shards, chance):
    """The bytes of each object: of each shard its records in order, shards interleaved by chance."""
    waiting = [records[::-1] for records in map(user_records, shards) if records]
    found, size = [[]], 0
    while waiting:
        records = chance.choice(waiting)
        for _ in range(min(len(records), chance.randrange(1, 50))):
            found[-1].append(records.pop())
            size += len(found[-1][-1])
        waiting = [records for records in waiting if records]
        if size > OBJECT_BYTES:
            found.append([])
            size = 0
    objects = [b"".join(records) for records in found if records]
    return objects + chance.sample(objects, len(objects) // 4)  # at least once


def write(objects, folder, compressed):
    for number, data in enumerate(objects):
        hour = folder / f"2026/11/23/{number * 24 // len(objects):02}"
        hour.mkdir(parents=True, exist_ok=True)
        path = hour / f"records-1-2026-11-23-00-00-{number:02}-{uuid.uuid4()}"
        if compressed:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data))
        else:
            path.write_bytes(data)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--gzip", action="store_true")
    options = parser.parse_args()
    made = delivered(json.load(sys.stdin), random.Random(options.seed))
    write(made, options.folder, options.gzip)
    print(len(made))
