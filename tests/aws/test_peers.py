"""Interoperation: the pusher writes to servers that others wrote, boto3 reads back what it wrote, and
folded it is what SQL says."""

import itertools
import os
import subprocess
import sys
import unittest

import boto3
from botocore.config import Config

import lake
import peers
from harness import COMPANY, Database, Pusher

REGION = "eu-west-2"
ROLE = "arn:aws:iam::123456789012:role/delivery"


class Peers(unittest.TestCase):
    turns = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=30)

    def start(self, kind):
        self.peer = kind()
        self.addCleanup(self.peer.stop)

    def client(self, service, key="123456789012", secret="secret"):
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.peer.endpoint,
            verify=self.peer.ca,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            config=Config(s3={"addressing_style": "path"}),
        )

    def push(self, sink, key="123456789012", secret="secret", check=True):
        """All that there is, and some changes into this sink, for both destinations."""
        with Pusher(self.database) as pusher:
            pusher.config["destinations"] = {"lake": sink, "regulator": sink}
            pusher.write_config()
            pusher.environment = {
                name: value
                for name, value in pusher.environment.items()
                if not name.startswith("AWS_")
            } | {
                "AWS_ENDPOINT_URL": self.peer.endpoint,
                "AWS_CA_BUNDLE": self.peer.ca,
                "AWS_REGION": REGION,
                "AWS_ACCESS_KEY_ID": key,
                "AWS_SECRET_ACCESS_KEY": secret,
            }
            if check:
                self.assertEqual(pusher.call("check"), 0, pusher.said())
            pusher.run_until_current()
            self.database.sql(
                f"CALL workload.run(300, 0.{next(self.turns)}, keep_contacts => true)"
            )
            pusher.run_until_current()
            slot = pusher.config["source"]["slot"]
            self.database.sql(f"SELECT pg_drop_replication_slot('{slot}')")

    def assert_right(self, lines):
        with Pusher(self.database) as scratch:
            folder = scratch.directory / "read-back"
            lake.write_lake(folder, lines)
            result = subprocess.run(
                [sys.executable, COMPANY / "fold.py"]
                + [f"{name}={folder / name}" for name in ("lake", "regulator")],
                env=os.environ | self.database.environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        self.assertEqual(result.returncode, 0, f"\n{result.stdout}{result.stderr}")

    # ---- Kinesis ----

    def kinesis_shards(self, name):
        """Everything in a stream, as boto3 reads it."""
        kinesis = self.client("kinesis")
        shards = kinesis.list_shards(StreamName=name)["Shards"]
        for shard in shards:
            shard["Records"] = []
            iterator = kinesis.get_shard_iterator(
                StreamName=name, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
            while iterator:
                got = kinesis.get_records(ShardIterator=iterator, Limit=1000)
                iterator = got.get("NextShardIterator") if got["Records"] else None
                shard["Records"] += [
                    (record["SequenceNumber"], record["PartitionKey"], record["Data"])
                    for record in got["Records"]
                ]
        return shards

    def kinesis(self, pack):
        self.client("kinesis").create_stream(StreamName="lake", ShardCount=3)
        self.client("kinesis").get_waiter("stream_exists").wait(
            StreamName="lake", WaiterConfig={"Delay": 1}
        )
        self.push({"sink": "kinesis", "stream": "lake", "pack": pack})
        lines, dropped = lake.kinesis_lines(self.kinesis_shards("lake"))
        self.assertEqual(dropped, 0)
        self.assertEqual(lake.disorder(lines), [])
        self.assert_right(lines)

    def test_kinesis_on_moto(self):
        self.start(peers.Moto)
        self.kinesis("none")

    def test_kinesis_on_kinesis_local(self):
        self.start(peers.KinesisLocal)
        self.kinesis("none")

    def test_aggregates_on_kinesis_local(self):
        self.start(peers.KinesisLocal)
        self.kinesis("kpl")

    # ---- Firehose and S3 ----

    def s3_objects(self, bucket, **keys):
        """All but the markers."""
        s3, objects = self.client("s3", **keys), {}
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for found in page.get("Contents", []):
                if "_sluice/" in found["Key"]:
                    continue
                body = s3.get_object(Bucket=bucket, Key=found["Key"])["Body"]
                objects[found["Key"]] = {"data": body.read()}
        return objects

    def test_firehose_on_moto(self):
        self.start(peers.Moto)
        place = {"LocationConstraint": REGION}
        self.client("s3").create_bucket(Bucket="lake", CreateBucketConfiguration=place)
        self.client("firehose").create_delivery_stream(
            DeliveryStreamName="lake",
            ExtendedS3DestinationConfiguration={
                "RoleARN": ROLE,
                "BucketARN": "arn:aws:s3:::lake",
            },
        )
        self.push({"sink": "firehose", "delivery_stream": "lake"})
        # moto takes the empty batch of `check`, and makes an empty object of it.
        data = [found["data"] for found in self.s3_objects("lake").values() if found["data"]]
        self.assert_right(lake.firehose_lines(data))

    def test_s3_on_moto(self):
        self.start(peers.Moto)
        place = {"LocationConstraint": REGION}
        self.client("s3").create_bucket(Bucket="lake", CreateBucketConfiguration=place)
        self.push({"sink": "s3", "bucket": "lake", "prefix": "in/", "roll_delay_ms": 0})
        self.assert_right(lake.s3_lines(self.s3_objects("lake")))

    def test_s3_on_s3rver(self):
        """It verifies signatures, and wants "=" in a path encoded. It knows no AbortMultipartUpload,
        which `check` tries."""
        self.start(peers.S3rver)
        keys = {"key": "S3RVER", "secret": "S3RVER"}
        sink = {"sink": "s3", "bucket": "lake", "prefix": "a=1/", "roll_delay_ms": 0}
        self.push(sink, check=False, **keys)
        objects = self.s3_objects("lake", **keys)
        self.assertTrue(all(key.startswith("a=1/") for key in objects), list(objects)[:3])
        self.assert_right(lake.s3_lines(objects))


if __name__ == "__main__":
    unittest.main()
