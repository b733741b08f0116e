"""The judges of the oracle: that they see what they should."""

import hashlib
import json
import unittest

import aws_kinesis_agg.aggregator

import lake

RING = 1 << 128


def line(place, op="u", reference="k", run=7):
    return json.dumps(
        {
            "_op": op,
            "_format": 2,
            "_gen": 1,
            "_run": run,
            "_lsn": f"{place:016X}",
            "_seq": 0,
            "_policy": "lake.customers@3:00",
            "customer_ref": reference,
            "version": place,
        }
    ).encode()


def shard(first, last, *records):
    return {
        "ShardId": "shardId-000000000000",
        "HashKeyRange": {"StartingHashKey": str(first), "EndingHashKey": str(last)},
        "Records": [(at, key, data) for at, (key, data) in enumerate(records)],
    }


def aggregate(*parts):
    made = aws_kinesis_agg.aggregator.RecordAggregator()
    for key, data in parts:
        made.add_user_record(key, data)
    return made.clear_and_get().get_contents()


class Lake(unittest.TestCase):
    def disorder(self, *places):
        return len(lake.disorder([line(place) for place in places]))

    def test_order_of_a_key(self):
        self.assertEqual(self.disorder(1, 2, 3), 0)
        self.assertEqual(self.disorder(1, 2, 2, 3), 0, "a repeat")
        self.assertEqual(self.disorder(1, 2, 3, 2, 3), 0, "a replay")
        self.assertEqual(self.disorder(1, 3, 2, 3), 0, "failed in part, and put right")
        self.assertEqual(self.disorder(1, 3, 2), 1, "overtaken")
        self.assertEqual(
            self.disorder(1, 3, 2, 4), 1, "overtaken, and the newest has the last word"
        )
        self.assertEqual(self.disorder(1, 2, 3, 2), 1, "an older one has the last word")

    def test_a_run_begins_behind_the_one_before(self):
        killed = [line(1), line(3)]
        again = [line(1, run=8), line(2, run=8), line(3, run=8)]
        self.assertEqual(lake.disorder(killed + again), [], "cut off in the middle, and sent again")
        self.assertEqual(
            len(lake.disorder(killed + again[:1])), 1, "the older one has the last word"
        )
        self.assertEqual(len(lake.disorder(again + killed)), 1, "the older run comes late")
        self.assertEqual(lake.overtaking([line(1), *again], lake.release_of(killed[0])), [])

    def test_overtaking(self):
        for places, expected in (
            ((1, 2, 3), 0),
            ((1, 2, 2, 3, 2, 3), 0),  # a repeat, and a replay
            ((1, 3, 2, 3), 1),  # put right is not strict
        ):
            lines = [line(place) for place in places]
            release = lake.release_of(lines[0])
            self.assertEqual(len(lake.overtaking(lines, release)), expected, places)

    def test_keys_do_not_wait_for_each_other(self):
        lines = [line(2, reference="b"), line(1, reference="a"), line(3, reference="a")]
        self.assertEqual(lake.disorder(lines), [])

    def test_aggregates_are_opened(self):
        key, _, data = aggregate(("a", b"1"), ("b", b"2\n3"), ("a", b"4"))
        shards = [shard(0, RING - 1, ("x", b"0\n"), (key, data))]
        self.assertEqual(lake.kinesis_lines(shards), ([b"0", b"1", b"2", b"3", b"4"], 0))

    def test_parts_of_another_shard_are_dropped(self):
        middle = int.from_bytes(hashlib.md5(b"a").digest(), "big")
        key, _, data = aggregate(("a", b"1"), ("b", b"2"))
        self.assertEqual(lake.kinesis_lines([shard(middle, middle, (key, data))]), ([b"1"], 1))

    def test_a_broken_aggregate(self):
        key, _, data = aggregate(("a", b"1"))
        with self.assertRaises(lake.Misplaced):
            lake.kinesis_lines([shard(0, RING - 1, (key, data[:-1] + b"?"))])

    def test_firehose_needs_line_ends(self):
        self.assertEqual(lake.firehose_lines([b"1\n2\n", b"3\n"]), [b"1", b"2", b"3"])
        with self.assertRaises(lake.Misplaced):
            lake.firehose_lines([b"1\n2"])


if __name__ == "__main__":
    unittest.main()
