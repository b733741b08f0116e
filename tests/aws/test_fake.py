"""The fake AWS itself, judged by boto3: what boto3 signs is let in, what is changed afterwards is
not, and failures come as the script says. A fake that lets everything in would prove nothing."""

import itertools
import unittest

import boto3
import botocore.exceptions
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

from aws_support import FakeAws

ONCE = Config(
    retries={"total_max_attempts": 1},
    request_checksum_calculation="when_required",
    s3={"payload_signing_enabled": True},
)


class Fake(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)
        cls.fake.create("kinesis", "events", shards=4)
        cls.fake.create("firehose", "lake")
        cls.fake.create("s3", "lake")
        cls.fake.create("s3", "foreign", owner="999999999999")
        cls.fake.create("s3", "elsewhere", region="us-east-1")

    def setUp(self):
        self.fake.script()
        self.key = self.fake.do("issue")

    def client(self, service, region="eu-west-2"):
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.fake.https,
            verify=self.fake.ca,
            config=ONCE,
            aws_access_key_id=self.key["id"],
            aws_secret_access_key=self.key["secret"],
            aws_session_token=self.key["token"],
        )

    def refusal(self, call, **words):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            call(**words)
        return raised.exception.response["Error"]["Code"]

    def send(self, service="kinesis", change=None):
        """A signed ListShards, changed afterwards; (status, body)."""
        request = AWSRequest(
            "POST",
            self.fake.https + "/",
            data=b'{"StreamName":"events"}',
            headers={
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "Kinesis_20131202.ListShards",
            },
        )
        who = Credentials(self.key["id"], self.key["secret"], self.key["token"])
        SigV4Auth(who, service, "eu-west-2").add_auth(request)
        prepared = request.prepare()
        if change:
            change(prepared)
        answer = URLLib3Session(verify=self.fake.ca).send(prepared)
        return answer.status_code, answer.text

    def test_a_changed_request_is_refused(self):
        def body(request):
            request.body = b'{"StreamName":"event5"}'

        def token(request):
            request.headers["X-Amz-Security-Token"] = "x" + self.key["token"][1:]

        def added(request):
            request.headers["X-Amz-Meta-More"] = "1"

        def path(request):
            request.url += "more"

        def signature(request):
            old = request.headers["Authorization"]
            request.headers["Authorization"] = old[:-1] + ("0" if old[-1] != "0" else "1")

        def unsigned(request):
            del request.headers["Authorization"]

        self.assertEqual(self.send()[0], 200)
        before = self.fake.status()["bad_signatures"]
        changes = (body, token, added, path, signature, unsigned)
        for change in changes:
            with self.subTest(change.__name__):
                status, text = self.send(change=change)
                self.assertEqual(status, 400, text)
        self.assertEqual(self.fake.status()["bad_signatures"], before + len(changes))

    def test_expired_and_unknown_keys(self):
        kinesis = self.client("kinesis")
        self.fake.do("expire")
        self.assertEqual(
            self.refusal(kinesis.list_shards, StreamName="events"), "ExpiredTokenException"
        )
        self.key["id"] = "AKIAUNKNOWN"
        self.assertEqual(
            self.refusal(self.client("kinesis").list_shards, StreamName="events"),
            "UnrecognizedClientException",
        )

    def test_clock(self):
        self.addCleanup(self.fake.do, "clock", skew_s=0)
        self.fake.do("clock", skew_s=400)
        self.assertIn("Signature expired", self.send()[1])
        self.fake.do("clock", skew_s=200)
        self.assertEqual(self.send()[0], 200)

    def test_region(self):
        kinesis = self.client("kinesis", region="eu-west-1")
        self.assertEqual(
            self.refusal(kinesis.list_shards, StreamName="events"), "InvalidSignatureException"
        )

    def test_records_by_shard_and_resharding(self):
        kinesis = self.client("kinesis")
        keys = [f"key {n}" for n in range(200)]
        for turn in range(4):
            put = kinesis.put_records(
                StreamName="events",
                Records=[{"Data": f"{key} {turn}", "PartitionKey": key} for key in keys],
            )
            self.assertEqual(put["FailedRecordCount"], 0)
            order = ("split", "merge", "split", "merge")[turn]
            self.fake.do(order, name="events")
        seen = {}
        for shard in self.fake.kinesis_shards("events"):
            for _, key, data in shard["Records"]:
                seen.setdefault(key, []).append(data.decode())
        # Parents stand before their children, so that a key's records are in order.
        self.assertEqual(seen, {key: [f"{key} {turn}" for turn in range(4)] for key in keys})
        ranges = [
            (
                int(shard["HashKeyRange"]["StartingHashKey"]),
                int(shard["HashKeyRange"]["EndingHashKey"]),
            )
            for shard in kinesis.list_shards(
                StreamName="events", ShardFilter={"Type": "AT_LATEST"}
            )["Shards"]
        ]
        ranges.sort()
        self.assertEqual((ranges[0][0], ranges[-1][1]), (0, 2**128 - 1))
        for (_, end), (start, _) in itertools.pairwise(ranges):
            self.assertEqual(end + 1, start)

    def test_throttled_records(self):
        kinesis = self.client("kinesis")
        self.fake.script({"fault": "throttle", "records": [1, 3]})
        put = kinesis.put_records(
            StreamName="events",
            Records=[{"Data": b"x", "PartitionKey": str(n)} for n in range(5)],
        )
        self.assertEqual(put["FailedRecordCount"], 2)
        failed = [n for n, entry in enumerate(put["Records"]) if "ErrorCode" in entry]
        self.assertEqual(failed, [1, 3])

    def test_limits(self):
        kinesis, firehose = self.client("kinesis"), self.client("firehose")
        record = {"Data": b"x" * (1 << 20), "PartitionKey": "k"}
        call = kinesis.put_records
        self.assertEqual(
            self.refusal(call, StreamName="events", Records=[record]), "InvalidArgumentException"
        )
        small = [{"Data": b"x" * 900_000, "PartitionKey": "k"}] * 12
        self.assertEqual(
            self.refusal(call, StreamName="events", Records=small), "InvalidArgumentException"
        )
        self.assertEqual(
            self.refusal(
                firehose.put_record_batch,
                DeliveryStreamName="lake",
                Records=[{"Data": b"x" * 1_024_001}],
            ),
            "InvalidArgumentException",
        )

    def test_faults(self):
        firehose = self.client("firehose")
        words = {"DeliveryStreamName": "lake", "Records": [{"Data": b"line\n"}]}
        taken = 0
        for fault, has_effect in (
            ({"fault": "cut-early"}, 0),
            ({"fault": "cut-untaken"}, 0),
            ({"fault": "cut-taken"}, 1),
            ({"fault": "cut-reply"}, 1),
            ({"fault": "not-json", "taken": True}, 1),
            ({"fault": "bad-gateway", "taken": False}, 0),
            ({"fault": "fail", "status": 503, "code": "ServiceUnavailableException"}, 0),
            ({"fault": "too-large"}, 0),
        ):
            with self.subTest(fault=fault["fault"]):
                self.fake.script(dict(fault, action="PutRecordBatch", times=1))
                # Each fault ends otherwise in boto3, some in errors of its own code.
                with self.assertRaises(Exception):  # noqa: B017
                    # boto3 takes a page of HTML for an answer without entries.
                    firehose.put_record_batch(**words)["RequestResponses"]
                taken += has_effect
                self.assertEqual(len(self.fake.firehose_records("lake")), taken)
                firehose.put_record_batch(**words)
                taken += 1
        self.fake.script({"fault": "denied", "action": "PutRecordBatch"})
        self.assertEqual(self.refusal(firehose.put_record_batch, **words), "AccessDeniedException")
        with self.assertRaises(ValueError):
            self.fake.script({"fault": "no-such-fault"})

    def test_buckets(self):
        s3 = self.client("s3")
        put = {"Bucket": "lake", "Key": "a/dt=2026-11-23/x y+z.jsonl", "Body": b"line\n"}
        s3.put_object(**put, IfNoneMatch="*")
        self.assertEqual(self.refusal(s3.put_object, **put, IfNoneMatch="*"), "PreconditionFailed")
        owned = {"Bucket": "foreign", "ExpectedBucketOwner": "111122223333"}
        self.assertEqual(self.refusal(s3.head_bucket, **owned), "403")
        upload = s3.create_multipart_upload(Bucket="lake", Key="big")["UploadId"]
        words = {"Bucket": "lake", "Key": "big", "UploadId": upload}
        parts = [
            {"PartNumber": n, "ETag": s3.upload_part(**words, PartNumber=n, Body=data)["ETag"]}
            for n, data in ((1, b"x" * (5 << 20)), (2, b"y"))
        ]
        self.fake.script({"fault": "error-in-200", "action": "CompleteMultipartUpload"})
        self.refusal(s3.complete_multipart_upload, **words, MultipartUpload={"Parts": parts})
        self.fake.script()
        s3.complete_multipart_upload(**words, MultipartUpload={"Parts": parts})
        self.assertEqual(
            s3.get_object(Bucket="lake", Key="big")["Body"].read(), b"x" * (5 << 20) + b"y"
        )
        listed = [found["Key"] for found in s3.list_objects_v2(Bucket="lake")["Contents"]]
        self.assertEqual(listed, [put["Key"], "big"])


if __name__ == "__main__":
    unittest.main()
