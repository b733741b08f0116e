"""Kinesis Data Streams: PutRecords, shards that split and merge, and what tests read back."""

import binascii
import bisect
import hashlib
import itertools
import json
import threading
import time

from .web import Answer, Failure

RING = 1 << 128
MOST_RECORDS = 500
MOST_CALL_BYTES = 10 << 20
TARGET = "Kinesis_20131202."


class Shard:
    def __init__(self, number, first, last, parents=()):
        self.id = f"shardId-{number:012d}"
        self.number = number
        self.first = first
        self.last = last
        self.parents = list(parents)
        self.closed = False
        self.records = []  # (sequence, partition key, base64 data)
        self.ends_at = None  # sequence number once it is closed
        self.starts_at = None
        self.room = None  # (records, bytes, when) left of this second's quota

    def describe(self):
        shape = {
            "ShardId": self.id,
            "HashKeyRange": {
                "StartingHashKey": str(self.first),
                "EndingHashKey": str(self.last),
            },
            "SequenceNumberRange": {"StartingSequenceNumber": str(self.starts_at)},
        }
        if self.closed:
            shape["SequenceNumberRange"]["EndingSequenceNumber"] = str(self.ends_at)
        for name, parent in zip(
            ("ParentShardId", "AdjacentParentShardId"), self.parents, strict=False
        ):
            shape[name] = parent
        return shape


class Stream:
    def __init__(self, name, arn, shards, options):
        self.name = name
        self.arn = arn
        self.lock = threading.Lock()
        self.discard = options.get("discard", False)
        self.max_record_kib = options.get("max_record_kib", 1024)
        self.quota = options.get("quota")  # [records/s, bytes/s] a shard
        self.encrypted = options.get("encrypted", False)
        self.updating_s = options.get("updating_s", 0.0)  # how long a reshard shows as UPDATING
        self.updating_until = 0.0
        self.sequence = itertools.count(49590338271490256608559692538361571095921575989136588898)
        self.numbers = itertools.count()
        self.shards = []
        self.taken_records = self.taken_calls = self.taken_bytes = 0
        for n in range(shards):
            self._add(n * RING // shards, (n + 1) * RING // shards - 1)
        self._open()

    def _add(self, first, last, parents=()):
        shard = Shard(next(self.numbers), first, last, parents)
        shard.starts_at = next(self.sequence)
        self.shards.append(shard)
        return shard

    def _open(self):
        self.open = sorted((s for s in self.shards if not s.closed), key=lambda s: s.first)
        self.starts = [shard.first for shard in self.open]

    def shard_of(self, hash_key):
        return self.open[bisect.bisect_right(self.starts, hash_key) - 1]

    def _find(self, shard_id):
        for shard in self.open:
            if shard.id == shard_id:
                return shard
        raise Failure(400, "ResourceNotFoundException", f"no open shard {shard_id}")

    def _close(self, *shards):
        for shard in shards:
            shard.closed = True
            shard.ends_at = next(self.sequence)
        self.updating_until = time.monotonic() + self.updating_s

    def split(self, shard_id=None, at=None):
        """Splits the shard (the widest) at this hash key (its middle)."""
        with self.lock:
            widest = max(self.open, key=lambda shard: shard.last - shard.first)
            parent = self._find(shard_id) if shard_id else widest
            at = at or (parent.first + parent.last) // 2 + 1
            self._close(parent)
            self._add(parent.first, at - 1, [parent.id])
            self._add(at, parent.last, [parent.id])
            self._open()

    def merge(self, shard_id=None):
        """Merges the shard (the first) with its neighbour."""
        with self.lock:
            place = self.open.index(self._find(shard_id)) if shard_id else 0
            left, right = self.open[place], self.open[place + 1]
            self._close(left, right)
            self._add(left.first, right.last, [left.id, right.id])
            self._open()

    @property
    def status(self):
        return "UPDATING" if time.monotonic() < self.updating_until else "ACTIVE"


def hash_key(record):
    explicit = record.get("ExplicitHashKey")
    if explicit is not None:
        return int(explicit)
    return int.from_bytes(hashlib.md5(record["PartitionKey"].encode()).digest(), "big")


def data_length(text):
    return len(text) * 3 // 4 - text[-2:].count("=")


def _invalid(message):
    return Failure(400, "InvalidArgumentException", message)


class Kinesis:
    def __init__(self, aws):
        self.aws = aws
        self.streams = {}

    def create(self, name, shards, **options):
        arn = f"arn:aws:kinesis:{self.aws.region}:{self.aws.account}:stream/{name}"
        self.streams[name] = Stream(name, arn, shards, options)

    def name_of(self, asked):
        arn = asked.get("StreamARN")
        return arn.rpartition("/")[2] if arn else asked.get("StreamName")

    def _stream(self, asked):
        if "StreamId" in asked:
            raise _invalid("StreamId is not implemented")
        name = self.name_of(asked)
        if not name:
            raise _invalid("Either StreamName or StreamARN")
        stream = self.streams.get(name)
        if stream is None or asked.get("StreamARN", stream.arn) != stream.arn:
            raise Failure(
                400,
                "ResourceNotFoundException",
                f"Stream {name} under account {self.aws.account} not found.",
            )
        return stream

    def call(self, action, asked, beside):
        return getattr(self, f"_{action}", self._unknown)(asked, beside)

    def _unknown(self, asked, beside):
        raise Failure(400, "UnknownOperationException")

    # ---- PutRecords ----

    def _checked(self, stream, records):
        if not isinstance(records, list) or not 1 <= len(records) <= MOST_RECORDS:
            raise _invalid("1 to 500 records")
        total, most = 0, stream.max_record_kib << 10
        for record in records:
            key = record["PartitionKey"]
            if not 1 <= len(key) <= 256 or not 0 <= int(record.get("ExplicitHashKey", 0)) < RING:
                raise _invalid("PartitionKey or ExplicitHashKey out of range")
            size = data_length(record["Data"]) + len(key.encode())
            total += size
            if size > most:
                raise _invalid("a record is larger than MaxRecordSizeInKiB")
            if not stream.discard:
                try:
                    binascii.a2b_base64(record["Data"], strict_mode=True)
                except binascii.Error as error:
                    raise _invalid("Data is not base64") from error
        if total > MOST_CALL_BYTES:
            raise _invalid("more than 10 MiB")
        return total

    def _PutRecords(self, asked, beside):
        stream = self._stream(asked)
        records = asked["Records"]
        size = self._checked(stream, records)
        hashes = [hash_key(record) for record in records]
        with stream.lock:
            starts, opened = stream.starts, stream.open
            where = [opened[bisect.bisect_right(starts, key) - 1] for key in hashes]
            failed = self.aws.script.throttled(beside, len(records), lambda i: where[i].id)
            entries = []
            for index, (record, shard) in enumerate(zip(records, where, strict=True)):
                code = failed.get(index) or (
                    stream.quota and self._over_quota(stream, shard, record)
                )
                if code:
                    entries.append(json.dumps(self._failed(code, stream, shard)))
                    continue
                sequence = next(stream.sequence)
                if not stream.discard:
                    shard.records.append((sequence, record["PartitionKey"], record["Data"]))
                entries.append(f'{{"SequenceNumber":"{sequence}","ShardId":"{shard.id}"}}')
            refused = sum("ErrorCode" in entry for entry in entries)
            stream.taken_calls += 1
            stream.taken_records += len(records) - refused
            stream.taken_bytes += size
        return entries, f'{{"FailedRecordCount":{refused},"Records":[%s]}}'

    def _failed(self, code, stream, shard):
        if code == "InternalFailure":
            return {"ErrorCode": code, "ErrorMessage": "Internal Service Failure"}
        return {
            "ErrorCode": code,
            "ErrorMessage": f"Rate exceeded for shard {shard.id} in stream {stream.name}"
            f" under account {self.aws.account}.",
        }

    def _over_quota(self, stream, shard, record):
        now = time.monotonic()
        most_records, most_bytes = stream.quota
        records, size, when = shard.room or (most_records, most_bytes, now)
        records = min(most_records, records + (now - when) * most_records)
        size = min(most_bytes, size + (now - when) * most_bytes)
        needed = data_length(record["Data"])
        if records < 1 or size < needed:
            shard.room = (records, size, now)
            return "ProvisionedThroughputExceededException"
        shard.room = (records - 1, size - needed, now)
        return None

    # ---- the rest of the API that writers and readers need ----

    def _DescribeStreamSummary(self, asked, beside):
        stream = self._stream(asked)
        return Answer.json(
            {
                "StreamDescriptionSummary": {
                    "StreamName": stream.name,
                    "StreamARN": stream.arn,
                    "StreamStatus": stream.status,
                    "StreamModeDetails": {"StreamMode": "PROVISIONED"},
                    "RetentionPeriodHours": 24,
                    "StreamCreationTimestamp": 1.7e9,
                    "EnhancedMonitoring": [{"ShardLevelMetrics": []}],
                    "EncryptionType": "KMS" if stream.encrypted else "NONE",
                    "OpenShardCount": len(stream.open),
                    "ConsumerCount": 0,
                    "MaxRecordSizeInKiB": stream.max_record_kib,
                }
            }
        )

    def _ListShards(self, asked, beside):
        token = asked.get("NextToken")
        if token:
            if "StreamName" in asked or "StreamARN" in asked:
                raise _invalid("NextToken excludes the stream")
            name, start, latest = token.split("/")
            stream, start, latest = self.streams[name], int(start), latest == "1"
        else:
            stream, start = self._stream(asked), 0
            latest = asked.get("ShardFilter", {}).get("Type") == "AT_LATEST"
        with stream.lock:
            shards = list(stream.open if latest else stream.shards)
        most = min(asked.get("MaxResults", 1000), 1000, self.aws.page)
        answer = {"Shards": [shard.describe() for shard in shards[start : start + most]]}
        if start + most < len(shards):
            answer["NextToken"] = f"{stream.name}/{start + most}/{int(latest)}"
        return Answer.json(answer)

    def _SplitShard(self, asked, beside):
        self._stream(asked).split(asked["ShardToSplit"], int(asked["NewStartingHashKey"]))
        return Answer(200)

    def _MergeShards(self, asked, beside):
        self._stream(asked).merge(asked["ShardToMerge"])
        return Answer(200)

    def _GetShardIterator(self, asked, beside):
        stream = self._stream(asked)
        return Answer.json({"ShardIterator": f"{stream.name}/{asked['ShardId']}/0"})

    def _GetRecords(self, asked, beside):
        name, shard_id, start = asked["ShardIterator"].split("/")
        stream, start = self.streams[name], int(start)
        with stream.lock:
            shard = next(shard for shard in stream.shards if shard.id == shard_id)
            end = start + min(asked.get("Limit", 10000), 10000)
            records, more = shard.records[start:end], end < len(shard.records) or not shard.closed
        answer = {
            "Records": [
                {"SequenceNumber": str(number), "PartitionKey": key, "Data": data}
                for number, key, data in records
            ],
            "MillisBehindLatest": 0,
        }
        if more:
            answer["NextShardIterator"] = f"{name}/{shard_id}/{start + len(records)}"
        return Answer.json(answer)

    # ---- for tests ----

    def dump(self, name):
        """Everything taken, parents before children, a shard's records in its order."""
        stream = self.streams[name]
        with stream.lock:
            return [dict(shard.describe(), Records=list(shard.records)) for shard in stream.shards]

    def counts(self):
        return {
            name: {
                "calls": stream.taken_calls,
                "records": stream.taken_records,
                "bytes": stream.taken_bytes,
                "open_shards": len(stream.open),
            }
            for name, stream in self.streams.items()
        }
