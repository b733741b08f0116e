"""The whole pusher while the keys of its profile are exchanged: in ~/.aws the running sender reads the
new ones, elsewhere its sandbox knows only the old file, and both processes start again. Nothing is lost."""

import pathlib
import shutil
import tempfile
import time
import unittest

from aws_support import FakeAws
from harness import Database, Pusher, drop_slots


class NewKeys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=30)
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sluice-home."))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        (self.home / ".aws").mkdir()
        self.pusher = Pusher(self.database)
        self.addCleanup(drop_slots, self.database)
        self.addCleanup(self.pusher.remove)
        self.stream = f"lake-{self.id().rpartition('.')[2]}"
        self.fake.create("kinesis", self.stream, shards=2)
        destination = {"sink": "kinesis", "stream": self.stream}
        self.pusher.config["destinations"] = {"lake": destination, "regulator": destination}
        self.pusher.write_config()
        self.pusher.environment |= self.fake.environment() | {"HOME": str(self.home)}
        del self.pusher.environment["AWS_CONFIG_FILE"]

    def exchange(self, path):
        """Puts new keys in the place of the old ones, which end."""
        self.fake.do("expire")
        new = self.fake.do("issue")
        path.with_suffix(".new").write_text(
            f"[default]\naws_access_key_id = {new['id']}\naws_secret_access_key = {new['secret']}\n"
            f"aws_session_token = {new['token']}\n"
        )
        path.with_suffix(".new").rename(path)

    def run_through(self, path, seed):
        """Changes before and after an exchange; the log of the whole."""
        self.pusher.environment["AWS_SHARED_CREDENTIALS_FILE"] = str(path)
        self.exchange(path)
        self.pusher.start()
        self.pusher.wait_until_current()
        before = self.records()
        self.exchange(path)
        self.database.sql(f"CALL workload.run(100, {seed})")
        self.pusher.wait_until_current()
        self.assertGreater(self.records(), before)
        self.assertEqual(self.pusher.stop(), 0, self.pusher.said())
        return self.pusher.errors()

    def records(self):
        return sum(len(shard["Records"]) for shard in self.fake.kinesis_shards(self.stream))

    def test_in_the_usual_directory(self):
        self.assertNotIn('"starting_again"', self.run_through(self.home / ".aws/credentials", 0.1))

    def test_in_another_directory(self):
        begin = time.monotonic()
        log = self.run_through(self.home / "keys", 0.2)
        self.assertIn("was replaced since the sender was sealed", log)
        self.assertIn('"starting_again"', log)
        self.assertLess(time.monotonic() - begin, 60)


if __name__ == "__main__":
    unittest.main()
