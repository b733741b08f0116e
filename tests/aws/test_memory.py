"""What is in the memory of the two processes, read while they work: no row, key or database password
in the sender, and no credential of the cloud in the reader. And what the kernel lets them do."""

import hashlib
import os
import threading
import time
import unittest

import memory
import test_canaries
from aws_support import FakeAws
from harness import KEYS, Database, Pusher, drop_slots

PASSWORD = "canary password of the database"
LOOKS = 4
# Beside the workload, a change of this key may meet another row.
UPDATES = [statement for statement in test_canaries.UPDATES if '"N°" =' not in statement]


@unittest.skipUnless(os.geteuid() == 0, "only root may read another process's memory")
class Memory(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = Database()
        cls.addClassCleanup(cls.database.stop)
        cls.database.add_company(customers=100)
        for column in ("email", "mobile"):
            cls.database.encrypt(test_canaries.CANARIES["collections.customers"][column])
        cls.fake = FakeAws()
        cls.addClassCleanup(cls.fake.stop)
        cls.fake.create("kinesis", "lake", shards=2)
        cls.fake.create("s3", "regulator")
        cls.key = cls.fake.do("issue")

    def setUp(self):
        self.pusher = Pusher(self.database)
        self.addCleanup(drop_slots, self.database)
        self.addCleanup(self.pusher.remove)
        source = self.pusher.config["source"]
        source["reader_password"] = {"env": "READER_PASSWORD"}
        secret = self.pusher.directory / "password"
        secret.write_text(PASSWORD + " of the replicator")
        secret.chmod(0o600)
        source["replication_password"] = {"file": "password"}
        self.pusher.config["destinations"] = {
            "lake": {"sink": "kinesis", "stream": "lake"},
            "regulator": {"sink": "s3", "bucket": "regulator", "roll_delay_ms": 200},
        }
        self.pusher.write_config()
        self.pusher.environment |= self.fake.environment(self.key)
        self.pusher.environment["READER_PASSWORD"] = PASSWORD + " of the reader"

    def of_the_database(self):
        """What only the reader may have."""
        needles = memory.Needles()
        for table, columns in test_canaries.CANARIES.items():
            for column, value in columns.items():
                value = value[:40] if value is test_canaries.NOTE else value.removesuffix("+00")
                needles.add(f"{table}.{column}", value.encode())
        for name in KEYS:
            key = hashlib.sha256(f"sluice test key {name}".encode()).digest()
            needles.add(f"key {name}", key)
        needles.add("password", PASSWORD.encode())
        return needles

    def of_the_cloud(self):
        """What only the sender may have."""
        needles = memory.Needles()
        needles.add("secret key", self.key["secret"].encode())
        needles.add("session token", self.key["token"].encode())
        needles.add("access key id", self.key["id"].encode())
        return needles

    def test_who_knows_what(self):
        self.pusher.start()
        self.pusher.wait_until_current()
        for table in test_canaries.CANARIES:
            self.database.sql(test_canaries.insert(table))
        writer = threading.Thread(target=self.database.sql, args=("CALL workload.run(2500, 0.5)",))
        writer.start()
        self.addCleanup(writer.join)
        rows, cloud = self.of_the_database(), self.of_the_cloud()
        seen = {"reader": set(), "sender": set()}
        for look in range(LOOKS):
            for role, pid in self.pusher.processes().items():
                if role in seen:
                    seen[role] |= (rows | cloud).search(pid)
            for statement in UPDATES[look::LOOKS]:
                self.database.sql(statement)
            time.sleep(0.1)
        of_the_database, of_the_cloud = set(rows.names.values()), set(cloud.names.values())
        self.assertEqual(of(of_the_database, seen["sender"]), set())
        self.assertEqual(of(of_the_cloud, seen["reader"]), set())
        # The search finds what is there: they are where they belong.
        self.assertLessEqual({f"key {name}" for name in KEYS} | {"password"}, names(seen["reader"]))
        self.assertIn("secret key", names(seen["sender"]))
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)

    def test_sender_stays_small_when_nothing_moves(self):
        """A far end that stalls holds back the stream, not memory."""
        self.pusher.start()
        self.pusher.wait_until_current()
        self.fake.script({"fault": "stall"})
        self.addCleanup(self.fake.script)
        self.database.sql("CALL workload.run(6000, 0.25)")
        time.sleep(3)
        sizes = {role: resident_kib(pid) for role, pid in self.pusher.processes().items()}
        print(f"\nresident with the far end stalled, KiB: {sizes}", flush=True)
        self.assertLessEqual(sizes["sender"], 30 << 10)
        self.assertLessEqual(sizes["reader"], 30 << 10)
        self.fake.script()
        self.pusher.wait_until_current()
        self.assertEqual(self.pusher.stop(), 0)


def names(found):
    return {what.partition(" in ")[0] for what in found}


def of(secrets, found):
    """What was found of these, with the place."""
    return {what for what in found if what.partition(" in ")[0] in secrets}


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


if __name__ == "__main__":
    unittest.main()
