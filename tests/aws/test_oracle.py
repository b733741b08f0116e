"""The main job through each sink of the cloud: random changes while processes are killed, PostgreSQL
restarts, calls fail in every way, records are throttled, credentials expire every few seconds and
the stream is resharded. Afterwards what arrived, folded by row key, is what SQL says it should be."""

import os
import random
import subprocess
import sys
import threading
import time
import unittest

import faults
import lake
from aws_support import FakeAws
from harness import COMPANY, DESTINATIONS, Database, Pusher
from workload import CHUNK, Writer

CHANGES = int(os.environ.get("SLUICE_CHANGES", "2500"))
KILLS = int(os.environ.get("SLUICE_KILLS", "4"))
SEED = int(os.environ.get("SLUICE_SEED", "1"))
LIFETIME_S = 4
REGULATOR = ("arrears_returns", "payment_returns")


class Troubles(threading.Thread):
    """Kills, one restart of PostgreSQL, and what else the test wants done, while a writer writes."""

    def __init__(self, test, writer, order):
        super().__init__()
        self.test = test
        self.writer = writer
        self.order = order  # done half way
        self.kills = {"reader": 0, "sender": 0, "supervisor": 0}
        self.failure = None

    def run(self):
        try:
            self._run()
        except Exception as error:  # told by the test, in its own thread
            self.failure = error

    def _run(self):
        chance = random.Random(SEED)
        pusher, restarted = self.test.pusher, False
        while self.writer.is_alive() or sum(self.kills.values()) < KILLS:
            time.sleep(chance.uniform(0.05, 0.8))
            done = sum(self.kills.values()) / max(KILLS, 1)
            if not restarted and max(done, self.writer.progress()) >= 0.5:
                self.test.database.restart()
                self.order()
                restarted = True
            elif KILLS and done < min(1, self.writer.progress()):
                role = chance.choice(["reader", "sender", "sender", "supervisor"])
                self.kills[role] += pusher.kill(role)
            if chance.random() < 0.1:
                self.test.fake.do("expire")
            if not pusher.running():
                self.test.assertIn(pusher.process.returncode, (-9, 75), pusher.said())
                pusher.start()


class Oracle(unittest.TestCase):
    def setUp(self):
        self.database = Database()
        self.addCleanup(self.database.stop)
        self.database.add_company(customers=500)
        self.fake = FakeAws(seed=SEED)
        self.addCleanup(self.fake.stop)
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)
        self.pusher.environment |= self.fake.environment()
        self.fake.do("credentials", lifetime_s=LIFETIME_S)

    def sinks(self, **destinations):
        self.pusher.config["destinations"] = destinations
        self.pusher.write_config()

    # ---- four ways to credentials ----

    def container(self):
        self.fake.do("credentials", container_authorization="Bearer of the container")
        self.pusher.environment |= {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": self.fake.http + "/container",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer of the container",
        }

    def instance(self):
        pass  # what is left when there is nothing else

    def web_identity(self):
        self.fake.do("credentials", web_identity_token="a web identity")
        token = self.pusher.directory / "token"
        token.write_text("a web identity")
        self.pusher.environment |= {
            "AWS_WEB_IDENTITY_TOKEN_FILE": str(token),
            "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/pusher",
            "AWS_ROLE_SESSION_NAME": "pusher",
        }

    def assumed_role(self):
        long = self.fake.do("issue", session=False)
        config = self.pusher.directory / "aws-config"
        config.write_text(
            "[profile base]\n"
            f"aws_access_key_id = {long['id']}\naws_secret_access_key = {long['secret']}\n"
            "[profile pusher]\nrole_arn = arn:aws:iam::111122223333:role/pusher\n"
            "source_profile = base\n"
        )
        self.pusher.environment |= {"AWS_CONFIG_FILE": str(config), "AWS_PROFILE": "pusher"}

    # ---- the test ----

    def go(self, rules, order=lambda: None):
        """Everything at once; ends with all delivered and the failures over."""
        self.fake.script(*rules)
        # First all is filled: see keep_contacts in tests/company/workload.sql.
        self.pusher.run_until_current()
        writer = Writer(self.database, max(CHANGES, CHUNK), SEED)
        self.pusher.start()
        writer.start()
        troubles = Troubles(self, writer, order)
        troubles.start()
        writer.join()
        troubles.join()
        if troubles.failure:
            raise troubles.failure
        self.assertGreaterEqual(writer.committed, CHANGES, writer.failure)
        if not self.pusher.running():
            self.pusher.start()
        self.pusher.wait_until_current(timeout=300)
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
        status = self.fake.status()
        self.assertEqual(status["bad_signatures"], 0, status["refused"])
        self.assertEqual(faults.left_out(status), [], "ways of failing that no call has met")
        print(
            f"\n{writer.committed} changes, kills: {troubles.kills}, PostgreSQL restarted;"
            f" played: {status['played']}; credentials issued: {status['issued']}",
            flush=True,
        )
        return status

    def assert_right(self, lines):
        folder = self.pusher.directory / "read-back"
        lake.write_lake(folder, lines)
        result = subprocess.run(
            [sys.executable, COMPANY / "fold.py", *(f"{d}={folder / d}" for d in DESTINATIONS)],
            env=os.environ | self.database.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        print(result.stdout, end="", flush=True)
        self.assertEqual(result.returncode, 0, f"\n{result.stdout}{result.stderr}")

    def kinesis(self, pack, order="resend"):
        self.fake.create("kinesis", "lake", shards=3)
        for stream in REGULATOR:
            self.fake.create("kinesis", f"regulator-{stream}", shards=2)
        options = {"sink": "kinesis", "pack": pack}
        arn = f"arn:aws:kinesis:{self.fake.region}:111122223333:stream/lake"
        self.sinks(
            lake={"stream": arn, "order": order, **options},
            regulator={"stream": "regulator-{stream}", **options},
        )

        def reshard():
            self.fake.do("split", name="lake")
            self.fake.do("split", name="lake")
            self.fake.do("merge", name="lake")
            self.fake.do("merge", name=f"regulator-{REGULATOR[0]}")

        self.go(faults.rules("kinesis", "PutRecords"), reshard)
        lines = []
        for name in ["lake", *(f"regulator-{stream}" for stream in REGULATOR)]:
            shards = self.fake.kinesis_shards(name)
            found, dropped = lake.kinesis_lines(shards)
            print(f"{name}: {len(shards)} shards, {len(found)} lines, {dropped} misplaced")
            self.assertEqual(lake.disorder(found), [])
            if order == "strict":
                self.assertEqual(lake.overtaking(found, "lake.payments"), [])
            lines += found
        self.assert_right(lines)

    def test_kinesis(self):
        self.container()
        self.kinesis("none", order="strict")

    def test_kinesis_aggregated(self):
        self.instance()
        self.kinesis("kpl")

    def test_kinesis_lines(self):
        self.assumed_role()
        self.kinesis("lines", order="strict")

    def test_firehose(self):
        self.web_identity()
        for _, stream in (name.split(".") for name in lake.row_keys() if name.startswith("lake.")):
            self.fake.create("firehose", f"lake-{stream}")
        self.fake.create("firehose", "regulator")
        self.sinks(
            lake={"sink": "firehose", "delivery_stream": "lake-{stream}"},
            regulator={"sink": "firehose", "delivery_stream": "regulator"},
        )
        status = self.go(faults.rules("firehose", "PutRecordBatch"))
        lines = []
        for name in status["firehose"]:
            lines += lake.firehose_lines(self.fake.firehose_records(name))
        self.assert_right(lines)

    def test_s3(self):
        self.container()
        self.fake.create("s3", "lake")
        options = {"sink": "s3", "bucket": "lake", "bucket_owner": "111122223333"}
        # One rolls by time, the other by size.
        self.sinks(
            lake={**options, "prefix": "lake/", "roll_delay_ms": 300},
            regulator={
                **options,
                "prefix": "regulator/",
                "roll_bytes": 65536,
                "roll_delay_ms": 1500,
                "encryption": "kms",
            },
        )
        # There are few calls: each is worth more failures.
        self.go(faults.rules("s3", None, share=0.4))
        objects = self.fake.s3_objects("lake")
        self.assertEqual(self.fake.status()["s3"]["lake"]["overwritten"], 0)
        self.assert_right(lake.s3_lines(objects))

    def test_s3_in_parts(self):
        """Objects above the threshold go up in parts, whatever happens to the calls."""
        self.container()
        self.fake.create("s3", "lake")
        options = {"sink": "s3", "bucket": "lake", "compress": "none", "roll_delay_ms": 60000}
        self.sinks(
            lake={**options, "prefix": "lake/"}, regulator={**options, "prefix": "regulator/"}
        )
        self.database.sql(
            "UPDATE collections.accounts SET agreement_text = repeat(md5(account_id::text), 1000)"
        )
        self.fake.script(
            *faults.rules("s3", None, share=0.3),
            {
                "service": "s3",
                "fault": "error-in-200",
                "times": 1,
                "action": "CompleteMultipartUpload",
            },
        )
        self.pusher.run_until_current()
        objects = self.fake.s3_objects("lake")
        self.assertIn("multipart", " ".join(found["how"] for found in objects.values()))
        self.assert_right(lake.s3_lines(objects))

    def test_kinesis_and_s3_at_once(self):
        """Two sinks from one policy set, one of them slow."""
        self.container()
        self.fake.create("kinesis", "lake", shards=2, quota=[400, 400_000])
        self.fake.create("s3", "regulator")
        self.sinks(
            lake={"sink": "kinesis", "stream": "lake"},
            regulator={"sink": "s3", "bucket": "regulator", "roll_delay_ms": 30},
        )
        self.go(faults.rules("s3", None))
        found, _ = lake.kinesis_lines(self.fake.kinesis_shards("lake"))
        self.assertEqual(lake.disorder(found), [])
        self.assert_right(found + lake.s3_lines(self.fake.s3_objects("regulator")))


if __name__ == "__main__":
    unittest.main()
