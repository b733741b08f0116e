"""Reads back what a pusher put into the cloud: as lake directories for fold.py, and in the order in
which a consumer would meet a key's records."""

import base64
import gzip
import hashlib
import pathlib
import shutil

import aws_kinesis_agg.deaggregator

from fold import ORACLE, parse, position, to_json

KPL_MAGIC = b"\xf3\x89\x9a\xc2"


class Misplaced(Exception):
    """A record where its consumer would not look for it."""


def row_keys():
    """{"lake.customers": [names of the row key]}, from the oracle."""
    found = {}
    for query in ORACLE.glob("*.*.sql"):
        first = query.read_text(encoding="utf-8").splitlines()[0]
        names = first.removeprefix("-- row key:").split(",")
        found[query.name.removesuffix(".sql")] = [name.strip() for name in names]
    return found


def _hash_key(record):
    explicit = record["kinesis"].get("explicitHashKey")
    if explicit:
        return int(explicit)
    return int.from_bytes(hashlib.md5(record["kinesis"]["partitionKey"].encode()).digest(), "big")


def _user_records(shard, key, data):
    """What the Kinesis Client Library gives its user of one record: the parts of an aggregate whose
    hash belongs to the shard, for it drops the others; and how many those others were."""
    if not data.startswith(KPL_MAGIC):
        return [data], 0
    span = shard["HashKeyRange"]
    first, last = int(span["StartingHashKey"]), int(span["EndingHashKey"])
    event = {
        "kinesis": {
            "partitionKey": key,
            "data": base64.b64encode(data).decode(),
            "sequenceNumber": "1",
            "kinesisSchemaVersion": "1.0",
            "approximateArrivalTimestamp": 0,
        },
        "eventID": shard["ShardId"],
        "eventName": "aws:kinesis:record",
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventSourceARN": "",
        "invokeIdentityArn": "",
        "awsRegion": "",
    }
    parts = aws_kinesis_agg.deaggregator.deaggregate_records([event])
    if not parts or not parts[0]["kinesis"].get("aggregated"):
        raise Misplaced(f"an aggregate in {shard['ShardId']} does not open")
    kept = [part for part in parts if first <= _hash_key(part) <= last]
    return [base64.b64decode(part["kinesis"]["data"]) for part in kept], len(parts) - len(kept)


def kinesis_lines(shards):
    """The lines of all shards in a consumer's order; and how many a consumer never sees."""
    found, dropped = [], 0
    for shard in shards:
        for _, key, data in shard["Records"]:
            parts, lost = _user_records(shard, key, data)
            dropped += lost
            for part in parts:
                found += part.split(b"\n")
    return [line for line in found if line], dropped


def firehose_lines(records):
    for record in records:
        if not record.endswith(b"\n"):
            raise Misplaced("a record of Firehose that does not end its line")
    return [line for record in records for line in record.split(b"\n") if line]


def s3_lines(objects):
    """The lines of all objects, in the order of their names."""
    found = []
    for key in sorted(objects):
        data = objects[key]["data"]
        found += (gzip.decompress(data) if key.endswith(".gz") else data).split(b"\n")
    return [line for line in found if line]


def release_of(line):
    """lake.customers"""
    return parse(line.decode())["_policy"].partition("@")[0]


def write_lake(directory, lines):
    """Lays lines out as directories that fold.py reads: <destination>/<stream>/all.jsonl."""
    shutil.rmtree(directory, ignore_errors=True)
    by_release = {}
    for line in lines:
        by_release.setdefault(release_of(line), []).append(line)
    for release, some in by_release.items():
        destination, stream = release.split(".")
        folder = pathlib.Path(directory) / destination / stream
        folder.mkdir(parents=True)
        (folder / "all.jsonl").write_bytes(b"".join(line + b"\n" for line in some))


def disorder(lines):
    """What breaks the promised order: of each key's records the next is the one that follows, or one
    that came before (a repeat, after which all behind it come again). Gives a list of descriptions.

    Where a consumer applies records as they come, that is what makes the last word the newest."""
    keys = row_keys()
    arrivals = {}
    for line in lines:
        record = parse(line.decode())
        release = record["_policy"].partition("@")[0]
        if record["_op"] != "t" and release in keys:
            name = (release, *(to_json(record[field]) for field in keys[release]))
            arrivals.setdefault(name, []).append(position(record))
    found = []
    for name, places in arrivals.items():
        rank = {place: at for at, place in enumerate(sorted(set(places)))}
        before = -1
        for place in places:
            if rank[place] > before + 1:
                found.append(f"{'/'.join(name)}: {place} ahead of what comes before it")
                break
            before = rank[place]
        else:
            if before != len(rank) - 1:
                found.append(f"{'/'.join(name)}: the last to come, {places[-1]}, is not the newest")
    return found
