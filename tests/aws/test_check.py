"""What `check` shows an operator of each destination in AWS: who the pusher is there, where it calls, what
the stream or bucket is, and what may be done with it; and nothing of it is written or secret."""

import unittest

from aws_support import FakeAws
from harness import Database, Pusher
from test_rights import SINKS

WHO = "arn:aws:sts::111122223333:assumed-role/sluice/{}, account 111122223333"
WHAT = {
    "kinesis": "stream lake: ACTIVE, PROVISIONED, 3 open shards, kept for 24 hours, records up to 1024 KiB,"
    " encrypted with a key of KMS; it may be asked for its shards and written to",
    "firehose": "stream lake: ACTIVE, records up to 1000 KiB, arn:aws:s3:::lake-in; it may be written to",
    "s3": "bucket lake-in: in eu-west-2; objects may be written and uploads given up; the marker may be"
    " read",
}


class Check(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=20)
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)
        cls.fake.create("kinesis", "lake", shards=3, encrypted=True)
        cls.fake.create("firehose", "lake")
        cls.fake.create("s3", "lake-in")

    def check(self, service, keys, status=0):
        with Pusher(self.database) as pusher:
            pusher.environment |= self.fake.environment(keys)
            pusher.config["destinations"]["lake"] = SINKS[service]
            pusher.write_config()
            self.assertEqual(pusher.call("check", timeout=60), status, pusher.said())
            self.assertIn("regulator: directory ", pusher.errors())
            self.assertIn("MiB free", pusher.errors())
            return pusher.errors()

    def test_each_sink(self):
        keys = self.fake.do("issue")
        for service, what in WHAT.items():
            with self.subTest(service):
                said = self.check(service, keys)
                who = WHO.format("static")
                self.assertIn(f"lake: identity {who}; credentials from environment\n", said)
                self.assertIn(f"lake: {what}\n", said)
                self.assertIn(f"lake: calls go to {self.fake.https}, region eu-west-2\n", said)
                for secret in (keys["secret"], keys["token"]):
                    self.assertNotIn(secret, said)

    def test_keys_of_the_instance(self):
        said = self.check("kinesis", None)
        self.assertIn(f"lake: identity {WHO.format('imds')}; credentials from instance\n", said)

    def test_who_it_is_that_is_denied(self):
        """The identity stands before the finding, and nothing is said to be allowed."""
        self.addCleanup(self.fake.script)
        for service, action in (
            ("kinesis", "PutRecords"),
            ("firehose", "PutRecordBatch"),
            ("s3", "CreateMultipartUpload"),
        ):
            with self.subTest(service):
                self.fake.script({"fault": "denied", "service": service, "action": action})
                said = self.check(service, self.fake.do("issue"), status=1)
                self.assertNotIn("written to", said)
                self.assertNotIn("may be written", said)
                denied = said.index("Denied")
                self.assertLess(said.index(WHO.format("static")), denied)
                self.assertLess(said.index("lake: calls go to"), denied)

    def test_without_sts(self):
        """A network may lead to the sink alone: that is no finding."""
        self.fake.do("credentials", refusals={"identity": 503})
        self.addCleanup(self.fake.do, "credentials", refusals={})
        said = self.check("s3", self.fake.do("issue"))
        self.assertIn("lake: identity not known: sts:GetCallerIdentity", said)


if __name__ == "__main__":
    unittest.main()
