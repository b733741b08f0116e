"""PostgreSQL to Delta by way of the cloud: one pusher into Kinesis, whose records Firehose takes to a
bucket, and one into S3; both killed while rows change and calls fail. The tables are what the SQL over
the platform says they should be. Every byte that the job reads is the pusher's.

SLUICE_LAKE_CLOUD_CHANGES  random changes on the platform (2000)
SLUICE_LAKE_ALL=1          every stream both ways; without, each way its own few
"""

import base64
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import lake_support as support
from harness import TOP, Database, Pusher

sys.path.append(str(TOP / "tests/aws"))

import faults
from aws_support import FakeAws

CHANGES = int(os.environ.get("SLUICE_LAKE_CLOUD_CHANGES", "2000"))
SEED = int(os.environ.get("SLUICE_SEED", "1"))
BY_KINESIS = ("lake.customers", "lake.contact_events", "regulator.payment_returns")
BY_S3 = ("lake.accounts", "lake.support_needs", "regulator.arrears_returns")
RELEASES = support.releases(TOP / "generated")


class Cloud(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = support.start_spark()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sluice-lake."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.database = Database()
        self.addCleanup(self.database.stop)
        os.environ.update(self.database.environment)
        self.database.add_company(customers=150)
        self.fake = FakeAws(seed=SEED)
        self.addCleanup(self.fake.stop)
        self.chance = random.Random(SEED)

    def pusher(self, slot, **destinations):
        found = Pusher(self.database)
        self.addCleanup(found.remove)
        found.config["source"]["slot"] = slot
        found.config["destinations"] = destinations
        found.write_config()
        issued = self.fake.do("issue", session=False)
        found.environment |= self.fake.environment(issued)
        return found

    def into_kinesis(self):
        """Aggregated records; and several lines in each."""
        self.fake.create("kinesis", "lake", shards=3)
        self.fake.create("kinesis", "regulator", shards=2)
        return self.pusher(
            "sluice",
            lake={"sink": "kinesis", "stream": "lake", "pack": "kpl"},
            regulator={"sink": "kinesis", "stream": "regulator", "pack": "lines"},
        )

    def into_s3(self):
        """Compressed; and as they are."""
        self.fake.create("s3", "lake")
        options = {"sink": "s3", "bucket": "lake", "roll_delay_ms": 300}
        return self.pusher(
            "sluice_s3",
            lake={**options, "prefix": "in/lake/"},
            regulator={**options, "prefix": "in/regulator/", "compress": "none"},
        )

    def test_kinesis_and_s3(self):
        pushers = [self.into_kinesis(), self.into_s3()]
        self.fake.script(*faults.rules("kinesis", "PutRecords"), *faults.rules("s3", None))
        for pusher in pushers:
            pusher.run_until_current()
        kills = support.work(self.database, pushers, CHANGES, self.chance)
        self.assertGreater(min(kills), 0)
        status = self.fake.status()
        self.assertEqual(status["bad_signatures"], 0, status["refused"])
        self.assertTrue(status["played"])
        self.deliver("lake", "--gzip")
        self.deliver("regulator")
        self.fetch("lake")
        self.assert_tables_are_right("by-kinesis", self.folder / "firehose", BY_KINESIS, "--mixed")
        self.assert_tables_are_right("by-s3", self.folder / "bucket/in", BY_S3)

    def deliver(self, stream, *words):
        """A stream to a folder as Firehose would."""
        shards = self.fake.kinesis_shards(stream)
        for shard in shards:
            shard["Records"] = [
                (at, key, base64.b64encode(data).decode()) for at, key, data in shard["Records"]
            ]
        self.assertGreater(min(len(shard["Records"]) for shard in shards), 0)
        command = [support.lake_sh("python", "tools"), TOP / "tests/lake/firehose.py"]
        command += [self.folder / "firehose" / stream, SEED, *words]
        path = os.pathsep.join(str(TOP / "tests" / name) for name in ("aws", "company"))
        written = subprocess.run(
            [str(word) for word in command],
            input=json.dumps(shards),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": path},
            check=True,
        ).stdout
        self.assertGreater(int(written), 2)

    def fetch(self, bucket):
        """A bucket's objects, by their names."""
        objects = self.fake.s3_objects(bucket)
        self.assertGreater(len(objects), 10)
        for key, found in objects.items():
            path = self.folder / "bucket" / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found["data"])

    def assert_tables_are_right(self, lake, folder, names, *words):
        names = sorted(RELEASES) if os.environ.get("SLUICE_LAKE_ALL") else names
        given = ["--lake", self.folder / lake, "--schemas", TOP / "generated", *words]
        given += ["--late-seconds", 0]  # every object is there
        for destination in ("lake", "regulator"):
            given += ["--input", f"{destination}={folder / destination}"]
        for name in names:
            given += ["--stream", name]
        status, said = support.run("run", *given)
        self.assertEqual(status, 0, said)
        for name in names:
            with self.subTest(f"{name} {lake}"):
                found = support.compare(self.spark, self.folder / lake, RELEASES[name])
                self.assertEqual(found[:5], [])


if __name__ == "__main__":
    unittest.main()
