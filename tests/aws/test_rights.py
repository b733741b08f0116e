"""The IAM policies in docs/aws.md are enough, and no action in them is too much: with each the pusher
works, and without any one of its actions `check`, or else `run`, stops and names that action."""

import copy
import json
import re
import unittest

from aws_support import FakeAws
from harness import TOP, Database, Pusher

FENCE = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONFIG = 2
SINKS = {
    "kinesis": {"sink": "kinesis", "stream": "lake"},
    "firehose": {"sink": "firehose", "delivery_stream": "lake"},
    "s3": {"sink": "s3", "bucket": "lake-in", "prefix": "sluice/", "roll_delay_ms": 0},
}


def policies():
    """{service: the statements that the page prints}"""
    page = (TOP / "docs/aws.md").read_text(encoding="utf-8")
    found = {}
    for text in FENCE.findall(page):
        statements = json.loads(text).get("Statement")
        if statements:
            first = statements[0]["Action"][0]
            found[first.partition(":")[0]] = statements
    return found


def actions(statements):
    for statement in statements:
        listed = statement["Action"]
        yield from listed if isinstance(listed, list) else [listed]


def without(statements, action):
    left = copy.deepcopy(statements)
    for statement in left:
        listed = statement["Action"]
        listed = listed if isinstance(listed, list) else [listed]
        statement["Action"] = [other for other in listed if other != action]
    return left


class Rights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=20)
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)
        cls.fake.create("kinesis", "lake", shards=1, encrypted=True)
        cls.fake.create("firehose", "lake")
        cls.fake.create("s3", "lake-in")
        cls.key = cls.fake.do("issue")

    def pusher(self, service):
        pusher = Pusher(self.database)
        self.addCleanup(pusher.remove)
        pusher.environment |= self.fake.environment(self.key)
        pusher.config["destinations"] = {"lake": SINKS[service], "regulator": SINKS[service]}
        pusher.write_config()
        return pusher

    def test_the_page_has_one_for_each_sink(self):
        self.assertEqual(policies().keys(), SINKS.keys())

    def test_enough_and_not_too_much(self):
        for service, statements in policies().items():
            pusher = self.pusher(service)
            for action in set(actions(statements)):
                with self.subTest(without=action):
                    self.fake.do("allow", statements=without(statements, action))
                    before = len(pusher.errors())
                    status = pusher.call("check")
                    if status == 0:
                        status = pusher.call("run", "--until-current", timeout=60)
                        self.assertEqual(status, CONFIG, pusher.said())
                    self.assertIn(action, pusher.errors()[before:])
            with self.subTest(enough=service):
                self.fake.do("allow", statements=statements)
                self.assertEqual(pusher.call("check"), 0, pusher.said())
                pusher.run_until_current()
            self.database.sql("SELECT pg_drop_replication_slot('sluice')")


if __name__ == "__main__":
    unittest.main()
