"""Bad input and bad peers: what stops stops with the class and the remedy, what may heal is tried
until it does, and either way nothing is confirmed that was not delivered, and nothing dropped."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import time
import unittest

import lake
import peers
from aws_support import FakeAws
from harness import COMPANY, Database, Pusher, drop_slots

CONFIG, DATA, WAITED = 2, 4, 6
ACCOUNT = "111122223333"
PUT = {"kinesis": "PutRecords", "firehose": "PutRecordBatch", "s3": "PutObject"}
RIGHT = {name: f"{name}:{action}" for name, action in PUT.items()}


class Refused(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=60)
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)

    def setUp(self):
        self.pusher = None
        self.addCleanup(self.end)

    def fresh(self):
        """A pusher that has sent nothing yet, in the place of the last one."""
        self.end()
        self.pusher = Pusher(self.database)
        self.addCleanup(self.fake.script)
        self.pusher.environment |= self.fake.environment(self.fake.do("issue", session=False))

    def end(self):
        if self.pusher:
            self.pusher.remove()
            self.pusher = None
            drop_slots(self.database)

    # ---- the sinks ----

    def use(self, service, create=True, **options):
        """Both destinations through one new stream, delivery stream or bucket named lake."""
        self.fresh()
        self.fake.do("forget", service=service, name="lake")
        if create:
            self.fake.create(service, "lake", **({"shards": 2} if service == "kinesis" else {}))
        sink = {
            "kinesis": {"sink": "kinesis", "stream": "lake"},
            "firehose": {"sink": "firehose", "delivery_stream": "lake"},
            "s3": {"sink": "s3", "bucket": "lake", "roll_delay_ms": 100},
        }[service]
        self.pusher.config["destinations"] = dict.fromkeys(("lake", "regulator"), sink | options)
        self.service = service
        self.pusher.write_config()

    def arrived(self):
        if self.service == "kinesis":
            return lake.kinesis_lines(self.fake.kinesis_shards("lake"))[0]
        if self.service == "firehose":
            return lake.firehose_lines(self.fake.firehose_records("lake"))
        return lake.s3_lines(self.fake.s3_objects("lake"))

    def assert_lake_is_right(self, destinations=("lake", "regulator"), lines=None):
        folder = self.pusher.directory / "read-back"
        shutil.rmtree(folder, ignore_errors=True)
        lake.write_lake(folder, self.arrived() if lines is None else lines)
        result = subprocess.run(
            [sys.executable, COMPANY / "fold.py"]
            + [f"{name}={folder / name}" for name in destinations],
            env=os.environ | self.database.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(result.returncode, 0, f"\n{result.stdout}{result.stderr}")

    # ---- what is expected ----

    def assert_stops(self, code, *words):
        """`run` ends with this code, a line that has all these words in it, and nothing confirmed."""
        before = len(self.pusher.errors())
        self.assertEqual(
            self.pusher.call("run", "--until-current", timeout=60), code, self.pusher.said()
        )
        said = self.pusher.errors()[before:]
        lines = [line for line in said.splitlines() if all(word in line for word in words)]
        self.assertTrue(lines, f"no line says {words}:\n{said[-2500:]}")
        self.assertTrue(any('"remedy":""' not in line for line in lines), f"no remedy: {lines[-1]}")
        self.assert_nothing_confirmed()

    def assert_checked(self, *words, code=1):
        """`check` finds it, and writes nothing."""
        before, writes = len(self.pusher.errors()), self.writes()
        status = self.pusher.call("check", timeout=60)
        said = self.pusher.errors()[before:]
        self.assertEqual(status, code, said)
        for word in words:
            self.assertIn(word, said)
        self.assertEqual(self.writes(), writes)

    def stalls(self):
        return self.fake.status()["played"].get("stall", 0)

    def writes(self):
        """How much was ever taken."""
        status = self.fake.status()
        counts = [*status["kinesis"].values(), *status["firehose"].values()]
        return sum(count["records"] for count in counts) + sum(
            bucket["puts"] for bucket in status["s3"].values()
        )

    def test_until_current_does_not_wait_for_ever(self):
        """For destinations that are away: the last line names one of them."""
        for service in PUT:
            with self.subTest(service=service):
                self.use(service)
                self.pusher.config["until_current_wait_s"] = 1
                self.pusher.write_config()
                self.fake.script({"service": service, "fault": "bad-gateway"})
                self.assert_stops(
                    WAITED, "nothing has gone on for 1 second: it waits for destination "
                )

    def start_and_stop(self, event, count):
        """SIGTERM when this event has been there so often since the start, or when all is filled."""
        before = len(self.events(event))
        self.pusher.start()
        self.wait_for(
            event,
            lambda: len(self.events(event)) >= before + count or not self.pusher.unfilled(),
        )
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
        return self.events("ended")[-1]["all_confirmed"]

    def test_sigterm_within_a_fill(self):
        """By a destination that is slow: `yes` is said when everything is there, and then alone."""
        moments = [("streaming", 1), *(("fill_started", n) for n in (1, 3)), ("fill_done", 1)]
        for service in ("kinesis", "s3"):
            with self.subTest(service):
                self.use(service)
                self.pusher.config["chunk_rows"] = 5
                self.pusher.write_config()
                self.fake.script({"service": service, "fault": "delay", "ms": [50, 300]})
                said = []
                for moment in moments:
                    said.append(self.start_and_stop(*moment))
                    if said[-1] == "yes":
                        self.assertEqual(self.pusher.unfilled(), [])
                        self.assert_lake_is_right()
                self.assertIn("no", said)
                self.fake.script()
                self.pusher.run_until_current()
                self.assert_lake_is_right()

    def test_sigterm_while_nothing_is_taken(self):
        """Until the pusher waits no longer: what was handed over is not delivered."""
        self.use("kinesis")
        self.pusher.run_until_current()
        stalls = self.stalls()
        self.fake.script({"service": "kinesis", "fault": "stall", "action": "PutRecords"})
        self.pusher.start()
        self.wait_for("it streams", lambda: len(self.events("streaming")) > 1)
        self.database.sql(
            "UPDATE collections.customers SET marketing_consent = NOT marketing_consent"
        )
        self.wait_for("it is handed over", lambda: self.stalls() > stalls)
        self.assertEqual(self.pusher.stop(timeout=60), 0, self.pusher.said())
        self.assertEqual(self.events("ended")[-1]["all_confirmed"], "no")
        self.fake.script()
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    def assert_heals(self, *rules):
        """While the rules hold nothing is confirmed; without them everything arrives."""
        self.fake.script(*rules)
        self.pusher.start()
        self.wait_for_a_retry()
        self.assertTrue(self.pusher.running(), self.pusher.said())
        self.assert_nothing_confirmed()
        self.fake.script()
        self.pusher.wait_until_current(timeout=60)
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
        self.assert_lake_is_right()

    def wait_for(self, what, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline, f"{what}: {self.pusher.said()}")
            time.sleep(0.02)

    def wait_for_a_retry(self):
        deadline = time.monotonic() + 20
        while '"sink_retry"' not in self.pusher.errors():
            self.assertLess(time.monotonic(), deadline, self.pusher.said())
            time.sleep(0.05)

    def assert_nothing_confirmed(self):
        """No release counts as filled, and once the first chunk is on its way the slot does not pass what
        comes behind it. Before the destinations have told their markers there is no slot."""
        self.assertNotIn('"event":"fill_done"', self.pusher.errors())
        if self.pusher.running() and '"streaming"' in self.pusher.errors():
            self.wait_for_a_chunk()
            self.database.sql("SELECT pg_logical_emit_message(true, 'test', '')")
            behind = self.database.wal_position()
            time.sleep(1.5)  # longer than between two checkpoints
            self.assertEqual(self.confirmed(behind), "f")

    def wait_for_a_chunk(self):
        """Until rows of some release were read and handed over."""
        deadline = time.monotonic() + 20
        while not any(r.get("fill", {}).get("rows") for r in self.pusher.releases() or []):
            self.assertLess(time.monotonic(), deadline, self.pusher.said())
            time.sleep(0.05)

    def events(self, name):
        lines = [line for line in self.pusher.errors().splitlines() if f'"event":"{name}"' in line]
        return [json.loads(line) for line in lines]

    def assert_streams_arrived(self, streams):
        seen = {json.loads(line)["_policy"].split("@")[0] for line in self.arrived()}
        self.assertLessEqual(streams, seen)

    def assert_nothing_is_lost(self):
        """Once the cause is gone the same pusher delivers everything."""
        self.pusher.run_until_current()
        self.assert_lake_is_right()

    # ---- what cannot heal ----

    def test_access_denied(self):
        for service in PUT:
            with self.subTest(service):
                self.use(service)
                self.fake.script({"fault": "denied", "action": PUT[service]})
                self.assert_stops(CONFIG, RIGHT[service])
                self.fake.script()
                self.assert_nothing_is_lost()

    def test_denied_to_look(self):
        for service, action, right in (
            ("kinesis", "DescribeStreamSummary", "kinesis:DescribeStreamSummary"),
            ("kinesis", "ListShards", "kinesis:ListShards"),
            ("firehose", "DescribeDeliveryStream", "firehose:DescribeDeliveryStream"),
            ("s3", "HeadBucket", "s3:ListBucket"),
        ):
            with self.subTest(right):
                self.use(service)
                self.fake.script({"fault": "denied", "action": action})
                self.assert_checked(right)

    def test_missing(self):
        for service in PUT:
            with self.subTest(service):
                self.use(service, create=False)
                self.assert_checked("lake")
                self.assert_stops(CONFIG, "lake")

    def test_wrong_region(self):
        for service in PUT:
            with self.subTest(service):
                self.use(service, region="us-east-1")
                self.assert_checked("region")
                self.assert_stops(CONFIG, "region")

    def test_bucket_of_another_region(self):
        self.use("s3", create=False)
        self.fake.create("s3", "lake", region="us-east-1")
        self.assert_checked("us-east-1")
        self.assert_stops(CONFIG, "us-east-1")

    def test_bucket_of_another_owner(self):
        self.use("s3", create=False, bucket_owner=ACCOUNT)
        self.fake.create("s3", "lake", owner="999999999999")
        self.assert_checked("owner")
        self.assert_stops(CONFIG, "/lake", "owner")
        self.assertEqual(self.fake.s3_objects("lake"), {})

    def test_certificate_of_another_host(self):
        for service in PUT:
            with self.subTest(service):
                self.use(service, endpoint=self.fake.wrong_host)
                self.assert_checked("certificate")
                self.assert_stops(CONFIG, "certificate")

    def test_certificate_of_nobody(self):
        self.use("kinesis")
        del self.pusher.environment["AWS_CA_BUNDLE"]
        self.assert_checked("certificate")
        self.assert_stops(CONFIG, "certificate")

    def test_key_of_kms_disabled(self):
        for service, code in (
            ("kinesis", "KMSDisabledException"),
            ("firehose", "InvalidKMSResourceException"),
            ("s3", "KMS.DisabledException"),
        ):
            with self.subTest(service):
                self.use(service)
                self.fake.script(
                    {"fault": "fail", "status": 400, "code": code, "action": PUT[service]}
                )
                self.assert_stops(CONFIG, code)
                self.fake.script()
                self.assert_nothing_is_lost()

    def test_delivery_stream_with_another_source(self):
        self.use("firehose", create=False)
        self.fake.create("firehose", "lake", source="KinesisStreamAsSource")
        self.assert_checked("lake")
        self.assert_stops(CONFIG, "lake")

    def test_unknown_credentials(self):
        self.use("kinesis")
        self.pusher.environment["AWS_ACCESS_KEY_ID"] = "AKIAUNKNOWN"
        self.assert_checked("UnrecognizedClientException")
        self.assert_stops(CONFIG, "UnrecognizedClientException")

    def test_wrong_secret(self):
        self.use("firehose")
        self.pusher.environment["AWS_SECRET_ACCESS_KEY"] = "wrong"
        self.assert_checked("InvalidSignatureException")
        self.assert_stops(CONFIG, "InvalidSignatureException")

    def test_no_credentials_at_all(self):
        self.use("kinesis")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            self.pusher.environment.pop(name, None)
        self.pusher.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        self.assert_stops(CONFIG, "credentials")

    SHORTEN = (
        "UPDATE collections.accounts SET agreement_text = 'short'"
        " WHERE length(agreement_text) > 1000000"
    )

    def lengthen(self, characters):
        """A text of one account."""
        self.database.sql(
            "UPDATE collections.accounts"
            f" SET agreement_text = repeat('0123456789', {characters // 10})"
            " WHERE account_id = (SELECT min(account_id) FROM collections.accounts"
            " WHERE status <> 'test')"
        )

    def shorten_and_resume(self):
        self.database.sql(self.SHORTEN)
        self.assertEqual(self.pusher.call("resume", "lake.accounts"), 0)
        self.assert_nothing_is_lost()

    def test_record_above_the_limit(self):
        """Its release alone is paused; the event has the row's released key and no other value."""
        self.addCleanup(self.database.sql, self.SHORTEN)
        for service in ("kinesis", "firehose"):
            with self.subTest(service):
                self.lengthen(1200000)
                self.use(service)
                self.assertEqual(self.pusher.call("check", "--lengths"), 0, self.pusher.said())
                self.assertIn("agreement_text holds values of up to 1200000", self.pusher.errors())
                for _ in range(2):
                    status = self.pusher.call("run", "--until-current", timeout=60)
                    self.assertEqual(status, DATA, self.pusher.said())
                refused = [e for e in self.events("record_refused") if e["stream"] == "accounts"]
                self.assertEqual(len(refused), 1, self.pusher.said())
                self.assertIn('"account_ref":', refused[0]["row_key"])
                self.assertTrue(refused[0]["remedy"])
                self.assertNotIn("0123456789", self.pusher.errors())
                self.assert_found(self.events("row_failed")[0])
                self.assert_streams_arrived({"lake.customers", "regulator.arrears_returns"})
                self.shorten_and_resume()

    def test_record_above_the_limit_in_the_stream(self):
        self.addCleanup(self.database.sql, self.SHORTEN)
        for service, length in (("kinesis", 1200000), ("s3", 17000000)):
            with self.subTest(service):
                self.use(service)
                self.pusher.run_until_current()
                self.lengthen(length)
                self.database.sql("UPDATE collections.customers SET full_name = full_name || '.'")
                status = self.pusher.call("run", "--until-current", timeout=60)
                self.assertEqual(status, DATA, self.pusher.said())
                self.assertEqual(len(self.events("row_failed")), 1, self.pusher.said())
                self.assert_found(self.events("row_failed")[0], length)
                self.assertNotIn("0123456789", self.pusher.errors())
                self.shorten_and_resume()

    def test_a_mark_for_a_record_above_the_limit(self):
        """Where that is configured: nothing is paused; the row's key and the reason stand in its place."""
        for service in ("kinesis", "firehose"):
            with self.subTest(service):
                self.use(service)
                self.pusher.config["on_large_record"] = "mark"
                self.pusher.write_config()
                self.addCleanup(self.pusher.config.pop, "on_large_record", None)
                self.lengthen(1200000)
                self.pusher.run_until_current()
                marks = [r for r in map(json.loads, self.arrived()) if r["_op"] == "m"]
                self.assertEqual(len(marks), 1, self.pusher.said())
                self.assertGreater(marks[0]["_size"], 1200000)
                self.assertIn("at most", marks[0]["_reason"])
                self.assertEqual({n for n in marks[0] if n[0] != "_"}, {"account_ref"})
                (marked,) = self.events("record_marked")
                self.assertEqual((marked["schema"], marked["table"]), ("collections", "accounts"))
                for event in ("record_refused", "row_failed", "sink_retry"):
                    self.assertFalse(self.events(event), event)
                self.database.sql(self.SHORTEN)
                self.pusher.run_until_current()
                self.assert_nothing_is_lost()

    def assert_found(self, failed, characters=1200000):
        """The event's condition finds the row, whose key is a pseudonym."""
        self.assertEqual(failed["table"], "accounts")
        found = self.database.sql(
            f"SELECT max(length(agreement_text)) FROM collections.accounts WHERE {failed['where']}"
        )
        self.assertEqual(found.strip(), str(characters), failed["where"])

    def test_record_above_the_limit_stops_all(self):
        """With "on_drift": "all", in the stream: the event tells which row it is, the last line which
        release. Nothing passes it, also at the next start."""
        self.use("firehose")
        self.pusher.config["on_drift"] = "all"
        self.pusher.write_config()
        self.pusher.run_until_current()
        where = (
            "account_id = (SELECT min(account_id) FROM collections.accounts WHERE status <> 'test')"
        )
        self.addCleanup(
            self.database.sql,
            f"UPDATE collections.accounts SET agreement_text = 'short' WHERE {where}",
        )
        self.database.sql(
            f"UPDATE collections.accounts SET agreement_text = repeat('0123456789', 120000) WHERE {where}"
        )
        for turn in 1, 2:
            status = self.pusher.call("run", "--until-current", timeout=60)
            self.assertEqual(status, DATA, self.pusher.said())
            failed = self.events("row_failed")
            self.assertEqual(len(failed), turn, self.pusher.said())
            self.assertEqual(failed[-1]["stream"], "accounts")
            self.assert_found(failed[-1])
            self.assertIn("lake.accounts: ", self.pusher.said())

    # ---- what may heal ----

    def test_unreachable(self):
        """Nobody listens there; later somebody does."""
        for service in PUT:
            with self.subTest(service):
                port = peers.free_port()
                self.use(service, endpoint=f"https://localhost:{port}")
                self.pusher.start()
                self.wait_for_a_retry()
                self.assertTrue(self.pusher.running(), self.pusher.said())
                self.assert_nothing_confirmed()
                self.fake.do("listen", port=port)
                self.pusher.wait_until_current(timeout=60)
                self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
                self.assert_lake_is_right()

    def test_answers_that_are_none(self):
        faults = ("not-json", "empty", "wrong-count", "no-entries", "bad-gateway", "cut-reply")
        for fault, service in zip(faults, itertools.cycle(("kinesis", "firehose"))):
            with self.subTest(fault, service=service):
                self.use(service)
                self.assert_heals({"fault": fault, "action": PUT[service]})
        self.use("firehose")
        self.assert_heals({"fault": "wrong-count", "action": PUT["firehose"]})

    def test_a_page_of_a_proxy_is_no_object(self):
        """A 200 without S3's own words about what it has: nothing is delivered."""
        for fault in ("not-json", "empty"):
            with self.subTest(fault):
                self.use("s3")
                self.assert_heals({"fault": fault, "action": PUT["s3"], "taken": False})

    def test_too_large_a_call(self):
        """413 from something in between: what was refused comes again once it is put right there."""
        for service in PUT:
            with self.subTest(service):
                self.use(service)
                self.fake.script({"fault": "too-large", "action": PUT[service]})
                self.assert_stops(DATA, "413")
                self.fake.script()
                self.assert_nothing_is_lost()

    def confirmed(self, lsn):
        return self.database.sql(
            f"SELECT confirmed_flush_lsn >= '{lsn}' FROM pg_replication_slots"
            " WHERE slot_name = 'sluice'"
        )

    def wait_for_the_lake_alone(self):
        """Until one destination has all, whatever the other has."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.assert_lake_is_right(("lake",))
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def test_a_slow_sink_holds_back_the_flush_position_and_no_other_sink(self):
        self.use("kinesis")
        self.fake.do("forget", service="s3", name="regulator")
        self.fake.create("s3", "regulator")
        self.pusher.config["destinations"]["regulator"] = {
            "sink": "s3",
            "bucket": "regulator",
            "roll_delay_ms": 0,
        }
        self.pusher.write_config()
        self.pusher.start()
        self.pusher.wait_until_current()
        self.fake.script({"fault": "stall", "service": "s3"})
        # Something for the slow one; all that follows stands behind it.
        self.database.sql(
            "UPDATE collections.payments SET amount = amount + 10000 WHERE amount < 5000"
        )
        stands = self.database.wal_position()
        self.database.sql("CALL workload.run(300, 0.5, keep_contacts => true)")
        self.wait_for_the_lake_alone()
        self.assertEqual(lake.disorder(self.arrived()), [])
        self.assertEqual(self.confirmed(stands), "f", "confirmed before it is durable everywhere")
        self.fake.script()
        self.pusher.wait_until_current(timeout=60)
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
        lines = self.arrived() + lake.s3_lines(self.fake.s3_objects("regulator"))
        self.assertEqual(lake.disorder(lines), [])
        self.assert_lake_is_right(lines=lines)

    def test_errors_of_the_service(self):
        for service, code in (
            ("kinesis", "InternalFailure"),
            ("firehose", "ServiceUnavailableException"),
            ("s3", "SlowDown"),
        ):
            with self.subTest(service):
                self.use(service)
                self.assert_heals({"fault": "fail", "status": 503, "code": code})

    def test_our_clock_is_wrong(self):
        for service in PUT:
            with self.subTest(service):
                self.use(service)
                self.fake.do("clock", skew_s=7200)
                self.addCleanup(self.fake.do, "clock", skew_s=0)
                self.pusher.run_until_current()
                self.assert_lake_is_right()
                self.assertEqual(self.fake.status()["bad_signatures"], 0)

    def test_credentials_that_end(self):
        """Fetched anew, though the service finds them ended before their time."""
        self.use("firehose")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            self.pusher.environment.pop(name, None)
        self.pusher.start()
        self.pusher.wait_until_current()
        self.fake.do("expire")
        self.database.sql("CALL workload.run(200, 0.25, keep_contacts => true)")
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)
        self.assertGreaterEqual(self.fake.status()["issued"]["imds"], 2)
        self.assert_lake_is_right()

    def test_a_shard_that_is_throttled(self):
        """The other shard goes on; once it is let through everything is there, in order."""
        self.use("kinesis")
        self.fake.script({"fault": "throttle", "shard": "shardId-000000000000"})
        self.pusher.start()
        self.wait_for_a_retry()
        self.assert_nothing_confirmed()
        shards = self.fake.kinesis_shards("lake")
        self.assertEqual(len(shards[0]["Records"]), 0)
        self.assertGreater(len(shards[1]["Records"]), 20)  # of the first release alone
        self.fake.script()
        self.pusher.wait_until_current(timeout=60)
        self.assertEqual(self.pusher.stop(), 0)
        self.assertEqual(lake.disorder(self.arrived()), [])
        self.assert_lake_is_right()


if __name__ == "__main__":
    unittest.main()
