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


def user_records(shard, key, data):
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
            parts, lost = user_records(shard, key, data)
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


def _arrivals(lines):
    """The records of each key as they came; the key is (release, values…)."""
    keys = row_keys()
    arrivals = {}
    for line in lines:
        record = parse(line.decode())
        release = record["_policy"].partition("@")[0]
        if record["_op"] not in "tf" and release in keys:
            name = (release, *(to_json(record[field]) for field in keys[release]))
            arrivals.setdefault(name, []).append(record)
    return arrivals


def overtaking(lines, release):
    """What breaks `"order": "strict"` of a release with `updates send always`: of each key, the first time
    that each record comes, they come in order. A restart repeats what was not confirmed: that came
    before, by another run. Gives the keys."""
    found = []
    for name, came in _arrivals(lines).items():
        firsts = list(dict.fromkeys(_without_run(position(record)) for record in came))
        if name[0] == release and firsts != sorted(firsts):
            found.append("/".join(name))
    return found


def disorder(lines):
    """What breaks the promised order, as descriptions. Of each key, the last time that each record comes,
    they come in order. (A call that fails in part may have taken the second of two: then the first
    comes late, and the second again behind it.) So who takes each record as it comes ends with what
    who compares positions ends with."""
    found = []
    for name, came in _arrivals(lines).items():
        if not _ends_right(came) or not _in_order(list(map(position, came))):
            found.append(f"{'/'.join(name)}: {[(position(r), r['_op']) for r in came]}")
    return found


def _run(place):
    """The generation and the run that a record is of."""
    return place[0], place[-2]


def _without_run(place):
    return (*place[:-2], place[-1])


def _in_order(places):
    """One key's positions as they came."""
    runs = list(map(_run, places))
    if runs != sorted(runs):
        return False
    # An older run may have been cut off in the middle: the next sends what counts once more.
    last = {place: at for at, place in enumerate(places) if _run(place) == runs[-1]}
    times = [last[place] for place in sorted(last)]
    return times == sorted(times)


def _ends_right(came):
    """Whether one key's records leave the same, taken as they come and taken by position."""
    by_position = sorted(came, key=position)
    mine, theirs = _applied(came), _applied(by_position)
    if mine is None or theirs is None:
        return mine is theirs
    # What could not be read again, for the row is gone, is not known.
    known = mine.keys() & theirs.keys()
    unknown = set(came[-1].get("_unchanged", [])) | set(by_position[-1].get("_unchanged", []))
    return all(mine[name] == theirs[name] for name in known - unknown)


def _applied(records):
    """What is left of a row after these; None: nothing."""
    row = None
    for record in records:
        if record["_op"] == "d":
            row = None
            continue
        before, row = row or {}, {n: v for n, v in record.items() if not n.startswith("_")}
        row |= {n: before[n] for n in record.get("_unchanged", []) if n in before}
    return row
