"""The marker of a bucket: it is read and put by an identity with the rights of the page; a bucket that lost
what it had is filled again; without the right to read it the pusher goes on, and says so."""

import unittest

from aws_support import FakeAws
from harness import Database, Pusher
from test_rights import SINKS, policies, without

MARKER = "sluice/_sluice/_lake.json"


class Marker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=20)

    def setUp(self):
        self.fake = FakeAws()
        self.addCleanup(self.fake.stop)
        self.fake.create("s3", "lake-in")
        self.pusher = Pusher(self.database)
        self.addCleanup(self.pusher.remove)
        self.addCleanup(self.database.sql, "SELECT pg_drop_replication_slot('sluice')")
        self.pusher.environment |= self.fake.environment(self.fake.do("issue"))
        self.pusher.config["destinations"] = dict.fromkeys(("lake", "regulator"), SINKS["s3"])
        self.pusher.write_config()

    def objects(self):
        return self.fake.do("dump", service="s3", name="lake-in").keys()

    def streams(self):
        return {key.split("/")[1] for key in self.objects()} - {"_sluice"}

    def test_a_bucket_that_lost_everything_is_filled_again(self):
        self.fake.do("allow", statements=policies()["s3"])
        self.pusher.run_until_current()
        streams = self.streams()
        self.assertIn(MARKER, self.objects())
        said = len(self.pusher.errors())
        self.pusher.run_until_current()
        self.assertNotIn("destination_changed", self.pusher.errors()[said:])
        self.fake.do("forget", service="s3", name="lake-in")
        self.fake.create("s3", "lake-in")
        self.pusher.run_until_current()
        self.assertIn("destination_changed", self.pusher.errors()[said:])
        self.assertEqual(self.streams(), streams)
        self.assertIn(MARKER, self.objects())

    def test_without_the_right_to_read_it(self):
        self.fake.do("allow", statements=without(policies()["s3"], "s3:GetObject"))
        self.pusher.run_until_current()
        self.assertIn("marker_not_read", self.pusher.errors())
        self.assertIn("s3:GetObject", self.pusher.errors())
        self.assertTrue(self.streams())
        self.assertNotIn(MARKER, self.objects())


if __name__ == "__main__":
    unittest.main()
